/// The bullet or ordinal at the start of a line.
struct ListMarker {
  /// What kind of series it belongs to; `number` and `letter` hold its place in it.
  enum Kind: Equatable {
    case bullet
    case number(Int)
    case letter(Int)
    case roman(Int)
  }

  var kind: Kind
  /// The characters of the mark, without the space behind it.
  var length: Int
  /// How it is written in Markdown: `-` or `3.`; letters and Roman numerals are kept in the text of the item.
  var markdown: String
  /// Whether the mark itself must stay in the item's text, since Markdown has no such list: `(a)`.
  var staysInText: Bool

  /// The marker that `line` starts with, or nil. The mark must be followed by a space or be the whole line.
  init?(_ line: some StringProtocol) {
    let first = line.prefix { !$0.isWhitespace }
    guard !first.isEmpty, first.count <= 6 else { return nil }
    if let only = first.unicodeScalars.first, first.unicodeScalars.count == 1, Self.bullets.contains(only) {
      self.init(kind: .bullet, length: 1, markdown: "-", staysInText: false)
      return
    }
    let isParenthesised = first.hasPrefix("(") && first.hasSuffix(")")
    guard isParenthesised || first.hasSuffix(".") || first.hasSuffix(")") else { return nil }
    let body = String(first.dropLast().drop { $0 == "(" })
    if let number = Int(body), number >= 0, number < 1000, body.allSatisfy(\.isASCII) {
      self.init(
        kind: .number(number), length: first.count, markdown: isParenthesised ? "-" : "\(number).", staysInText: isParenthesised)
    } else if body.count == 1, let letter = body.unicodeScalars.first, letter.properties.isAlphabetic, letter.isASCII,
      isParenthesised || first.hasSuffix(")")
    {
      self.init(kind: .letter(Int((letter.value | 0x20) - 0x60)), length: first.count, markdown: "-", staysInText: true)
    } else if !body.isEmpty, body.allSatisfy({ "ivxlc".contains($0) }), isParenthesised || first.hasSuffix(")") {
      self.init(kind: .roman(body.count), length: first.count, markdown: "-", staysInText: true)
    } else {
      return nil
    }
  }

  private init(kind: Kind, length: Int, markdown: String, staysInText: Bool) {
    self.kind = kind
    self.length = length
    self.markdown = markdown
    self.staysInText = staysInText
  }

  /// Bullets of Unicode, and those of Symbol and Wingdings in the private use area.
  private static let bullets: Set<Unicode.Scalar> = [
    "•", "◦", "▪", "‣", "●", "○", "■", "□", "–", "-", "*", "·", "∙", "➢", "❖", "\u{F0B7}", "\u{F0A7}", "\u{F076}", "\u{F0D8}",
    "✓",
  ]
}
