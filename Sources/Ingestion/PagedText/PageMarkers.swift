/// Finds the page markers of OCR text and cuts the text at them.
///
/// Many conventions exist (`=== PAGE 12 ===`, `--- Page 12 ---`, `## Page 12`, `<!-- page 12 -->`, `[Page 12]`, form feeds). Every
/// line that could be a marker is a candidate of its convention; one convention is chosen for the whole file, the one whose
/// numbers rise on the most pages, and the text is left whole where none convinces.
struct PageMarkers {
  /// A page of the text.
  struct Page: Equatable {
    /// The marker's own number; for form feeds counted from 1.
    var number: Int
    /// Indices of its lines, without the marker's.
    var lines: Range<Int>
  }

  /// The pages that `lines` are marked with; nil where there are no convincing markers. Text before the first marker goes with
  /// the first page. `isOrderly` is false where a number repeats or falls.
  static func pages(of lines: [Substring]) -> (pages: [Page], isOrderly: Bool)? {
    var conventions: [String: [(line: Int, number: Int)]] = [:]
    for (index, line) in lines.enumerated() {
      if let marker = marker(in: line) { conventions[marker.convention, default: []].append((index, marker.number)) }
    }
    let best = conventions.filter { isConvincing($0.key, $0.value) }.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    guard let markers = best?.value else { return formFeedPages(of: lines) }
    var pages: [Page] = []
    for (index, marker) in markers.enumerated() {
      let start = index == 0 && lines[..<marker.line].contains(where: { $0.contains { !$0.isWhitespace } }) ? 0 : marker.line + 1
      let end = index + 1 < markers.count ? markers[index + 1].line : lines.count
      pages.append(Page(number: marker.number, lines: start..<max(start, end)))
    }
    let isOrderly = zip(markers, markers.dropFirst()).allSatisfy { $0.number < $1.number }
    return (pages, isOrderly)
  }

  /// Whether a Markdown file is OCR text whose pages stand under headings such as `## Page 12`: three of them or more, one after
  /// the other. Then its other lines are no Markdown either.
  static func arePageHeadings(in bytes: [UInt8]) -> Bool {
    let headings = bytes.split(separator: 0x0A).filter { $0.first == UInt8(ascii: "#") && $0.count < 40 }
    let numbers = headings.compactMap { marker(in: Substring(decoding: $0, as: UTF8.self))?.number }
    return numbers.count >= 3 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// At least two markers (one, where it can be nothing else), whose numbers rise nearly always.
  private static func isConvincing(_ convention: String, _ markers: [(line: Int, number: Int)]) -> Bool {
    guard markers.count > 1 else { return convention.first == "=" || convention.first == "<" }
    let rises = zip(markers, markers.dropFirst()).count { $1.number > $0.number && $1.number - $0.number < 50 }
    return rises * 10 >= (markers.count - 1) * 9
  }

  /// The number in a line that is a marker, and the convention it follows.
  ///
  /// A marker is the word *page* (*seite*, *p.*) and a number, with `of M` or `/ M` perhaps, between decorations; a line without
  /// any decoration is a printed page number and no marker.
  static func marker(in line: Substring) -> (number: Int, convention: String)? {
    let bytes = Array(line.utf8)
    guard bytes.count < 120 else { return nil }
    var index = 0
    func skipDecoration() -> [UInt8] {
      var decoration: [UInt8] = []
      while index < bytes.count, "=-#<>![]{}*:_~ \t".utf8.contains(bytes[index]) {
        if !bytes[index].isSpace, decoration.last != bytes[index] { decoration.append(bytes[index]) }
        index += 1
      }
      return decoration
    }
    func skipWord(_ words: [String]) -> Bool {
      for word in words where bytes[index...].prefix(word.utf8.count).map({ $0.isUppercase ? $0 | 0x20 : $0 }) == Array(word.utf8)
      {
        index += word.utf8.count
        return true
      }
      return false
    }
    func skipSpaces() {
      while index < bytes.count, bytes[index].isSpace || bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "=") {
        index += 1
      }
    }
    func number() -> Int? {
      let start = index
      while index < bytes.count, bytes[index].isDigit, index - start < 7 { index += 1 }
      return start == index ? nil : Int(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    let lead = skipDecoration()
    guard !lead.isEmpty else { return nil }
    _ = skipWord(["pdf "])
    guard skipWord(["page", "seite", "p."]) else { return nil }
    skipSpaces()
    guard let value = number() else { return nil }
    skipSpaces()
    if skipWord(["of", "/"]) {
      skipSpaces()
      _ = number()
      skipSpaces()
    }
    _ = skipWord(["start"])
    let trail = skipDecoration()
    guard index == bytes.count else { return nil }
    return (value, String(decoding: lead, as: UTF8.self) + "page" + String(decoding: trail, as: UTF8.self))
  }

  private static func formFeedPages(of lines: [Substring]) -> (pages: [Page], isOrderly: Bool)? {
    var pages: [Page] = []
    var start = 0
    for (index, line) in lines.enumerated() where line.utf8.contains(0x0C) {
      // The page ends with the form feed; what follows it on the line begins the next page.
      let beginsNext = line.utf8.first == 0x0C
      pages.append(Page(number: pages.count + 1, lines: start..<(beginsNext ? index : index + 1)))
      start = beginsNext ? index : index + 1
    }
    guard !pages.isEmpty else { return nil }
    if lines[start...].contains(where: { $0.contains { !$0.isWhitespace } }) {
      pages.append(Page(number: pages.count + 1, lines: start..<lines.count))
    }
    return (pages, true)
  }
}
