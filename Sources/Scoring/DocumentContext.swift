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
  private let lines: LineCounts
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
    let headings = document.elements.compactMap { element -> Heading? in
      guard case .heading(let level) = element.kind else { return nil }
      return Heading(level: level, start: element.range.lowerBound, title: document.plainText(of: element.range))
    }
    self.headings = Self.hashes(of: headings)
    lines = LineCounts(scans.count > 3 ? scans : [])
    matters = Self.matters(of: headings, length: length)
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

  private struct Heading {
    let level: Int
    let start: Int
    let title: String
  }

  private static func matters(of headings: [Heading], length: Int) -> [HeadingMatter] {
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

  func chunks(with line: UInt64) -> Int { lines.chunks(with: line) }

  /// Nearness of a range to the start or end of a long document, 0…1.
  func edge(of range: Range<Int>) -> Double {
    guard length > 20_000 else { return 0 }
    let middle = Double(range.lowerBound + range.upperBound) / 2 / Double(length)
    return saturating(0.04 - min(middle, 1 - middle), at: 0.04)
  }

  /// The headings as lines are hashed.
  private static func hashes(of headings: [Heading]) -> Set<UInt64> {
    var tokens: [TextToken] = []
    var found: Set<UInt64> = []
    for heading in headings {
      var title = heading.title
      title.withUTF8 { TokenScanner.scan($0, into: &tokens) }
      if let hash = LogicalLines.hash(tokens) { found.insert(hash) }
    }
    return found
  }
}
