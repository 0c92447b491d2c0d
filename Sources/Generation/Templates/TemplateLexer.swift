/// Takes a template apart into text, tags and the tokens inside of tags.
struct TemplateLexer {
  /// A stretch of a template.
  enum Piece {
    case text(String)
    /// `{{ … }}`.
    case output([TemplateToken], end: Int)
    /// `{% … %}`.
    case tag([TemplateToken], end: Int)
  }

  let source: [Unicode.Scalar]
  private var index = 0
  /// Whether a tag before took away the white space that follows it.
  private var trimsNext = false
  private var pieces: [Piece] = []

  /// - Parameter source: line ends of any kind count as line feeds; one at the end is left out.
  init(_ source: String) {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(source.utf8.count)
    var wasReturn = false
    for scalar in source.unicodeScalars {
      if !(scalar == "\n" && wasReturn) { scalars.append(scalar == "\r" ? "\n" : scalar) }
      wasReturn = scalar == "\r"
    }
    if scalars.last == "\n" { scalars.removeLast() }
    self.source = scalars
  }

  mutating func run() throws(TemplateError) -> [Piece] {
    var start = index
    while index < source.count {
      guard source[index] == "{", let mark = at(index + 1), mark == "{" || mark == "%" || mark == "#" else {
        index += 1
        continue
      }
      let open = index
      index += 2
      let trims = at(index) == "-"
      if trims || (at(index) == "+" && mark == "%") { index += 1 }
      text(start..<open, trimsEnd: trims)
      switch mark {
      case "#": try comment(from: open)
      case "{": pieces.append(.output(try tokens(until: "}", from: open), end: open))
      default: try tag(from: open)
      }
      start = index
    }
    text(start..<source.count, trimsEnd: false)
    return pieces
  }

  func error(_ message: String, at offset: Int) -> TemplateError {
    let before = source[..<min(offset, source.count)]
    let line = before.count { $0 == "\n" } + 1
    let column = before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
    return TemplateError(message: message, line: line, column: column)
  }

  private func at(_ index: Int) -> Unicode.Scalar? { index < source.count ? source[index] : nil }

  private mutating func text(_ range: Range<Int>, trimsEnd: Bool) {
    var text = String(String.UnicodeScalarView(source[range]))
    if trimsNext { text = PythonText.withoutLeadingSpace(text) }
    if trimsEnd { text = PythonText.withoutTrailingSpace(text) }
    trimsNext = false
    if !text.isEmpty { pieces.append(.text(text)) }
  }

  private mutating func comment(from open: Int) throws(TemplateError) {
    while index < source.count {
      if source[index] == "#", at(index + 1) == "}" {
        trimsNext = source[index - 1] == "-" && index - 1 > open + 1
        index += 2
        return
      }
      index += 1
    }
    throw error("a comment that is never closed", at: open)
  }

  private mutating func tag(from open: Int) throws(TemplateError) {
    let start = index
    let found = try tokens(until: "%", from: open)
    if found.count == 1, found[0].kind == .name("raw") {
      try raw(from: open)
    } else {
      pieces.append(.tag(found, end: start))
    }
  }

  /// The text up to `{% endraw %}`, in which nothing is a mark.
  private mutating func raw(from open: Int) throws(TemplateError) {
    let start = index
    while index < source.count {
      if source[index] == "{", at(index + 1) == "%" {
        let close = index
        var scan = self
        scan.index += 2
        let trims = scan.at(scan.index) == "-"
        if trims || scan.at(scan.index) == "+" { scan.index += 1 }
        if let found = try? scan.tokens(until: "%", from: close), found.count == 1, found[0].kind == .name("endraw") {
          text(start..<close, trimsEnd: trims)
          (index, trimsNext) = (scan.index, scan.trimsNext)
          return
        }
      }
      index += 1
    }
    throw error("`raw` without `endraw`", at: open)
  }

  /// The tokens up to `}}` or `%}`, with a minus before it or not.
  private mutating func tokens(until mark: Unicode.Scalar, from open: Int) throws(TemplateError) -> [TemplateToken] {
    var found: [TemplateToken] = []
    var depth = 0
    while index < source.count {
      let scalar = source[index]
      if PythonText.isSpace(scalar) {
        index += 1
        continue
      }
      if depth == 0 {
        let isTrimming = scalar == "-" || (scalar == "+" && mark == "%")
        let close = isTrimming ? index + 1 : index
        if at(close) == mark, at(close + 1) == "}" {
          index = close + 2
          trimsNext = scalar == "-"
          return found
        }
      }
      let token = try token()
      switch token.kind {
      case .symbol("("), .symbol("["), .symbol("{"): depth += 1
      case .symbol(")"), .symbol("]"), .symbol("}"): depth -= 1
      default: break
      }
      if depth < 0 { throw error("a bracket that was never opened", at: token.offset) }
      found.append(token)
    }
    throw error("a tag that is never closed", at: open)
  }

  private mutating func token() throws(TemplateError) -> TemplateToken {
    let start = index
    let scalar = source[index]
    if scalar == "_" || scalar.properties.isXIDStart { return TemplateToken(kind: .name(name()), offset: start) }
    if Self.isDigit(scalar) { return TemplateToken(kind: try number(), offset: start) }
    if scalar == "'" || scalar == "\"" { return TemplateToken(kind: .string(try string(scalar)), offset: start) }
    for symbol in ["==", "!=", "<=", ">=", "//", "**"] where Array(symbol.unicodeScalars) == Array(source[start...].prefix(2)) {
      index += 2
      return TemplateToken(kind: .symbol(symbol), offset: start)
    }
    guard "()[]{}.,:|<>+-*/%~=".unicodeScalars.contains(scalar) else {
      throw error("unexpected character `\(scalar)`", at: start)
    }
    index += 1
    return TemplateToken(kind: .symbol(String(scalar)), offset: start)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x30 && scalar.value <= 0x39 }

  private mutating func name() -> String {
    let start = index
    while let scalar = at(index), scalar == "_" || scalar.properties.isXIDContinue { index += 1 }
    return String(String.UnicodeScalarView(source[start..<index]))
  }

  private mutating func number() throws(TemplateError) -> TemplateToken.Kind {
    let start = index
    func digits(_ lexer: inout TemplateLexer) {
      while let scalar = lexer.at(lexer.index), Self.isDigit(scalar) { lexer.index += 1 }
    }
    digits(&self)
    var isWhole = true
    if at(index) == ".", let next = at(index + 1), Self.isDigit(next) {
      isWhole = false
      index += 1
      digits(&self)
    }
    if at(index) == "e" || at(index) == "E" {
      let sign = at(index + 1) == "+" || at(index + 1) == "-"
      if let next = at(index + (sign ? 2 : 1)), Self.isDigit(next) {
        isWhole = false
        index += sign ? 2 : 1
        digits(&self)
      }
    }
    let text = String(String.UnicodeScalarView(source[start..<index]))
    if let scalar = at(index), scalar == "_" || scalar.properties.isXIDStart {
      throw error("a number that runs into a name", at: start)
    }
    if text.hasPrefix("0"), text.count > 1, isWhole, text.contains(where: { $0 != "0" }) {
      throw error("a number that begins with 0", at: start)
    }
    if isWhole {
      guard let value = Int(text) else { throw error("a number that is too large", at: start) }
      return .int(value)
    }
    guard let value = Double(text) else { throw error("no number", at: start) }
    return .double(value)
  }

  private mutating func string(_ quote: Unicode.Scalar) throws(TemplateError) -> String {
    let start = index
    index += 1
    var text = String.UnicodeScalarView()
    while let scalar = at(index) {
      index += 1
      if scalar == quote { return String(text) }
      if scalar == "\\" { text.append(contentsOf: try escape()) } else { text.append(scalar) }
    }
    throw error("a text that is never closed", at: start)
  }

  private mutating func escape() throws(TemplateError) -> [Unicode.Scalar] {
    guard let scalar = at(index) else { throw error("a text that is never closed", at: index) }
    index += 1
    switch scalar {
    case "n": return ["\n"]
    case "t": return ["\t"]
    case "r": return ["\r"]
    case "\\", "'", "\"": return [scalar]
    case "\n": return []
    case "0"..."7": return [octal(from: scalar)]
    case "x": return [try hexadecimal(2)]
    case "u": return [try hexadecimal(4)]
    case "U": return [try hexadecimal(8)]
    default: return ["\\", scalar]
    }
  }

  /// Up to three digits.
  private mutating func octal(from first: Unicode.Scalar) -> Unicode.Scalar {
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let scalar = at(index), scalar.value >= 0x30, scalar.value <= 0x37 else { break }
      value = value * 8 + scalar.value - 0x30
      index += 1
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal(_ count: Int) throws(TemplateError) -> Unicode.Scalar {
    let digits = String(String.UnicodeScalarView(source[index...].prefix(count)))
    guard digits.unicodeScalars.count == count, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw error("no character by this number", at: index)
    }
    index += count
    return scalar
  }
}

/// A token inside of a tag.
struct TemplateToken {
  enum Kind: Equatable {
    case name(String)
    case int(Int)
    case double(Double)
    case string(String)
    case symbol(String)
  }

  let kind: Kind
  /// In scalars of the template.
  let offset: Int
}
