/// One number about a chunk, 0…1.
struct Feature: Sendable {
  /// As it stands in model files and in reasons.
  let name: String
  /// What it measures, for people.
  let summary: String
  /// The tokens that cause it; none where it is no matter of single words.
  let marks: TokenMarks
  /// Whether it is made of words of a known language; in others it says nothing.
  let isOfWords: Bool
  let sign: Sign
  let value: @Sendable (ChunkView) -> Double

  /// Where a feature may move density and rules, whatever the labelled chunks seem to say, so that junk never makes a chunk better.
  enum Sign: Sendable { case any, junk, content }

  init(
    _ name: String, _ summary: String, marks: TokenMarks = [], isOfWords: Bool = false, sign: Sign = .any,
    value: @escaping @Sendable (ChunkView) -> Double
  ) {
    self.name = name
    self.summary = summary
    self.marks = marks
    self.isOfWords = isOfWords
    self.sign = sign
    self.value = value
  }

  /// All features, in the order of the model's vectors.
  static let all: [Feature] = [
    wordLength, monotony, abundance, entropy, numbers, brevity, length, leaders, pageNumbers, risingNumbers, sectionNumbers,
    numberedTitles,
    headingLines, indexEntries, listedNumbers, alphabeticalEntries, names, initials, emails, creditWords, licenceRuns,
    licenceWords, functionWords, gaps, modals, conditionals, plainness, quantities, decimals, numberRuns, definitions,
    referenceWords, years, urls, selfReferences, boilerplate, imperatives, addresses, tableShare, tableFill, codeShare, symbols,
    identifiers, linkShare, navigationWords, repeatedLines, underContents, underIndex, underLicence, underCredits, underChanges,
    underReferences, underPreface, edge, headingShare, garbledWords, singleLetters, blanks, sentences, inSentences, capitals,
    colons, brackets, changeWords, months, narrative, past,
  ]

  static func named(_ name: String) -> Feature? { all.first { $0.name == name } }
}

/// Grows from 0 to 1 as `value` does from 0 to `full`.
func saturating(_ value: Double, at full: Double) -> Double { min(1, max(0, value / full)) }
