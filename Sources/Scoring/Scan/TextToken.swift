/// A word, a number or a mark of punctuation.
struct TextToken: Sendable {
  enum Kind: UInt8, Sendable {
    case word, number, stop, comma, colon, opening, closing, dash, quote, symbol, percent, other
    /// Three dots.
    case ellipsis
    /// Four dots and more, spaces between them or not.
    case leader
    /// A line to write on, of underscores.
    case blank
    case url, email
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    static let capital = Flags(rawValue: 1 << 0)
    /// Two capitals and more, and no small letter.
    static let allCapitals = Flags(rawValue: 1 << 1)
    /// A capital, a digit or an underscore inside a word.
    static let identifier = Flags(rawValue: 1 << 2)
    static let single = Flags(rawValue: 1 << 3)
    /// A word that no language has.
    static let garbled = Flags(rawValue: 1 << 4)
    /// A number with one point.
    static let decimal = Flags(rawValue: 1 << 5)
    /// A number with points between its parts: `3.1.4`.
    static let dotted = Flags(rawValue: 1 << 6)
    /// A number of dice: `2d6`.
    static let dice = Flags(rawValue: 1 << 7)
    /// The first token of a logical line.
    static let lineStart = Flags(rawValue: 1 << 8)
  }

  /// UTF-8 offsets into the scanned text.
  var start: Int32
  var end: Int32
  var classes: WordClass = []
  var flags: Flags = []
  /// Of a word, how many, 255 and more as 255; marks that make accents are none.
  var letters: UInt8 = 0
  var kind: Kind
  /// Of a word its ``WordHash``, of a number of up to four digits its value, else all bits.
  var key: UInt64 = .max

  var isWord: Bool { kind == .word }
  var isNumber: Bool { kind == .number }
  /// The value of a whole number of up to four digits.
  var smallNumber: Int? { kind == .number && key <= 9999 ? Int(key) : nil }
}
