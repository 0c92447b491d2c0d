internal import Chunking
internal import DocumentModel

/// What a whole document tells about its chunks.
struct DocumentContext {
  let document: Document
  /// The headings as lines are hashed.
  let headings: Set<UInt64>
  private let length: Int
  /// In how many chunks a line stands.
  private let lines: [UInt64: Int]

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
