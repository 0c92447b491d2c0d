/// What a word is counted as. A word may be of several classes.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The class of the words that have a mark wherever they stand, with the mark's own bit.
  private init(_ mark: TokenMarks) { rawValue = UInt32(truncatingIfNeeded: mark.rawValue) }

  /// The marks that the classes alone give.
  var marks: TokenMarks { TokenMarks(rawValue: UInt64(rawValue & Self.marked.rawValue)) }
  private static let marked: WordClass = [
    .function, .modal, .conditional, .definition, .address, .licence, .credit, .reference, .navigation, .narrative,
    .selfReference,
    .change, .month,
  ]

  /// Holds sentences together: articles, pronouns, prepositions, conjunctions, auxiliaries.
  static let function = WordClass(.function)
  /// Obliges, permits or forbids.
  static let modal = WordClass(.modal)
  /// States a condition or an exception.
  static let conditional = WordClass(.conditional)
  /// A unit behind a number.
  static let unit = WordClass(rawValue: 1 << 18)
  /// Says what something is.
  static let definition = WordClass(.definition)
  /// A verb that, where a sentence begins with it, tells the reader to do something.
  static let imperative = WordClass(rawValue: 1 << 19)
  /// Speaks to the reader.
  static let address = WordClass(.address)
  /// Of licences and notices about the work.
  static let licence = WordClass(.licence)
  /// Of credits and imprints.
  static let credit = WordClass(.credit)
  /// Of bibliographies.
  static let reference = WordClass(.reference)
  /// Of menus and page ends.
  static let navigation = WordClass(.navigation)
  /// Of stories: who did what.
  static let narrative = WordClass(.narrative)
  /// Names the document or a part of it.
  static let selfReference = WordClass(.selfReference)
  /// Of change logs.
  static let change = WordClass(.change)
  static let month = WordClass(.month)
  /// May begin one of the pairs that are counted as boilerplate.
  static let pairStart = WordClass(rawValue: 1 << 20)
  /// Names what a number behind it points to: `section`, `table`.
  static let pointer = WordClass(rawValue: 1 << 21)
  /// Function words of other languages, in the English vocabulary only, by which languages are told apart.
  static let germanFunction = WordClass(rawValue: 1 << 22)
  static let frenchFunction = WordClass(rawValue: 1 << 23)
  static let spanishFunction = WordClass(rawValue: 1 << 24)
  /// What tells languages apart.
  static let telling: WordClass = [.function, .germanFunction, .frenchFunction, .spanishFunction]
}
