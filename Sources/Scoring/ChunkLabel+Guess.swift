internal import Chunking
internal import TextAnalysis

extension ChunkLabel {
  /// What most of a chunk is: for a chunk that is not worth keeping the strongest sign of junk, else the kind of content.
  static func of(_ view: ChunkView, density: Double) -> ChunkLabel {
    density < 0.5 ? junk(view) : content(view)
  }

  private static func junk(_ view: ChunkView) -> ChunkLabel {
    let signs: [(ChunkLabel, Double)] = [
      (.contents, max(value(.contentsLines, view), value(.headingLines, view), value(.matterContents, view))),
      (.index, max(value(.indexLines, view), value(.matterIndex, view))),
      (.licence, max(value(.licenceWords, view), value(.matterLicence, view))),
      (.front, max(value(.creditWords, view), value(.matterCredits, view))),
      (.references, max(value(.referenceWords, view), value(.matterReferences, view))),
      (.navigation, value(.navigationWords, view)),
      (.form, value(.blankLines, view)),
      (.boilerplate, max(value(.boilerplateWords, view), value(.matterPreface, view))),
      (.noise, max(value(.garbledWords, view), view.words.isEmpty ? 1 : 0)),
    ]
    let strongest = signs.max { $0.1 < $1.1 }
    guard let strongest, strongest.1 >= 0.2 else {
      // Short pieces at the start are titles; capitals without sentences are what a scan leaves of a form; all else is of its
      // kind, but too thin to ask about.
      if view.chunk.range.lowerBound == 0, view.words.count < 40 { return .front }
      return value(.capitalisedWords, view) > 0.7 && value(.sentences, view) < 0.6 ? .noise : content(view)
    }
    return strongest.0
  }

  private static func content(_ view: ChunkView) -> ChunkLabel {
    if value(.tableShare, view) > 0.5 { return .table }
    if value(.codeShare, view) > 0.5 { return .code }
    if value(.definitions, view) >= 0.5 { return .definitions }
    let facts = view.phrases.modal + view.phrases.conditional + view.phrases.quantity
    return value(.narrative, view) > 0.35 && view.perHundredWords(facts) < 3 ? .narrative : .rules
  }

  private static func value(_ feature: Feature, _ view: ChunkView) -> Double { feature.value(view) }
}
