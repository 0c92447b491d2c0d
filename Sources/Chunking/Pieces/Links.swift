internal import DocumentModel

/// Links of Markdown, which are not cut: `[words](address)`.
struct Links {
  private var ranges: [Range<Int>] = []

  var isEmpty: Bool { ranges.isEmpty }

  /// The links in a range of UTF-8 text, found by what stands between their parts. One pass; links that are longer than 2,000 bytes
  /// or hold a blank line are none.
  static func ranges(of utf8: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Links {
    var links = Links()
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      if utf8[index] == UInt8(ascii: "]"), utf8[index + 1] == UInt8(ascii: "("),
        let start = opening(utf8, before: index, from: max(range.lowerBound, links.ranges.last?.upperBound ?? 0)),
        let end = closing(utf8, behind: index + 1, to: range.upperBound)
      {
        links.ranges.append(start..<end)
        index = end
      } else {
        index += 1
      }
    }
    return links
  }

  /// The link that a place lies inside of, its ends not counted.
  func around(_ place: Int) -> Range<Int>? {
    let index = ranges.partitioningIndex { $0.upperBound > place }
    return index < ranges.count && ranges[index].lowerBound < place ? ranges[index] : nil
  }

  func holdInside(_ place: Int) -> Bool { around(place) != nil }

  private static let limit = 2000

  private static func opening(_ utf8: UnsafeBufferPointer<UInt8>, before close: Int, from: Int) -> Int? {
    var depth = 1
    var index = close
    while index > max(from, close - limit) {
      index -= 1
      switch utf8[index] {
      case UInt8(ascii: "]"): depth += 1
      case UInt8(ascii: "["): depth -= 1
      case 0x0A where utf8[index + 1] == 0x0A: return nil
      default: break
      }
      if depth == 0 { return index > from && utf8[index - 1] == UInt8(ascii: "!") ? index - 1 : index }
    }
    return nil
  }

  private static func closing(_ utf8: UnsafeBufferPointer<UInt8>, behind open: Int, to end: Int) -> Int? {
    var depth = 0
    for index in open..<min(end, open + limit) {
      switch utf8[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case 0x0A where utf8[index - 1] == 0x0A: return nil
      default: break
      }
      if depth == 0 { return index + 1 }
    }
    return nil
  }
}
