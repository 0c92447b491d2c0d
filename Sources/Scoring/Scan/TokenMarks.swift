/// What a token is counted as. Features are made of these counts, and the tokens with a mark are the text that caused a reason.
struct TokenMarks: OptionSet, Sendable {
  let rawValue: UInt64

  private static func bit(_ index: Int) -> TokenMarks { TokenMarks(rawValue: 1 << UInt64(index)) }
  static let count = 40

  /// How many tokens have this mark, in counts by bit.
  func total(_ counts: [Int32]) -> Int { Int(counts[rawValue.trailingZeroBitCount]) }

  static let word = bit(0)
  static let function = bit(1)
  static let modal = bit(2)
  static let conditional = bit(3)
  /// A number with a unit behind it, a percentage, dice.
  static let quantity = bit(4)
  /// A verb of definition in a sentence.
  static let definition = bit(5)
  /// A verb at the start of a sentence that tells the reader to do it.
  static let imperative = bit(6)
  static let address = bit(7)
  static let licence = bit(8)
  static let credit = bit(9)
  static let boilerplate = bit(10)
  static let reference = bit(11)
  static let navigation = bit(12)
  static let narrative = bit(13)
  static let past = bit(14)
  static let selfReference = bit(15)
  static let change = bit(16)
  static let month = bit(17)
  /// Dots that lead to a number.
  static let leader = bit(18)
  /// A number with points, before a capitalised word.
  static let sectionNumber = bit(19)
  /// A whole number of up to four digits that ends an entry: a capital, a number or nothing behind it.
  static let pageNumber = bit(20)
  /// A whole number behind a comma, with a word behind it that is no unit: where an entry of an index ends.
  static let indexEntry = bit(21)
  /// A whole number behind a comma.
  static let numberBehindComma = bit(22)
  static let year = bit(23)
  /// A single capital with a point, before a name.
  static let initial = bit(24)
  static let url = bit(25)
  static let email = bit(26)
  static let symbol = bit(27)
  static let singleLetter = bit(28)
  static let garbled = bit(29)
  /// A capitalised word behind another, neither a function word.
  static let name = bit(30)
  /// A capitalised word that stands in no sentence.
  static let capital = bit(31)
  /// A word with four and more before it and no function word among them.
  static let gap = bit(32)
  static let identifier = bit(33)
  static let colon = bit(34)
  static let bracket = bit(35)
  static let number = bit(36)
  static let decimal = bit(37)
  /// A number, dash or per cent behind another.
  static let numberRun = bit(38)
  /// A line to write on, dots that stand alone and lead to no number, an empty box.
  static let blank = bit(39)
}
