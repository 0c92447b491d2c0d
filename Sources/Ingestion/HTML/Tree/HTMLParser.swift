/// Reads HTML as browsers do: text in, ``HTMLTree`` out.
///
/// The tokens and the tree follow the HTML Standard (13.2 Parsing HTML documents) with scripting off, but for what moves nodes to
/// an earlier place: text that stands between the cells of a table stays there, and a bold that goes on over the end of its
/// paragraph is not opened again. One pass, linear in the text. Nothing is fetched.
enum HTMLParser {
  /// What is nested deeper than this stands beside, not inside; browsers flatten at 512 too.
  static let depthLimit = 512

  /// Parses UTF-8 text. Never fails: anything is a page.
  static func parse(_ html: String) -> HTMLTree {
    var html = html
    return html.withUTF8 { source in
      guard source.count < Int(Int32.max) / 4 else { return HTMLTree() }
      var reader = HTMLReader(source)
      reader.run()
      return reader.tree
    }
  }
}

/// Reads tokens and hands them to an ``HTMLTreeBuilder``.
private struct HTMLReader {
  private let source: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var builder: HTMLTreeBuilder
  private let tags = HTMLTag.names
  private let attributeNames = HTMLAttribute.names
  private var attributes: [HTMLTree.Attribute] = []

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    builder = HTMLTreeBuilder(source)
  }

  var tree: HTMLTree { builder.tree }

  /// Attributes of one element beyond this are dropped; no real one has as many.
  private static let attributeLimit = 1000

  mutating func run() {
    while index < source.count {
      let start = index
      while index < source.count, source[index] != UInt8(ascii: "<") { index += 1 }
      if index > start { text(start..<index) }
      if index < source.count { markup() }
    }
    builder.finish()
  }

  private func byte(_ offset: Int) -> UInt8 { index + offset < source.count ? source[index + offset] : 0 }

  /// What stands behind `<`.
  private mutating func markup() {
    let next = byte(1)
    if next.isLetter {
      startTag()
    } else if next == UInt8(ascii: "/") {
      if byte(2).isLetter {
        endTag()
      } else if index + 2 >= source.count {
        text(index..<index + 2)
        index = source.count
      } else {
        skip(past: UInt8(ascii: ">"), from: index + 2)
      }
    } else if next == UInt8(ascii: "!") {
      declaration()
    } else if next == UInt8(ascii: "?") {
      skip(past: UInt8(ascii: ">"), from: index + 1)
    } else {
      text(index..<index + 1)
      index += 1
    }
  }

  private mutating func skip(past end: UInt8, from start: Int) {
    index = start
    while index < source.count, source[index] != end { index += 1 }
    index = min(source.count, index + 1)
  }

  private mutating func declaration() {
    if byte(2) == UInt8(ascii: "-"), byte(3) == UInt8(ascii: "-") { return comment() }
    if builder.isForeign, matches("[CDATA[", at: index + 2) {
      let start = index + 9
      let end = find("]]>", from: start)
      if end > start { text(start..<end, isRaw: true) }
      index = min(source.count, end + 3)
      return
    }
    skip(past: UInt8(ascii: ">"), from: index + 2)
  }

  /// Behind the end of a comment; `<!-->` and `<!--->` are whole ones.
  private mutating func comment() {
    index += 4
    if byte(0) == UInt8(ascii: ">") {
      index += 1
    } else if byte(0) == UInt8(ascii: "-"), byte(1) == UInt8(ascii: ">") {
      index += 2
    } else {
      while index < source.count {
        guard source[index] == UInt8(ascii: "-"), byte(1) == UInt8(ascii: "-") else {
          index += 1
          continue
        }
        if byte(2) == UInt8(ascii: ">") {
          index += 3
          return
        }
        if byte(2) == UInt8(ascii: "!"), byte(3) == UInt8(ascii: ">") {
          index += 4
          return
        }
        index += 1
      }
    }
  }

  private func matches(_ word: StaticString, at start: Int) -> Bool {
    word.withUTF8Buffer { word in
      start + word.count <= source.count && word.indices.allSatisfy { source[start + $0] == word[$0] }
    }
  }

  private func find(_ word: StaticString, from start: Int) -> Int {
    var place = start
    while place < source.count, !matches(word, at: place) { place += 1 }
    return min(place, source.count)
  }

  // MARK: Text

  private mutating func text(_ range: Range<Int>, isRaw: Bool = false) {
    let range = range.clamped(to: 0..<source.count)
    var needsDecoding = false
    if !isRaw { for place in range where source[place] == UInt8(ascii: "&") { needsDecoding = true; break } }
    builder.text(needsDecoding ? decoded(range, isAttribute: false) : range)
  }

  /// A copy of `range` with its character references read, at the end of the tree's bytes.
  private mutating func decoded(_ range: Range<Int>, isAttribute: Bool) -> Range<Int> {
    let start = builder.tree.bytes.count
    var copied = range.lowerBound
    var place = range.lowerBound
    while place < range.upperBound {
      guard source[place] == UInt8(ascii: "&") else {
        place += 1
        continue
      }
      let rest = UnsafeBufferPointer(rebasing: source[(place + 1)..<range.upperBound])
      guard let found = CharacterReference.read(rest, isAttribute: isAttribute) else {
        place += 1
        continue
      }
      builder.tree.bytes.append(contentsOf: source[copied..<place])
      builder.tree.bytes.append(contentsOf: found.text)
      place += 1 + found.length
      copied = place
    }
    builder.tree.bytes.append(contentsOf: source[copied..<range.upperBound])
    return start..<builder.tree.bytes.count
  }

  // MARK: Tags

  /// Reads the name at the index; stops behind it. Unknown names are told apart by the second value.
  private mutating func tagName() -> (HTMLTag, UInt64) {
    var key = HTMLNames<HTMLTag>.Key()
    while index < source.count {
      let byte = source[index]
      if byte.isSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      key.add(byte)
      index += 1
    }
    return tags[key].map { ($0, 0) } ?? (.other, key.identity)
  }

  private mutating func endTag() {
    index += 2
    let (tag, name) = tagName()
    guard readAttributes(keeping: false) != nil else { return }
    builder.close(tag, name: name)
  }

  private mutating func startTag() {
    index += 1
    let (tag, name) = tagName()
    guard let isSelfClosing = readAttributes(keeping: true) else { return }
    let isForeign = builder.isForeign
    guard builder.open(tag, name: name, attributes, isSelfClosing: isSelfClosing), !isForeign else { return }
    switch tag {
    case .script: scriptText()
    case .style, .xmp, .iframe, .noembed, .noframes: rawText(tag, isRaw: true)
    case .title, .textarea: rawText(tag, isRaw: false)
    case .plaintext:
      text(index..<source.count, isRaw: true)
      index = source.count
    default: break
    }
  }

  /// Reads attributes up to the end of the tag: whether it closes itself, or nil where the text ends before the tag does.
  private mutating func readAttributes(keeping: Bool) -> Bool? {
    attributes.removeAll(keepingCapacity: true)
    var count = 0
    var isSelfClosing = false
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        return isSelfClosing
      }
      if byte.isSpace || byte == UInt8(ascii: "/") {
        isSelfClosing = byte == UInt8(ascii: "/")
        index += 1
        continue
      }
      isSelfClosing = false
      let name = attributeName()
      let value = attributeValue()
      count += 1
      if keeping, let name, count <= Self.attributeLimit, !attributes.contains(where: { $0.name == name }) {
        attributes.append(stored(name, value))
      }
    }
    return nil
  }

  private mutating func attributeName() -> HTMLAttribute? {
    var key = HTMLNames<HTMLAttribute>.Key()
    repeat {
      key.add(source[index])
      index += 1
    } while index < source.count && !isNameEnd(source[index])
    return attributeNames[key]
  }

  private func isNameEnd(_ byte: UInt8) -> Bool {
    byte.isSpace || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  private mutating func attributeValue() -> Range<Int> {
    var place = index
    while place < source.count, source[place].isSpace { place += 1 }
    guard place < source.count, source[place] == UInt8(ascii: "=") else { return index..<index }
    place += 1
    while place < source.count, source[place].isSpace { place += 1 }
    guard place < source.count else {
      index = place
      return place..<place
    }
    let quote = source[place]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = place + 1
      place = start
      while place < source.count, source[place] != quote { place += 1 }
      index = min(source.count, place + 1)
      return start..<place
    }
    let start = place
    while place < source.count, !source[place].isSpace, source[place] != UInt8(ascii: ">") { place += 1 }
    index = place
    return start..<place
  }

  private mutating func stored(_ name: HTMLAttribute, _ value: Range<Int>) -> HTMLTree.Attribute {
    var range = value
    for place in value where source[place] == UInt8(ascii: "&") {
      range = decoded(value, isAttribute: true)
      break
    }
    return HTMLTree.Attribute(name: name, start: Int32(range.lowerBound), count: Int32(range.count))
  }

  // MARK: Elements whose content is no markup

  /// Up to the end tag of `tag`, or to the end of the text.
  private mutating func rawText(_ tag: HTMLTag, isRaw: Bool) {
    let start = index
    let name = tag.rawValue
    var end = index
    while end < source.count, !isEndTag(of: name, at: end) { end += 1 }
    if end > start { text(start..<end, isRaw: isRaw) }
    index = end
    if end < source.count { endTag() } else { builder.close(tag) }
  }

  private func isEndTag(of name: String, at place: Int) -> Bool {
    source[place] == UInt8(ascii: "<") && place + 1 < source.count && source[place + 1] == UInt8(ascii: "/")
      && isTag(name, at: place + 2)
  }

  /// Whether `name` stands at `place` and ends there.
  private func isTag(_ name: String, at place: Int) -> Bool {
    let name = name.utf8
    guard place + name.count <= source.count, zip(name, source[place...]).allSatisfy({ $0 == $1 | 0x20 }) else { return false }
    guard place + name.count < source.count else { return false }
    let next = source[place + name.count]
    return next.isSpace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
  }

  /// Scripts may hold `<!-- <script> … </script> -->`, whose end tag does not count.
  private mutating func scriptText() {
    let start = index
    var end = index
    var isEscaped = false
    var isNested = false
    while end < source.count {
      let byte = source[end]
      if byte == UInt8(ascii: "<") {
        if isEndTag(of: "script", at: end) {
          if !isNested { break }
          isNested = false
        } else if matches("<!--", at: end) {
          isEscaped = true
          // `<!-->` opens nothing.
          if end + 4 < source.count, source[end + 4] == UInt8(ascii: ">") { isEscaped = false }
          if matches("<!--->", at: end) { isEscaped = false }
        } else if isEscaped, isTag("script", at: end + 1) {
          isNested = true
        }
      } else if byte == UInt8(ascii: "-"), isEscaped, matches("-->", at: end) {
        isEscaped = false
        isNested = false
      }
      end += 1
    }
    if end > start { text(start..<end, isRaw: true) }
    index = end
    if end < source.count { endTag() } else { builder.close(.script) }
  }
}
