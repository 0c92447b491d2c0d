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
    return markdown.withUTF8 { String(decoding: plainBytes($0), as: UTF8.self) }
  }

  /// ``plain(_:)`` in UTF-8.
  package static func plainBytes(_ markdown: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    write(markdown, into: &output)
    return output
  }

  /// ``plain(_:)`` in UTF-8, in place of what `output` holds; its storage is used again.
  package static func write(_ markdown: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    var scanner = Scanner(source: markdown, output: output)
    output = []
    scanner.run()
    output = scanner.output
  }

  private struct Scanner {
    let source: UnsafeBufferPointer<UInt8>
    var output: [UInt8]
    var pendingSpace = false
    var pendingLine = false
    /// Whether the line before may be the header of a table, and whether the table's delimiter row has come since the last blank line.
    var (mayBeHeader, isBelowRule) = (false, false)
    /// The bytes where the text of a link ends, with where reading goes on.
    var linkEnds: [(close: Int, resume: Int)] = []

    init(source: UnsafeBufferPointer<UInt8>, output: consuming [UInt8]) {
      self.source = source
      self.output = output
      self.output.reserveCapacity(source.count)
    }

    mutating func run() {
      var lineStart = 0
      var fence: Fence?
      var isFormula = false
      while lineStart < source.count {
        var lineEnd = lineStart
        while lineEnd < source.count, source[lineEnd] != 0x0A { lineEnd += 1 }
        let (quotes, body) = behindQuotes(lineStart, lineEnd, limit: fence?.quotes ?? .max)
        // Code in a quote ends with the quote.
        if let open = fence, quotes < open.quotes { fence = nil }
        let start = (body..<lineEnd).first { source[$0] != 0x20 } ?? lineEnd
        if let open = fence, closes(open, start, lineEnd), start - body < 4 || lineEnd == source.count {
          fence = nil
        } else if fence == nil, !isFormula, let opened = fenceMark(start, lineEnd) {
          fence = Fence(mark: opened.mark, length: opened.length, quotes: quotes)
        } else if fence != nil || isFormula || opensFormula(start, lineEnd) {
          verbatim((fence == nil ? lineStart : body)..<lineEnd)
          if fence == nil { isFormula = isFormula ? !endsWithDollars(lineEnd) : true }
        } else {
          line(lineStart..<lineEnd)
        }
        lineStart = lineEnd + 1
      }
    }

    /// What opened code: how often its mark stands there, and in how many quotes.
    struct Fence {
      var mark: UInt8
      var length: Int
      var quotes: Int
    }

    /// The marks of quotes that a line begins with, at most `limit`, and where its text begins.
    func behindQuotes(_ start: Int, _ end: Int, limit: Int) -> (count: Int, body: Int) {
      var (count, body) = (0, start)
      while count < limit {
        var index = body
        while index < end, source[index] == 0x20 { index += 1 }
        guard index < end, source[index] == UInt8(ascii: ">") else { break }
        body = index + 1 < end && source[index + 1] == 0x20 ? index + 2 : index + 1
        count += 1
      }
      return (count, body)
    }

    /// `$$` that the same line does not close.
    func opensFormula(_ start: Int, _ end: Int) -> Bool {
      guard start + 1 < end, source[start] == UInt8(ascii: "$"), source[start + 1] == UInt8(ascii: "$") else { return false }
      return !(start + 2..<end).contains { source[$0] == UInt8(ascii: "$") }
    }

    func endsWithDollars(_ end: Int) -> Bool {
      var end = end
      while end > 0, source[end - 1] == 0x20 || source[end - 1] == 0x0D { end -= 1 }
      return end > 1 && source[end - 1] == UInt8(ascii: "$") && source[end - 2] == UInt8(ascii: "$")
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
        (mayBeHeader, isBelowRule) = (false, false)
        return
      }
      if isRule(start, range.upperBound) { return }
      let isRow = source[start] == UInt8(ascii: "|")
      let marked = skipMarks(from: start, to: range.upperBound)
      if let (word, behind) = callout(marked, range.upperBound), marked != start {
        pendingLine = !output.isEmpty
        for byte in word { put(byte) }
        put(UInt8(ascii: ":"))
        pendingSpace = true
        inline(behind, range.upperBound, isRow: false)
        pendingSpace = true
        return
      }
      if marked != start || isRow { pendingLine = !output.isEmpty }
      inline(marked, range.upperBound, isRow: isRow)
      pendingSpace = true
      if isRow { pendingLine = !output.isEmpty }
    }

    /// The kind of a callout with a capital, and what stands behind it: `[!NOTE] …`.
    func callout(_ start: Int, _ end: Int) -> (word: [UInt8], end: Int)? {
      guard start + 3 < end, source[start] == UInt8(ascii: "["), source[start + 1] == UInt8(ascii: "!") else { return nil }
      var close = start + 2
      while close < end, isLetter(source[close]) || source[close] == UInt8(ascii: "-") { close += 1 }
      guard close < end, close > start + 2, source[close] == UInt8(ascii: "]") else { return nil }
      let word = source[start + 2..<close].enumerated().map { index, byte in
        isLetter(byte) ? (index == 0 ? byte & 0xDF : byte | 0x20) : byte
      }
      return (word, close + 1)
    }

    /// The mark of a code fence and how often it stands there.
    func fenceMark(_ start: Int, _ end: Int) -> (mark: UInt8, length: Int)? {
      guard start < end, source[start] == UInt8(ascii: "`") || source[start] == UInt8(ascii: "~") else { return nil }
      var after = start
      while after < end, source[after] == source[start] { after += 1 }
      guard after - start >= 3 else { return nil }
      if source[start] == UInt8(ascii: "`"), source[after..<end].contains(source[start]) { return nil }
      return (source[start], after - start)
    }

    func closes(_ fence: Fence, _ start: Int, _ end: Int) -> Bool {
      guard let found = fenceMark(start, end), found.mark == fence.mark, found.length >= fence.length else { return false }
      return source[(start + found.length)..<end].allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
    }

    /// Whether a line is a thematic break, or `|---|:--:|` below the header of a table. Further down, a row of dashes is one whose
    /// cells are dashes.
    mutating func isRule(_ start: Int, _ end: Int) -> Bool {
      var (dashes, bars) = (0, 0)
      for index in start..<end {
        switch source[index] {
        case UInt8(ascii: "-"): dashes += 1
        case UInt8(ascii: "|"): bars += 1
        case UInt8(ascii: ":"), 0x20, 0x09, 0x0D: break
        default:
          mayBeHeader = !isBelowRule
          return false
        }
      }
      if bars == 0 { return dashes >= 3 }
      guard dashes > 0, mayBeHeader else {
        mayBeHeader = !isBelowRule
        return false
      }
      (mayBeHeader, isBelowRule) = (false, true)
      return true
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
          guard after < end, source[after] == 0x20 || source[after] == 0x09, after - index <= 6 else { return index }
          // Behind the mark of a heading nothing is one: `## 3. Tides`.
          while after < end, source[after] == 0x20 || source[after] == 0x09 { after += 1 }
          return after
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
          if index + 1 < end, source[index + 1] == 0x20 { index = behindBox(index + 1, end) }
          // An item whose text begins on the next line.
          if index == 0, end == 1, end < source.count { return end }
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

    /// Behind the box of a task, ` [x]`, where there is one.
    func behindBox(_ index: Int, _ end: Int) -> Int {
      guard index + 4 < end, source[index + 1] == UInt8(ascii: "["), source[index + 3] == UInt8(ascii: "]"),
        source[index + 4] == 0x20, source[index + 2] == 0x20 || source[index + 2] | 0x20 == UInt8(ascii: "x")
      else { return index }
      return index + 4
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
        case UInt8(ascii: "\\") where index + 1 == end && end < source.count:
          index += 1  // a line that is to end here
        case UInt8(ascii: "*"), UInt8(ascii: "_"):
          index = emphasis(index, start, end)
        case UInt8(ascii: "`"):
          index = code(index, end, isRow: isRow)
        case UInt8(ascii: "$"):
          index = mathematics(index, end)
        case UInt8(ascii: "~") where index + 1 < end && source[index + 1] == byte:
          index = emphasis(index, start, end)
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
          index = copyRun(from: index + 1, to: end)
        }
      }
      linkEnds.removeAll()
    }

    /// Copies text that is itself wherever it stands, with the single spaces between, and gives the index of what may be a mark.
    mutating func copyRun(from start: Int, to end: Int) -> Int {
      let mayMark = Self.mayMark
      var index = start
      while index < end {
        if !mayMark[Int(source[index])] {
          index += 1
        } else if source[index] == 0x20, index + 1 < end, !mayMark[Int(source[index + 1])] {
          index += 2
        } else {
          break
        }
      }
      if index > start { output.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index])) }
      return index
    }

    /// By byte, whether ``inline(_:_:isRow:)`` looks at it twice. Made once and never freed.
    nonisolated(unsafe) static let mayMark: UnsafePointer<Bool> = {
      let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
      table.initialize(repeating: false, count: 256)
      for byte in "\\*_`$~&<![]| \t\r".utf8 { table[Int(byte)] = true }
      return UnsafePointer(table)
    }()

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

    mutating func code(_ index: Int, _ end: Int, isRow: Bool) -> Int {
      var after = index
      while after < end, source[after] == UInt8(ascii: "`") { after += 1 }
      let length = after - index
      var close = after
      while close < end {
        var run = close
        while run < end, source[run] == UInt8(ascii: "`") { run += 1 }
        if run - close == length {
          var content = after..<close
          // A space on either side keeps ticks apart and is none of the code.
          if content.count > 2, source[after] == 0x20, source[close - 1] == 0x20 { content = after + 1..<close - 1 }
          for index in content {
            let byte = source[index]
            // In a row a bar is escaped even here.
            if isRow, byte == UInt8(ascii: "\\"), index + 1 < content.upperBound, source[index + 1] == UInt8(ascii: "|") {
              continue
            }
            if byte == 0x20 { pendingSpace = true } else { put(byte) }
          }
          return run
        }
        close = max(run, close + 1)
      }
      for _ in index..<after { put(UInt8(ascii: "`")) }
      return after
    }

    /// Nothing between `$` and `$`, or `$$` and `$$`, is a mark. As pandoc has it, no space stands inside the marks, and no digit
    /// behind the second, so that prices are none.
    mutating func mathematics(_ index: Int, _ end: Int) -> Int {
      let mark = UInt8(ascii: "$")
      let width = index + 1 < end && source[index + 1] == mark ? 2 : 1
      let start = index + width
      guard start < end, source[start] != 0x20, source[start] != mark else {
        put(mark)
        return index + 1
      }
      var close = start + 1
      let end = min(end, start + Self.reach)
      while close + width <= end {
        if source[close] == mark, source[close - 1] != UInt8(ascii: "\\"), width == 1 || source[close + 1] == mark {
          let next = close + width < end ? source[close + width] : 0x20
          guard width == 2 || (source[close - 1] != 0x20 && !(next >= 0x30 && next <= 0x39)) else { break }
          for byte in source[index..<close + width] { if byte == 0x20 { pendingSpace = true } else { put(byte) } }
          return close + width
        }
        close += 1
      }
      put(mark)
      return index + 1
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
      let isAddress = source[index + 1..<close].contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }
      if isAddress && !source[index + 1..<close].contains(0x20) {
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

    /// How far the end of a link or a formula is looked for, so that marks that are never closed cost little.
    static let reach = 4000

    /// Where the text of the link that opens at `open` closes, and where its target ends.
    func target(after open: Int, _ end: Int) -> (close: Int, resume: Int)? {
      let end = min(end, open + Self.reach)
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
      let end = min(end, close + Self.reach)
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
