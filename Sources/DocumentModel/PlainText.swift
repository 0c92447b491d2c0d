extension Document {
  /// The words of `range` without Markdown: no escapes, entities, emphasis, code ticks, link targets, list or heading marks,
  /// table bars. White space is folded to single spaces; lines of tables and lists are parted by line feeds.
  ///
  /// For short answers and matching; evidence keeps the range itself. Linear.
  public func plainText(of range: Range<Int>) -> String { PlainText.plain(text(in: range)) }
}

/// Markdown to words, without building a tree.
///
/// The rules are those of CommonMark for escapes, entities, flanking emphasis and inline links; what a full parser would read
/// differently (nested brackets, emphasis that is never closed) differs only in a mark kept or dropped.
public enum PlainText {
  /// The words of a Markdown text; see ``Document/plainText(of:)``.
  public static func plain(_ markdown: String) -> String {
    var markdown = markdown
    return markdown.withUTF8 { source in
      var scanner = Scanner(source: source)
      scanner.run()
      return String(decoding: scanner.output, as: UTF8.self)
    }
  }

  private struct Scanner {
    let source: UnsafeBufferPointer<UInt8>
    var output: [UInt8] = []
    var pendingSpace = false
    var pendingLine = false
    /// The bytes where the text of a link ends, with where reading goes on.
    var linkEnds: [(close: Int, resume: Int)] = []

    init(source: UnsafeBufferPointer<UInt8>) {
      self.source = source
      output.reserveCapacity(source.count)
    }

    mutating func run() {
      var lineStart = 0
      var fence: UInt8?
      while lineStart < source.count {
        var lineEnd = lineStart
        while lineEnd < source.count, source[lineEnd] != 0x0A { lineEnd += 1 }
        let start = (lineStart..<lineEnd).first { source[$0] != 0x20 } ?? lineEnd
        if isFence(start, lineEnd), fence == nil || source[start] == fence {
          fence = fence == nil ? source[start] : nil
        } else if fence != nil {
          verbatim(lineStart..<lineEnd)
        } else {
          line(lineStart..<lineEnd)
        }
        lineStart = lineEnd + 1
      }
    }

    /// A line of code: nothing in it is a mark.
    mutating func verbatim(_ range: Range<Int>) {
      pendingLine = !output.isEmpty
      for index in range { if source[index] == 0x20 { pendingSpace = true } else { put(source[index]) } }
    }

    mutating func line(_ range: Range<Int>) {
      var start = range.lowerBound
      while start < range.upperBound, source[start] == 0x20 || source[start] == 0x09 { start += 1 }
      if start == range.upperBound {
        pendingLine = !output.isEmpty
        return
      }
      if isDelimiterRow(start, range.upperBound) { return }
      let isRow = source[start] == UInt8(ascii: "|")
      let marked = skipMarks(from: start, to: range.upperBound)
      if marked != start || isRow { pendingLine = !output.isEmpty }
      inline(marked, range.upperBound, isRow: isRow)
      pendingSpace = true
      if isRow { pendingLine = !output.isEmpty }
    }

    func isFence(_ start: Int, _ end: Int) -> Bool {
      guard end - start >= 3 else { return false }
      let byte = source[start]
      return (byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~")) && source[start + 1] == byte && source[start + 2] == byte
    }

    /// `|---|:--:|`, and a thematic break.
    func isDelimiterRow(_ start: Int, _ end: Int) -> Bool {
      var dashes = 0
      for index in start..<end {
        switch source[index] {
        case UInt8(ascii: "-"): dashes += 1
        case UInt8(ascii: "|"), UInt8(ascii: ":"), 0x20, 0x09, 0x0D: break
        default: return false
        }
      }
      return dashes >= 3
    }

    /// Behind `#`, `>`, `-`, `*`, `+`, `1.` and `1)`.
    func skipMarks(from start: Int, to end: Int) -> Int {
      var index = start
      while index < end {
        let before = index
        switch source[index] {
        case UInt8(ascii: ">"):
          index += 1
        case UInt8(ascii: "#"):
          var after = index
          while after < end, source[after] == UInt8(ascii: "#") { after += 1 }
          if after < end, source[after] == 0x20, after - index <= 6 { index = after }
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
          if index + 1 < end, source[index + 1] == 0x20 { index += 1 }
        case 0x30...0x39:
          var after = index
          while after < end, after - index < 9, source[after] >= 0x30, source[after] <= 0x39 { after += 1 }
          if after + 1 < end, source[after] == UInt8(ascii: ".") || source[after] == UInt8(ascii: ")"), source[after + 1] == 0x20
          {
            index = after + 1
          }
        default: break
        }
        if index == before { return index }
        while index < end, source[index] == 0x20 { index += 1 }
      }
      return index
    }

    mutating func inline(_ start: Int, _ end: Int, isRow: Bool) {
      var index = start
      while index < end {
        if let link = linkEnds.last, link.close == index {
          linkEnds.removeLast()
          index = link.resume
          continue
        }
        let byte = source[index]
        switch byte {
        case UInt8(ascii: "\\") where index + 1 < end && isPunctuation(source[index + 1]):
          put(source[index + 1])
          index += 2
        case UInt8(ascii: "*"), UInt8(ascii: "_"):
          index = emphasis(index, start, end)
        case UInt8(ascii: "`"):
          index = code(index, end)
        case UInt8(ascii: "&"):
          index = entity(index, end)
        case UInt8(ascii: "<"):
          index = tag(index, end)
        case UInt8(ascii: "!")
        where index + 1 < end && source[index + 1] == UInt8(ascii: "[") && target(after: index + 1, end) != nil:
          index += 1
        case UInt8(ascii: "[") where footnoteEnd(index, end) != nil:
          index = footnoteEnd(index, end) ?? end
        case UInt8(ascii: "["):
          if let found = target(after: index, end) { linkEnds.append(found) } else { put(byte) }
          index += 1
        case UInt8(ascii: "|") where isRow:
          if !output.isEmpty, output.last != 0x0A { pendingSpace = true }
          index += 1
        case 0x20, 0x09, 0x0D:
          pendingSpace = true
          index += 1
        default:
          put(byte)
          index += 1
        }
      }
      linkEnds.removeAll()
    }

    mutating func put(_ byte: UInt8) {
      if pendingLine {
        output.append(0x0A)
      } else if pendingSpace, !output.isEmpty {
        output.append(0x20)
      }
      pendingLine = false
      pendingSpace = false
      output.append(byte)
    }

    /// A run of `*` or `_` is a mark where it touches a word on one side; `_` inside a word is text.
    mutating func emphasis(_ index: Int, _ start: Int, _ end: Int) -> Int {
      let byte = source[index]
      var after = index
      while after < end, source[after] == byte { after += 1 }
      let before = index > start ? source[index - 1] : 0x20
      let next = after < end ? source[after] : 0x20
      let spaceBefore = before == 0x20 || before == 0x09
      let spaceAfter = next == 0x20 || next == 0x09
      let insideWord = byte == UInt8(ascii: "_") && isWord(before) && isWord(next)
      if (spaceBefore && spaceAfter) || insideWord || after - index > 3 {
        for _ in index..<after { put(byte) }
      }
      return after
    }

    mutating func code(_ index: Int, _ end: Int) -> Int {
      var after = index
      while after < end, source[after] == UInt8(ascii: "`") { after += 1 }
      let length = after - index
      var close = after
      while close < end {
        var run = close
        while run < end, source[run] == UInt8(ascii: "`") { run += 1 }
        if run - close == length {
          for byte in source[after..<close] {
            if byte == 0x20 { pendingSpace = true } else { put(byte) }
          }
          return run
        }
        close = max(run, close + 1)
      }
      for _ in index..<after { put(UInt8(ascii: "`")) }
      return after
    }

    mutating func entity(_ index: Int, _ end: Int) -> Int {
      for (name, text) in Self.entities where matches(name, at: index, end) {
        if text == " " { pendingSpace = true } else { for byte in text.utf8 { put(byte) } }
        return index + name.utf8.count
      }
      if let (scalar, next) = numericEntity(index, end) {
        for byte in String(scalar).utf8 { put(byte) }
        return next
      }
      put(source[index])
      return index + 1
    }

    static let entities = [
      ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&apos;", "'"), ("&mdash;", "—"),
      ("&ndash;", "–"), ("&hellip;", "…"), ("&copy;", "©"),
    ]

    func numericEntity(_ index: Int, _ end: Int) -> (Unicode.Scalar, Int)? {
      guard index + 3 < end, source[index + 1] == UInt8(ascii: "#") else { return nil }
      var position = index + 2
      let isHexadecimal = source[position] | 0x20 == UInt8(ascii: "x")
      if isHexadecimal { position += 1 }
      var digits: [UInt8] = []
      while position < end, digits.count < 8, source[position] != UInt8(ascii: ";") {
        digits.append(source[position])
        position += 1
      }
      guard position < end, source[position] == UInt8(ascii: ";"),
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10), value > 0,
        let scalar = Unicode.Scalar(value)
      else { return nil }
      return (scalar, position + 1)
    }

    /// `<br>` and other tags become a space or nothing; `<` before anything else is text.
    mutating func tag(_ index: Int, _ end: Int) -> Int {
      guard index + 1 < end,
        isLetter(source[index + 1]) || source[index + 1] == UInt8(ascii: "/") || source[index + 1] == UInt8(ascii: "!")
      else {
        put(source[index])
        return index + 1
      }
      var close = index + 1
      while close < end, source[close] != UInt8(ascii: ">"), source[close] != UInt8(ascii: "<") { close += 1 }
      guard close < end, source[close] == UInt8(ascii: ">") else {
        put(source[index])
        return index + 1
      }
      if source[index + 1..<close].contains(UInt8(ascii: ":")) && !source[index + 1..<close].contains(0x20) {
        for byte in source[index + 1..<close] { put(byte) }  // an autolink
      } else if matches("<br", at: index, end) || isBlockTag(index, end) {
        pendingSpace = true
      }
      return close + 1
    }

    func isBlockTag(_ index: Int, _ end: Int) -> Bool {
      ["<td", "</td", "<th", "</th", "<tr", "</tr", "<p", "</p", "<li", "</li", "<div", "</div"].contains {
        matches($0, at: index, end)
      }
    }

    func matches(_ name: String, at index: Int, _ end: Int) -> Bool {
      index + name.utf8.count <= end && zip(name.utf8, source[index...]).allSatisfy { $0 == $1 || $0 == $1 | 0x20 }
    }

    /// Behind a reference to a footnote, `[^1]`, or its label before the note, `[^1]:`.
    func footnoteEnd(_ index: Int, _ end: Int) -> Int? {
      guard index + 2 < end, source[index + 1] == UInt8(ascii: "^"),
        let close = source[index..<min(end, index + 40)].firstIndex(of: UInt8(ascii: "]")),
        !source[index..<close].contains(0x20)
      else { return nil }
      return close + 1 < end && source[close + 1] == UInt8(ascii: ":") ? close + 2 : close + 1
    }

    /// Where the text of the link that opens at `open` closes, and where its target ends.
    func target(after open: Int, _ end: Int) -> (close: Int, resume: Int)? {
      var depth = 0
      var index = open
      while index < end {
        switch source[index] {
        case UInt8(ascii: "\\"): index += 1
        case UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "]"):
          depth -= 1
          if depth == 0 { return resume(behind: index, end).map { (index, $0) } }
        default: break
        }
        index += 1
      }
      return nil
    }

    func resume(behind close: Int, _ end: Int) -> Int? {
      guard close + 1 < end else { return nil }
      let opener = source[close + 1]
      guard opener == UInt8(ascii: "(") || opener == UInt8(ascii: "[") else { return nil }
      let closer = opener == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
      var depth = 0
      var index = close + 1
      while index < end {
        if source[index] == UInt8(ascii: "\\") {
          index += 1
        } else if source[index] == opener {
          depth += 1
        } else if source[index] == closer {
          depth -= 1
          if depth == 0 { return index + 1 }
        }
        index += 1
      }
      return nil
    }

    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
    func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80 }
    func isPunctuation(_ byte: UInt8) -> Bool {
      (byte >= 0x21 && byte <= 0x2F) || (byte >= 0x3A && byte <= 0x40) || (byte >= 0x5B && byte <= 0x60)
        || (byte >= 0x7B && byte <= 0x7E)
    }
  }
}
