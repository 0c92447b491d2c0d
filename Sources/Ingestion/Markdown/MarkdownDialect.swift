/// Puts what CommonMark does not know into words that it does, line by line, so that line numbers stay.
///
/// Wiki links become links, admonitions (`!!! note`, `??? note`) become callouts (`> [!NOTE]`), the fences of containers
/// (`:::tip`) become a bold word, attributes of headings (`{#id}`) become anchors. Displayed mathematics stays as it is and is
/// kept from being read as Markdown. Code is left alone.
struct MarkdownDialect {
  /// The text, the same as given where nothing of a dialect stands in it.
  private(set) var text: String
  /// UTF-8 ranges of ``text`` that hold displayed mathematics, whole lines each.
  private(set) var formulas: [Range<Int>] = []
  /// The names of headings, by line from 1.
  private(set) var anchors: [Int: String] = [:]

  init(_ text: String) {
    self.text = text
    guard Self.mayDiffer(text) else { return }
    var translator = Translator(source: Array(text.utf8))
    translator.run()
    self.text = String(decoding: translator.output, as: UTF8.self)
    formulas = translator.formulas
    anchors = translator.anchors
  }

  /// Takes the text as plain CommonMark.
  init(asIs text: String) { self.text = text }

  /// Whether any mark of a dialect occurs. One look at each byte.
  private static func mayDiffer(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var (second, before): (UInt8, UInt8) = (0, 0)
      for index in bytes.indices {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "["): if before == byte || before == UInt8(ascii: "\\") { return true }
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): if before == byte, second == byte { return true }
        case UInt8(ascii: "$"): if before == byte { return true }
        case UInt8(ascii: "#"): if before == UInt8(ascii: "{") { return true }
        case 0x0A where before == UInt8(ascii: "=") || (before == 0x20 && second == UInt8(ascii: "=")):
          let start = bytes[..<index].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
          if WikiHeading(bytes[start..<index]) != nil { return true }
        default: break
        }
        (second, before) = (before, byte)
      }
      return false
    }
  }

  /// Formulas longer than this are none: a mark was never closed.
  fileprivate static let formulaLineLimit = 200
}

private struct Translator {
  let source: [UInt8]
  var output: [UInt8] = []
  var formulas: [Range<Int>] = []
  var anchors: [Int: String] = [:]
  private var lines: [Range<Int>] = []
  private var index = 0
  /// The mark and length of the open code fence.
  private var fence: (mark: UInt8, length: Int)?
  private var hasWikiHeadings = false

  init(source: [UInt8]) {
    self.source = source
    output.reserveCapacity(source.count + 64)
    var start = 0
    for (offset, byte) in source.enumerated() where byte == 0x0A {
      lines.append(start..<offset)
      start = offset + 1
    }
    if start < source.count { lines.append(start..<source.count) }
    hasWikiHeadings = WikiHeading.occur(in: lines.lazy.map { source[$0] })
  }

  mutating func run() {
    while index < lines.count {
      let line = lines[index]
      let body = content(of: line)
      if takesFence(body) || fence != nil {
        copy(line)
      } else if isFormulaOpening(body), let end = formulaEnd() {
        let start = output.count
        while index <= end { copyCurrent() }
        formulas.append(start..<output.count)
        continue
      } else if let admonition = Admonition(source[body]) {
        translate(admonition, indentation: body.lowerBound - line.lowerBound)
        continue
      } else if let title = containerTitle(source[body]) {
        output.append(contentsOf: title)
      } else if hasWikiHeadings, let heading = WikiHeading(source[line]) {
        output.append(contentsOf: [UInt8](repeating: UInt8(ascii: "#"), count: heading.level) + [0x20])
        translate(line.lowerBound + heading.title.lowerBound..<line.lowerBound + heading.title.upperBound, isHeading: false)
      } else {
        translate(line, isHeading: body.first.map { source[$0] == UInt8(ascii: "#") } ?? false)
      }
      endLine()
    }
    // The last line has no line feed where the source has none.
    if source.last != 0x0A, output.last == 0x0A { output.removeLast() }
  }

  private mutating func copy(_ range: Range<Int>) { output.append(contentsOf: source[range]) }

  private mutating func copyCurrent() {
    copy(lines[index])
    endLine()
  }

  private mutating func endLine() {
    output.append(0x0A)
    index += 1
  }

  private func content(of line: Range<Int>) -> Range<Int> {
    var (lower, upper) = (line.lowerBound, line.upperBound)
    while lower < upper, source[lower].isSpace { lower += 1 }
    while upper > lower, source[upper - 1].isSpace { upper -= 1 }
    return lower..<upper
  }

  /// Opens or closes a code fence.
  private mutating func takesFence(_ body: Range<Int>) -> Bool {
    guard let first = body.first.map({ source[$0] }), first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return false
    }
    let length = source[body].prefix { $0 == first }.count
    guard length >= 3 else { return false }
    if let open = fence {
      guard open.mark == first, length >= open.length, length == body.count else { return false }
      fence = nil
    } else if !source[body].dropFirst(length).contains(UInt8(ascii: "`")) {
      fence = (first, length)
    }
    return true
  }

  // MARK: Formulas

  private func isFormulaOpening(_ body: Range<Int>) -> Bool {
    source[body].starts(with: "$$".utf8) || (source[body].starts(with: "\\[".utf8) && (body.count == 2 || closesBracket(body)))
  }

  /// Whether a line ends with `\]`, and no other stands in it.
  private func closesBracket(_ body: Range<Int>) -> Bool {
    body.count > 4 && source[body].suffix(2).elementsEqual("\\]".utf8) && !source[body].dropLast(2).contains(UInt8(ascii: "]"))
  }

  /// The index of the line on which the formula that begins on this one ends.
  private func formulaEnd() -> Int? {
    let body = source[content(of: lines[index])]
    let isDollar = body.first == UInt8(ascii: "$")
    if !isDollar, body.count > 2 { return index }
    if isDollar, body.count > 4 {
      if body.suffix(2).elementsEqual("$$".utf8) { return index }
      // Text behind the formula: mathematics inside a paragraph.
      if body.dropFirst(2).contains(UInt8(ascii: "$")) { return nil }
    }
    let last = min(lines.count, index + MarkdownDialect.formulaLineLimit)
    return (index + 1..<max(index + 1, last)).first { number in
      let line = source[content(of: lines[number])]
      return isDollar ? line.suffix(2).elementsEqual("$$".utf8) : line.elementsEqual("\\]".utf8)
    }
  }

  // MARK: Admonitions

  /// `!!! warning "Mind the tide"` and the like.
  private struct Admonition {
    var kind: [UInt8]
    var title: [UInt8]

    init?(_ line: ArraySlice<UInt8>) {
      guard line.starts(with: "!!!".utf8) || line.starts(with: "???".utf8) else { return nil }
      let rest = line.dropFirst(3).drop { $0 == UInt8(ascii: "+") }
      guard rest.first == 0x20 else { return nil }
      let words = rest.drop { $0 == 0x20 }
      kind = Array(words.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
      guard !kind.isEmpty else { return nil }
      let quoted = words.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
      title = Array(quoted.prefix { $0 != UInt8(ascii: "\"") })
    }
  }

  /// Writes an admonition as a quote whose first line tells its kind, as GitHub does.
  private mutating func translate(_ admonition: Admonition, indentation: Int) {
    let margin = [UInt8](repeating: 0x20, count: indentation) + Array("> ".utf8)
    output.append(
      contentsOf: margin + Array("[!".utf8) + admonition.kind.map { $0.isLowercase ? $0 & 0xDF : $0 } + Array("]".utf8))
    if !admonition.title.isEmpty { output.append(contentsOf: [0x20] + admonition.title) }
    endLine()
    while index < lines.count {
      let line = lines[index]
      let body = content(of: line)
      let isInside = body.isEmpty ? goesOn(after: index, indentation) : body.lowerBound - line.lowerBound >= indentation + 4
      guard isInside else { return }
      output.append(contentsOf: margin)
      if !body.isEmpty { copy(line.lowerBound + indentation + 4..<line.upperBound) }
      endLine()
    }
  }

  /// Whether the next line that holds something is still indented.
  private func goesOn(after blank: Int, _ indentation: Int) -> Bool {
    for number in lines.indices[blank...].prefix(20) {
      let body = content(of: lines[number])
      if !body.isEmpty { return body.lowerBound - lines[number].lowerBound >= indentation + 4 }
    }
    return false
  }

  // MARK: Containers

  /// What stands for the fence of a container: a bold word for the one that opens it, nothing for the one that closes it.
  private func containerTitle(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    guard line.starts(with: ":::".utf8) else { return nil }
    let rest = line.drop { $0 == UInt8(ascii: ":") }.drop { $0 == 0x20 }
    guard !rest.isEmpty else { return [] }
    let kind = rest.prefix { $0.isLetter || $0 == UInt8(ascii: "-") }
    if kind.isEmpty { return rest.first == UInt8(ascii: "{") ? [] : nil }
    let after = rest.dropFirst(kind.count).prefix { $0 != UInt8(ascii: "{") }
    let title = after.filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
    let words = String(decoding: title, as: UTF8.self).trimmed
    let shown =
      words.isEmpty
      ? String(decoding: kind, as: UTF8.self).lowercased().prefix(1).uppercased()
        + String(decoding: kind.dropFirst(), as: UTF8.self) : words
    return Array("**\(shown):**".utf8)
  }

  // MARK: Inline

  private mutating func translate(_ line: Range<Int>, isHeading: Bool) {
    var end = line.upperBound
    if isHeading, let (start, name) = headingAnchor(line) {
      anchors[index + 1] = name
      end = start
    }
    var position = line.lowerBound
    /// What is written reaches to here.
    var copied = position
    var isCode = false
    while position < end {
      let byte = source[position]
      if byte == UInt8(ascii: "`") { isCode.toggle() }
      let isNested = position > line.lowerBound && source[position - 1] == UInt8(ascii: "[")
      if byte == UInt8(ascii: "["), !isCode, !isNested, let link = WikiLink(source[position..<end]) {
        copy(copied..<position)
        output.append(contentsOf: link.markdown)
        position = link.end
        copied = position
      } else {
        position += 1
      }
    }
    copy(copied..<max(copied, end))
  }

  /// Where `{#name}` begins at the end of a heading, and the name.
  private func headingAnchor(_ line: Range<Int>) -> (start: Int, name: String)? {
    let body = content(of: line)
    guard body.count > 4, source[body.upperBound - 1] == UInt8(ascii: "}"),
      let open = source[body].lastIndex(of: UInt8(ascii: "{")), open + 1 < body.upperBound, source[open + 1] == UInt8(ascii: "#")
    else { return nil }
    let name = source[(open + 2)...].prefix { $0.isLetter || $0.isDigit || "-_.:".utf8.contains($0) || $0 >= 0x80 }
    guard !name.isEmpty else { return nil }
    var start = open
    while start > body.lowerBound, source[start - 1].isSpace { start -= 1 }
    return (start, String(decoding: name, as: UTF8.self))
  }
}

/// `[[page]]`, `[[page|words]]`, `[[page#section]]`.
private struct WikiLink {
  var markdown: [UInt8]
  /// Behind the closing brackets.
  var end: Int

  init?(_ source: ArraySlice<UInt8>) {
    let start = source.startIndex
    guard source.count > 4, source[start + 1] == UInt8(ascii: "[") else { return nil }
    let body = source[(start + 2)...].prefix(300)
    guard let close = body.firstIndex(of: UInt8(ascii: "]")), close + 1 < source.endIndex, close > start + 2,
      source[close + 1] == UInt8(ascii: "]")
    else { return nil }
    let inner = source[start + 2..<close]
    guard inner.allSatisfy({ !"[]<>*`".utf8.contains($0) }) else { return nil }
    // `[[[x]]]` and `[[x]]: y` are other things.
    if close + 2 < source.endIndex, source[close + 2] == UInt8(ascii: "]") || source[close + 2] == UInt8(ascii: ":") {
      return nil
    }
    let bar = inner.firstIndex(of: UInt8(ascii: "|"))
    var target = inner[..<(bar ?? close)]
    // Inside a table the bar is escaped.
    if target.last == UInt8(ascii: "\\") { target = target.dropLast() }
    let words = bar.map { inner[($0 + 1)...] } ?? target
    guard !target.isEmpty, words.contains(where: { !$0.isSpace }) else { return nil }
    let isPlain = target.allSatisfy { $0 > 0x20 && !"()".utf8.contains($0) }
    let link = String(decoding: target, as: UTF8.self)
    markdown = Array("[\(String(decoding: words, as: UTF8.self))](\(isPlain ? link : "<\(link)>"))".utf8)
    end = close + 2
  }
}
