/// Character references of HTML: `&eacute;`, `&#233;`, `&#xE9;`, and the old names that need no semicolon (`&copy 2024`).
enum CharacterReference {
  /// What the reference at the start of `source` (behind its `&`) stands for, in UTF-8, and how many bytes it takes; nil where
  /// there is none. In attributes an old name without a semicolon counts only where no letter, digit or `=` follows, so that
  /// `?a=1&copy=2` stays.
  static func read(_ source: UnsafeBufferPointer<UInt8>, isAttribute: Bool) -> (text: [UInt8], length: Int)? {
    guard let first = source.first else { return nil }
    if first == UInt8(ascii: "#") { return numeric(source) }
    guard first.isLetter else { return nil }
    var length = 0
    while length < source.count, length < 40, source[length].isLetter || source[length].isDigit { length += 1 }
    let name = UnsafeBufferPointer(rebasing: source[..<length])
    if length < source.count, source[length] == UInt8(ascii: ";"), let text = Names.text(of: name) { return (text, length + 1) }
    guard let old = Names.oldName(startingWith: name) else { return nil }
    if isAttribute, old.length < source.count {
      let next = source[old.length]
      if next == UInt8(ascii: "=") || next.isLetter || next.isDigit { return nil }
    }
    return (old.text, old.length)
  }

  private static func numeric(_ source: UnsafeBufferPointer<UInt8>) -> (text: [UInt8], length: Int)? {
    var index = 1
    let isHexadecimal = index < source.count && source[index] | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { index += 1 }
    let start = index
    var value: UInt32 = 0
    while index < source.count, let digit = digit(source[index], isHexadecimal) {
      value = min(0x110000, value * (isHexadecimal ? 16 : 10) + UInt32(digit))
      index += 1
    }
    guard index > start else { return nil }
    if index < source.count, source[index] == UInt8(ascii: ";") { index += 1 }
    let scalar = (0x80...0x9F).contains(value) ? TextDecoding.windows1252(UInt8(value)) : Unicode.Scalar(value)
    return (Array(String(value == 0 ? "\u{FFFD}" : scalar ?? "\u{FFFD}").utf8), index)
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt8? {
    if byte.isDigit { return byte - 0x30 }
    let lower = byte | 0x20
    return isHexadecimal && lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : nil
  }

  private enum Names {
    /// The names of Latin-1 from U+00A0 on, in order: they and the few below may stand without a semicolon.
    private static let latin1 = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para \
      middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute \
      Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml \
      Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth \
      ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
      """

    private static let old: [[UInt8]: [UInt8]] = {
      var names: [[UInt8]: [UInt8]] = [:]
      for (index, name) in latin1.split(separator: " ").enumerated() {
        names[Array(name.utf8)] = Array(String(Unicode.Scalar(UInt8(0xA0 + index))).utf8)
      }
      for (name, text) in [
        ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("AMP", "&"), ("LT", "<"), ("GT", ">"), ("QUOT", "\""),
        ("COPY", "©"), ("REG", "®"),
      ] { names[Array(name.utf8)] = Array(text.utf8) }
      return names
    }()

    /// The longest old name that `text` begins with.
    static func oldName(startingWith text: UnsafeBufferPointer<UInt8>) -> (text: [UInt8], length: Int)? {
      for length in stride(from: min(6, text.count), to: 1, by: -1) {
        if let found = old[Array(text[..<length])] { return (found, length) }
      }
      return nil
    }

    /// What a name with a semicolon stands for. All names of HTML are known to cmark, which reads them here.
    static func text(of name: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
      let name = Array(name)
      if let found = old[name] { return found }
      let reference = Array("&".utf8) + name + Array(";".utf8)
      let document = reference.withUnsafeBufferPointer { CmarkDocument($0) }
      var words: [UInt8] = []
      document.root?.children.first { _ in true }?.words(into: &words)
      return words.isEmpty || words == reference ? nil : words
    }
  }
}
