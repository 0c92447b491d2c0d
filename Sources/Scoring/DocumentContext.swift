internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// What a whole document tells about its chunks.
struct DocumentContext {
  let document: Document
  /// The headings as lines are hashed.
  let headings: Set<UInt64>
  private let length: Int
  /// In how many chunks a line stands.
  private let lines: [UInt64: Int]
  /// From each heading on, what the titles of the sections that it stands in announce, where these are small enough to count.
  private let matters: [HeadingMatter]

  /// What is announced where a heading begins: by it and those above, as far as their sections are small, and by the nearest alone.
  private struct HeadingMatter {
    let start: Int
    let found: Set<SectionTitles.Matter>
    let nearest: SectionTitles.Matter?
  }

  /// - Parameter scans: of all chunks of the document that are known.
  init(_ document: Document, scans: [ChunkScan]) {
    self.document = document
    length = max(1, document.text.utf8.count)
    headings = Self.headings(of: document)
    var lines: [UInt64: Int] = [:]
    if scans.count > 3 {
      for scan in scans { for line in Set(scan.lines) { lines[line, default: 0] += 1 } }
    }
    self.lines = lines
    matters = Self.matters(of: document, length: length)
  }

  /// What the titles above the middle of a chunk announce: the nearest heading, single letters as in an index aside, and those further
  /// up whose sections are a small part of the document. A title over all of it, as a list of contents that the content was put
  /// under, says nothing of a chunk far below; nor does one that a heading in the chunk's first half ends.
  func matters(above chunk: Chunk) -> Set<SectionTitles.Matter> {
    let middle = (chunk.range.lowerBound + chunk.range.upperBound) / 2
    let next = matters.partitioningIndex { $0.start > middle }
    let heading = next == 0 ? nil : matters[next - 1]
    let nearest =
      if let heading, heading.start > chunk.range.lowerBound {
        heading.nearest
      } else {
        chunk.headingPath.last { $0.count > 2 }.flatMap(SectionTitles.matter)
      }
    return (heading?.found ?? []).union(nearest.map { [$0] } ?? [])
  }

  /// The greatest shares of a document that sections of matter have.
  private static let (contentsLimit, matterLimit) = (0.1, 0.3)

  private static func matters(of document: Document, length: Int) -> [HeadingMatter] {
    let headings = document.elements.compactMap { element -> (level: Int, start: Int, title: String)? in
      guard case .heading(let level) = element.kind else { return nil }
      return (level, element.range.lowerBound, document.plainText(of: element.range))
    }
    var open: [(level: Int, matter: SectionTitles.Matter?, own: SectionTitles.Matter?, isLetter: Bool)] = []
    return headings.enumerated().map { index, heading in
      while let last = open.last, last.level >= heading.level { open.removeLast() }
      let own = SectionTitles.matter(heading.title)
      var matter = own
      if let announced = matter {
        let end = headings[(index + 1)...].first { $0.level <= heading.level }?.start ?? length
        let limit = announced == .contents ? contentsLimit : matterLimit
        if Double(end - heading.start) >= limit * Double(length) { matter = nil }
      }
      open.append((heading.level, matter, own, heading.title.count <= 2))
      return HeadingMatter(
        start: heading.start, found: Set(open.compactMap(\.matter)), nearest: open.last { !$0.isLetter }?.own)
    }
  }

  func chunks(with line: UInt64) -> Int { lines[line] ?? 0 }

  /// Nearness of a range to the start or end of a long document, 0…1.
  func edge(of range: Range<Int>) -> Double {
    guard length > 20_000 else { return 0 }
    let middle = Double(range.lowerBound + range.upperBound) / 2 / Double(length)
    return saturating(0.04 - min(middle, 1 - middle), at: 0.04)
  }

  private static func headings(of document: Document) -> Set<UInt64> {
    var tokens: [TextToken] = []
    var found: Set<UInt64> = []
    for element in document.elements where element.isHeading {
      var text = document.plainText(of: element.range)
      text.withUTF8 { TokenScanner.scan($0, into: &tokens) }
      if let hash = LogicalLines.hash(tokens) { found.insert(hash) }
    }
    return found
  }
}
