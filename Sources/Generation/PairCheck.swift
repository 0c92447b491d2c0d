internal import JSONText
internal import TextAnalysis

/// What a pair must satisfy, whatever model wrote it. Asks no model.
public struct PairCheck: Sendable {
  /// Why a pair is left out.
  public enum Rejection: String, Sendable, Error, CaseIterable {
    /// Question, answer or evidence is missing, no text or empty.
    case incomplete
    /// The question ends in no question mark, or is shorter than three words or longer than 400 characters.
    case noQuestion = "no-question"
    /// The question speaks of a passage that its reader does not see.
    case leansOnPassage = "leans-on-passage"
    /// The evidence does not stand in the chunk.
    case noEvidence = "no-evidence"
    /// The answer names a number that neither the chunk nor the question has.
    case foreignNumber = "foreign-number"
    /// The question was asked before.
    case repeated
    /// More pairs than a reply may hold.
    case tooMany = "too-many"
  }

  private let alignment: EvidenceAlignment
  private let numbers: Set<String>

  init(_ seed: SeedChunk) {
    alignment = EvidenceAlignment(seed.text)
    numbers = Self.numbers(in: (seed.headingPath + [seed.context, seed.text]).joined(separator: "\n"))
  }

  /// The pair of `{"question", "answer", "evidence"}`.
  func pair(_ object: JSONValue) -> Result<QuestionAnswer, Rejection> {
    guard let question = Self.text(object["question"]), let answer = Self.text(object["answer"]),
      let quotation = Self.text(object["evidence"])
    else { return .failure(.incomplete) }
    let words = Words.words(in: question)
    guard question.hasSuffix("?"), words.count >= 3, question.count <= 400 else { return .failure(.noQuestion) }
    guard !Self.leans(words.map(\.folded)) else { return .failure(.leansOnPassage) }
    guard let evidence = alignment.range(of: quotation) else { return .failure(.noEvidence) }
    guard Self.numbers(in: answer).isSubset(of: numbers.union(Self.numbers(in: question))) else {
      return .failure(.foreignNumber)
    }
    return .success(QuestionAnswer(question: question, answer: answer, evidence: evidence))
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.stringValue else { return nil }
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return trimmed.isEmpty ? nil : trimmed
  }

  private static func numbers(in text: String) -> Set<String> {
    Set(Words.words(in: text).filter(\.isNumber).map { $0.folded.replacing(",", with: "") })
  }

  private static let things: Set<String> = ["passage", "text", "excerpt", "document", "context", "table", "paragraph"]

  /// Whether the words hold “the passage”, “this table above”, and their like.
  private static func leans(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).enumerated().contains { index, pair in
      guard things.contains(pair.1) else { return pair.1 == "above" && things.contains(pair.0) }
      return pair.0 == "this" || (pair.0 == "the" && (pair.1 == "passage" || pair.1 == "excerpt" || isPointed(words, index + 1)))
    }
  }

  /// Whether “the text”, “the table” stand alone: “according to the text”, and not “the text of a warning”.
  private static func isPointed(_ words: [String], _ index: Int) -> Bool {
    guard index + 1 < words.count else { return words[index] != "table" && words[index] != "document" }
    return ["above", "below", "say", "says", "state", "states", "describe", "describes", "provided", "given"].contains(
      words[index + 1])
  }
}
