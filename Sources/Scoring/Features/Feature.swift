/// One number about a chunk, mostly 0…1.
struct Feature: Sendable {
  /// As it stands in model files and in reasons.
  let name: String
  /// What it measures, for people.
  let summary: String
  let value: @Sendable (ChunkView) -> Double

  /// All features, in the order of the model's vectors.
  static let all: [Feature] = [
    contentsLines, headingLines, indexLines, blankLines, matterContents, matterIndex, matterLicence, matterCredits,
    matterReferences,
    matterPreface, licenceWords, creditWords, referenceWords, navigationWords, boilerplateWords, garbledWords, functionWords,
    capitalisedWords, sentences, modals, conditionals, quantities, definitions, tableShare, tableFill, codeShare, narrative,
    brevity,
    headingShare, edge,
  ]
}

/// Grows from 0 to 1 as `value` does from 0 to `full`.
func saturating(_ value: Double, at full: Double) -> Double { min(1, max(0, value / full)) }
