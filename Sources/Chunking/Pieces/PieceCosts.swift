internal import TextAnalysis

/// What it costs to cut before an element, and to let it stand behind others in one chunk.
///
/// Contents, credits and the like stay by themselves, so that they can be dropped without loss.
struct PieceCosts {
  let elements: ElementShapes
  let utf8: UnsafeBufferPointer<UInt8>
  private var isMatter = false
  private var matterLevel = 0

  private static let never: Float = 8

  init(_ elements: ElementShapes, _ utf8: UnsafeBufferPointer<UInt8>) {
    self.elements = elements
    self.utf8 = utf8
  }

  func cut(before index: Int) -> Float {
    let last = index > 0 ? elements[index - 1] : nil
    switch elements[index].kind {
    case .heading: return elements[index].level <= 2 ? 0 : 0.03
    case .listItem: return last?.kind == .listItem ? 0.4 : 0.5
    case .table where last?.kind == .caption: return 1.5
    case .footnote: return 0.7
    case .caption: return 0.4
    case .code: return last?.isHeading == false ? 0.6 : 0.25
    default: return last.map(endsWithColon) == true ? 0.6 : 0.25
    }
  }

  private func endsWithColon(_ element: ElementShapes.Shape) -> Bool {
    element.end > element.start && utf8[element.end - 1] == UInt8(ascii: ":")
  }

  /// Of an element that is no heading.
  func mixing(at index: Int) -> Float { index > 0 && !isMatter && changesKind(index) ? Self.never : 0 }

  /// Whether contents entries begin or end here.
  private func changesKind(_ index: Int) -> Bool {
    guard !elements[index - 1].isHeading else { return false }
    return isContents(index) != isContents(index - 1)
  }

  private func isContents(_ index: Int) -> Bool {
    let element = elements[index]
    guard element.kind == .listItem, (1..<240).contains(element.end - element.start) else { return false }
    // Entries end with the number of their page.
    let last = utf8[element.end - 1]
    guard (last >= 0x30 && last <= 0x39) || "ivxl|-".utf8.contains(last) else { return false }
    return LineShapes.isContentsEntry(String(decoding: utf8[element.start..<element.end], as: UTF8.self))
  }

  mutating func mixing(heading title: String, level: Int, isBehindHeading: Bool) -> Float {
    let announcesMatter = SectionTitles.matter(title) != nil
    var cost: Float =
      switch level {
      case 1: 1.3
      case 2: 0.5
      case 3: 0.2
      default: 0.1
      }
    let endsMatter = level <= matterLevel
    guard announcesMatter || endsMatter else { return cost }
    // A heading right above has nothing of its own yet.
    cost = isBehindHeading && !isMatter ? 0.5 : Self.never
    isMatter = announcesMatter
    matterLevel = announcesMatter ? level : 0
    return cost
  }
}
