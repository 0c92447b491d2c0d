/// Marks inside of a line: emphasis, code, formulas, entities, tags, links.
extension PlainText.Scanner {
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
    if let end = behindNoteMark(index, end) { return end }
    let isAddress = source[index + 1..<close].contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }
    if isAddress && !source[index + 1..<close].contains(0x20) {
      for byte in source[index + 1..<close] { put(byte) }  // an autolink
    } else if matches("<br", at: index, end) || isBlockTag(index, end) {
      pendingSpace = true
    }
    return close + 1
  }

  /// Behind a raised link to a note of the same page, `<sup>[2](#note-2)</sup>`, which is none of the words; nil for all else.
  private func behindNoteMark(_ index: Int, _ end: Int) -> Int? {
    guard matches("<sup>[", at: index, end) else { return nil }
    let label = index + "<sup>[".utf8.count
    guard let close = source[label..<min(end, label + 6)].firstIndex(of: UInt8(ascii: "]")), matches("](#", at: close, end),
      let target = source[close..<min(end, close + 100)].firstIndex(of: UInt8(ascii: ")")), matches(")</sup>", at: target, end)
    else { return nil }
    return target + ")</sup>".utf8.count
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
