/// What a word is counted as. A word may be of several classes.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt32

  /// Holds sentences together: articles, pronouns, prepositions, conjunctions, auxiliaries.
  static let function = WordClass(rawValue: 1 << 0)
  /// Obliges, permits or forbids.
  static let modal = WordClass(rawValue: 1 << 1)
  /// States a condition or an exception.
  static let conditional = WordClass(rawValue: 1 << 2)
  /// A unit behind a number.
  static let unit = WordClass(rawValue: 1 << 3)
  /// Says what something is.
  static let definition = WordClass(rawValue: 1 << 4)
  /// A verb that, where a sentence begins with it, tells the reader to do something.
  static let imperative = WordClass(rawValue: 1 << 5)
  /// Speaks to the reader.
  static let address = WordClass(rawValue: 1 << 6)
  /// Of licences and notices about the work.
  static let licence = WordClass(rawValue: 1 << 7)
  /// Of credits and imprints.
  static let credit = WordClass(rawValue: 1 << 8)
  /// Of bibliographies.
  static let reference = WordClass(rawValue: 1 << 9)
  /// Of menus and page ends.
  static let navigation = WordClass(rawValue: 1 << 10)
  /// Of stories: who did what.
  static let narrative = WordClass(rawValue: 1 << 11)
  /// Names the document or a part of it.
  static let selfReference = WordClass(rawValue: 1 << 12)
  /// Of change logs.
  static let change = WordClass(rawValue: 1 << 13)
  static let month = WordClass(rawValue: 1 << 14)
  /// May begin one of the pairs that are counted as boilerplate.
  static let pairStart = WordClass(rawValue: 1 << 15)
  /// Names what a number behind it points to: `section`, `table`.
  static let pointer = WordClass(rawValue: 1 << 16)
  /// Function words of other languages, in the English vocabulary only, by which languages are told apart.
  static let germanFunction = WordClass(rawValue: 1 << 20)
  static let frenchFunction = WordClass(rawValue: 1 << 21)
  static let spanishFunction = WordClass(rawValue: 1 << 22)
  /// What tells languages apart.
  static let telling: WordClass = [.function, .germanFunction, .frenchFunction, .spanishFunction]
}
