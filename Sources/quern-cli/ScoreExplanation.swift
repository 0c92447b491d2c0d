import Chunking
import JSONText
import Quern
import Scoring

/// Says what moved a chunk's density, with the words that did.
enum ScoreExplanation {
  static func lines(_ line: ChunkLine) -> String {
    guard let score = line.score else { return "" }
    let language = score.language == nil ? "   the language is not known: words were not looked at\n" : ""
    return score.reasons.map { reason in
      let words = ScoreEvidence.words(of: reason.feature, in: line.chunk.text)
      let evidence = words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
      let sign = reason.contribution < 0 ? "−" : "+"
      return
        "   \(sign)\(abs(reason.contribution)) \(reason.feature): \(ScoreEvidence.summary(of: reason.feature) ?? "")\(evidence)\n"
    }.joined() + language + "\n"
  }

  /// `{FEATURE: [words]}` for the reasons that are a matter of words.
  static func json(_ line: ChunkLine) -> JSONValue {
    .object(
      (line.score?.reasons ?? []).compactMap { reason in
        let words = ScoreEvidence.words(of: reason.feature, in: line.chunk.text)
        return words.isEmpty ? nil : .init(reason.feature, .array(words.map { .string($0) }))
      })
  }
}
