package import ByteCoding

/// Lets other processes read some pages of a document. The document is put together in one place, so that the outcome is the same.
package struct PageSharing: Sendable {
  /// How many others may read, 1 or more.
  package var helperCount: Int
  /// Asks the others to begin, each with its pages.
  package var begin: @Sendable ([ClosedRange<Int>]) -> Void
  /// What the helper at an index, from 0, has read: bytes of ``SharedPages``; nil where it failed. Waits for it.
  package var pages: @Sendable (Int) -> [UInt8]?

  package init(
    helperCount: Int, begin: @escaping @Sendable ([ClosedRange<Int>]) -> Void, pages: @escaping @Sendable (Int) -> [UInt8]?
  ) {
    self.helperCount = helperCount
    self.begin = begin
    self.pages = pages
  }

  /// Fewer pages are read sooner than a process starts; more than a second of them are not. Pages that OCR reads take that long each.
  static let leastPages = 48
  static let leastPagesWithOCR = 4

  /// `numbers` in consecutive parts of nearly one size, one more than there are helpers; one part where sharing does not pay.
  static func parts(_ numbers: ClosedRange<Int>, helperCount: Int, isOCR: Bool) -> [ClosedRange<Int>] {
    let least = isOCR ? leastPagesWithOCR : leastPages
    let count = min(helperCount + 1, max(1, 2 * numbers.count / least), numbers.count)
    return (0..<count).map { part in
      let start = numbers.lowerBound + numbers.count * part / count
      return start...numbers.lowerBound + numbers.count * (part + 1) / count - 1
    }
  }
}

/// Pages of a document that a process read for another.
package struct SharedPages: Sendable {
  let lines: [PDFPageLines]
  /// Whether the file has faults that showed while these pages were read.
  let hasFaults: Bool

  package func write(to writer: inout ByteWriter) {
    writer.write(hasFaults)
    writer.write(lines) { $1.write(to: &$0) }
  }

  init(lines: [PDFPageLines], hasFaults: Bool) {
    self.lines = lines
    self.hasFaults = hasFaults
  }

  /// Nil where the bytes are no pages.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    do throws(ByteReader.Malformed) {
      hasFaults = try reader.bool()
      lines = try reader.array(PDFPageLines.init(from:))
    } catch {
      return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}
