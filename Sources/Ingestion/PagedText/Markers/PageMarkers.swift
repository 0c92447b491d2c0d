internal import DocumentModel
internal import Foundation

/// The pages of a text, cut at its markers.
struct PageMarkers {
  /// A page of the text.
  struct Page: Equatable {
    /// The marker's own number; for markers without one counted from 1.
    var number: Int
    /// Indices of its lines, without the marker's. Empty for a blank page.
    var lines: Range<Int>
  }

  var convention: PageMarkerConvention
  var pages: [Page]
  /// Numbers that are missing, repeat or fall.
  var diagnostics: [Diagnostic]
  /// The lines that markers take.
  private var markerLines: Set<Int>

  /// The pages that `lines` are marked with; nil where there are no convincing markers. Text outside all pages goes with the
  /// nearest: what stands before the first marker with the first page, for example.
  init?(_ lines: [Substring], pattern: PageMarkerPattern?) {
    let found = pattern.map { PageMarkerConvention.lines(matching: $0, in: lines) } ?? PageMarkerConvention.find(in: lines)
    guard let convention = found else { return nil }
    self.convention = convention
    markerLines = Set(convention.markers.flatMap(\.lines)).union(convention.closings)
    pages = Self.cut(lines, convention)
    diagnostics = Self.irregularities(pages.map(\.number))
  }

  /// Whether any line could be a marker; false for most files, at the cost of one look at each byte.
  static func mayMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    if memchr(base, 0x0C, bytes.count) != nil { return true }
    var start = 0
    while start < bytes.count {
      let found = memchr(base + start, 0x0A, bytes.count - start)
      let end = found.map { UnsafeRawPointer(base).distance(to: UnsafeRawPointer($0)) } ?? bytes.count
      defer { start = end + 1 }
      guard end - start <= 160, start < end, opensMarker(bytes, start, end) else { continue }
      guard bytes[start..<end].contains(where: \.isDigit) else { continue }
      let line = Substring(decoding: bytes[start..<end], as: UTF8.self)
      if PageMarkerLine(line) != nil || PageMarkerLine.bareNumber(in: line) != nil { return true }
    }
    return false
  }

  /// Whether the first letter of a line is one that a marker's words begin with, in any language, or a number stands in braces.
  private static func opensMarker(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      let byte = bytes[index]
      if byte >= 0x80 { return true }
      if byte.isLetter {
        // Without a decoration before it the word *page* stands alone with its number.
        if index == start, byte | 0x20 == UInt8(ascii: "p"), end - start > PageMarkerLine.bareLengthLimit { return false }
        return "psebof".utf8.contains(byte | 0x20)
      }
      if byte.isDigit { return index > start && bytes[index - 1] == UInt8(ascii: "{") }
    }
    return false
  }

  private static func cut(_ lines: [Substring], _ convention: PageMarkerConvention) -> [Page] {
    func isBlank(_ range: Range<Int>) -> Bool { !lines[range].contains { $0.utf8.contains { !$0.isSpace } } }
    let markers = convention.markers
    var pages: [Page] = []
    guard convention.isBehind else {
      for (index, marker) in markers.enumerated() {
        let isFirst = index == 0 && !isBlank(0..<marker.lines.lowerBound)
        let end = index + 1 < markers.count ? markers[index + 1].lines.lowerBound : lines.count
        pages.append(Page(number: marker.number ?? index + 1, lines: (isFirst ? 0 : marker.lines.upperBound)..<end))
      }
      return pages
    }
    var start = 0
    for (index, marker) in markers.enumerated() {
      pages.append(Page(number: marker.number ?? index + 1, lines: start..<max(start, marker.lines.lowerBound)))
      start = marker.lines.upperBound
    }
    if start < lines.count, !isBlank(start..<lines.count) {
      pages.append(Page(number: (pages.last?.number ?? 0) + 1, lines: start..<lines.count))
    }
    return pages
  }

  /// The pages that were asked for, of the lines from the first of them to the last; nil where there are none.
  func selected(_ asked: ClosedRange<Int>) -> (markers: PageMarkers, lines: Range<Int>)? {
    let chosen = pages.filter { asked.contains($0.number) }
    guard let lower = chosen.map(\.lines.lowerBound).min(), let upper = chosen.map(\.lines.upperBound).max() else { return nil }
    var result = self
    result.pages = chosen.map { Page(number: $0.number, lines: $0.lines.lowerBound - lower..<$0.lines.upperBound - lower) }
    // What lies between them and was not asked for is left out like a marker.
    let wanted = Set(chosen.flatMap(\.lines))
    result.markerLines = Set((lower..<upper).filter { markerLines.contains($0) || !wanted.contains($0) }.map { $0 - lower })
    return (result, lower..<upper)
  }

  /// The lines of a page that are its text.
  func lines(of page: Page, in lines: [Substring]) -> [Substring] {
    page.lines.lazy.filter { !markerLines.contains($0) }.map { lines[$0] }
  }

  /// Whether a line is a marker or part of one.
  func isMarker(_ line: Int) -> Bool { markerLines.contains(line) }

  /// What the metadata say: how pages were told, and how sure that is.
  var metadata: [Metadata.Entry] {
    [
      .init(name: "page-markers", value: convention.pattern),
      .init(name: "page-marker-confidence", value: String(format: "%.2f", convention.confidence)),
    ]
  }

  /// Whether a Markdown file with these pages is OCR text and not Markdown: it has no fence and no table, and hardly a line beside
  /// its markers that looks like Markdown, as by chance some do in any OCR text.
  func holdPlainText(_ lines: [Substring]) -> Bool {
    var filled = 0
    var looking = 0
    for index in lines.indices where !isMarker(index) {
      let line = lines[index]
      if line.hasPrefix("```") || line.hasPrefix("|--") || line.hasPrefix("| --") { return false }
      guard line.utf8.contains(where: { !$0.isSpace }) else { continue }
      filled += 1
      if Self.looksLikeMarkdown(line) { looking += 1 }
    }
    return looking * Self.linesPerMark <= filled
  }

  /// In Markdown at least one line of so many shows it.
  private static let linesPerMark = 40

  /// A heading with a letter, a quote, a fence, a row of a table, an item with a dash, emphasis or a link. Stray marks of OCR are
  /// none.
  private static func looksLikeMarkdown(_ line: Substring) -> Bool {
    let bytes = Array(line.utf8.drop { $0 == 0x0C }.prefix(2000))
    guard let first = bytes.first else { return false }
    func follows(_ marks: [UInt8]) -> Bool {
      let rest = bytes.dropFirst(marks.count)
      return bytes.starts(with: marks) && rest.first == 0x20 && rest.dropFirst().first.map { $0.isLetter || $0 >= 0x80 } == true
    }
    switch first {
    case UInt8(ascii: "#"):
      let marks = bytes.prefix { $0 == first }
      return marks.count <= 6 && follows(Array(marks)) && bytes.count(where: \.isLetter) >= 3
    case UInt8(ascii: ">"), UInt8(ascii: "-"): return follows([first])
    case UInt8(ascii: "|"): return bytes.count { $0 == first } >= 3 && bytes.last == first
    default: return bytes[...].holds("](") || isEmphasised(bytes)
    }
  }

  /// Whether two pairs of asterisks stand close to words.
  private static func isEmphasised(_ bytes: [UInt8]) -> Bool {
    let marks = bytes.indices.dropLast().filter { bytes[$0] == UInt8(ascii: "*") && bytes[$0 + 1] == UInt8(ascii: "*") }
    guard marks.count >= 2, let first = marks.first, first + 2 < bytes.count else { return false }
    return bytes[first + 2].isLetter || bytes[first + 2] >= 0x80
  }

  private static func irregularities(_ numbers: [Int]) -> [Diagnostic] {
    var missing: [ClosedRange<Int>] = []
    var repeated: [ClosedRange<Int>] = []
    var fallen: [ClosedRange<Int>] = []
    var highest = numbers.first ?? 0
    var seen: Set<Int> = []
    for (index, number) in numbers.enumerated() {
      if !seen.insert(number).inserted {
        repeated.append(number...number)
      } else if number < highest {
        fallen.append(number...number)
      } else if index > 0, number > highest + 1 {
        missing.append(highest + 1...number - 1)
      }
      highest = max(highest, number)
    }
    missing.removeAll { range in range.allSatisfy(seen.contains) }
    func note(_ ranges: [ClosedRange<Int>], _ what: String) -> Diagnostic? {
      ranges.isEmpty ? nil : Diagnostic(.pageMarkers, "\(what): \(listed(ranges))")
    }
    return [
      note(missing, "no marker was found for these pages"),
      note(repeated, "these page numbers are marked more than once, and each was kept"),
      note(fallen, "these page numbers stand behind higher ones, and were kept where they are"),
    ].compactMap(\.self)
  }

  /// `12, 15–17 and 3 more`.
  private static func listed(_ ranges: [ClosedRange<Int>]) -> String {
    let shown = ranges.prefix(8).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
    return shown.joined(separator: ", ") + (ranges.count > 8 ? " and \(ranges.count - 8) more" : "")
  }
}
