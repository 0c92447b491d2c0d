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

  struct Scanner {
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
  }
}
