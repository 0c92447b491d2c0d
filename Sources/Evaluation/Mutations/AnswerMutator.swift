internal import TextAnalysis

/// Makes wrong answers of a right one; the same seed makes the same.
struct AnswerMutator {
  private let answer: String
  private let words: [Word]
  /// The words of the chunk.
  private let others: [Word]
  /// The chunk's words in lower case, as they stand in the text.
  private let chunk: String
  private let question: Set<String>
  private var chance: SeededChance

  init(answer: String, question: String, chunk: String, seed: UInt64) {
    (self.answer, self.chunk) = (answer, chunk)
    words = Words.words(in: answer)
    others = Words.words(in: chunk)
    self.question = Set(Words.words(in: question).map { WordStem.stem($0.folded) })
    chance = SeededChance(seed: seed)
  }

  /// A mutant; nil where the answer has nothing that could be changed in this way. Answers of other chunks are not made here.
  mutating func mutant(_ mutation: Mutation) -> String? {
    switch mutation {
    case .number: changedNumber()
    case .negation: changedDenial()
    case .entity: changedEntity()
    case .otherAnswer: nil
    }
  }

  private func replacing(_ range: Range<Int>, with text: String) -> String {
    let bytes = Array(answer.utf8)
    return String(decoding: bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...], as: UTF8.self)
  }

  // MARK: Numbers

  /// A number that the answer has over the question, where there is one: the question's own is taken for granted by every judge.
  private mutating func changedNumber() -> String? {
    let numbers = words.filter(\.isNumber)
    let own = numbers.filter { !question.contains($0.folded) }
    guard let word = chance.pick(own) else { return nil }
    let said = Set(numbers.map { plain($0.folded) })
    let choices = Array(
      Set(others.filter(\.isNumber).map(\.folded)).filter { !said.contains(plain($0)) && !question.contains($0) })
    if chance.below(2) == 0, let other = chance.pick(choices.sorted()) { return replacing(word.range, with: other) }
    guard let value = Int(plain(word.folded)), value < 1_000_000_000 else { return nil }
    let changed = [value + 1, value + 1 + chance.below(9), value * 2 + 1, max(0, value - 1), value * 10].filter {
      !said.contains("\($0)")
    }
    return chance.pick(changed).map { replacing(word.range, with: "\($0)") }
  }

  private func plain(_ number: String) -> String { number.replacing(",", with: "") }

  // MARK: Denials

  private mutating func changedDenial() -> String? {
    if let denial = words.last(where: { Self.removable[$0.folded] != nil }), let kept = Self.removable[denial.folded] {
      let range = kept.isEmpty ? denial.range.lowerBound - 1..<denial.range.upperBound : denial.range
      guard range.lowerBound >= 0 else { return nil }
      return replacing(range, with: kept)
    }
    // Where a denial follows, another would take it back: “has not had no crew”.
    let hasDenial = words.contains { Self.denials.contains($0.folded) }
    guard !hasDenial, let verb = words.dropFirst().first(where: { Self.deniable.contains($0.folded) }) else { return nil }
    let text = String(decoding: Array(answer.utf8)[verb.range], as: UTF8.self)
    return replacing(verb.range, with: text == "can" ? "cannot" : text + " not")
  }

  private static let removable = ["not": "", "never": "", "cannot": "can"]
  private static let denials: Set<String> = ["no", "none", "nothing", "nobody", "without", "neither", "nor", "only"]
  private static let deniable: Set<String> = [
    "is", "are", "was", "were", "must", "may", "shall", "should", "can", "will", "has", "have", "does", "do", "could", "would",
  ]

  // MARK: Names and nouns

  /// Names are swapped with names, nouns with nouns: words of four letters and more behind an article. What the answer or the question
  /// names already makes no mutant.
  private mutating func changedEntity() -> String? {
    let said = Set(words.map { WordStem.stem($0.folded) }).union(question)
    let foreign = others.filter { !said.contains(WordStem.stem($0.folded)) }
    let pairs = [
      (Self.names(words, in: answer), Self.names(foreign, in: chunk)), (nouns(words, in: words), nouns(foreign, in: others)),
    ].filter { !$0.0.isEmpty && !$0.1.isEmpty }
    guard let (own, choices) = chance.pick(pairs), let word = chance.pick(own), let other = chance.pick(choices) else {
      return nil
    }
    return replacing(word.range, with: String(decoding: Array(chunk.utf8)[other.range], as: UTF8.self))
  }

  /// Capitalised words behind a small letter, a digit or a comma.
  private static func names(_ words: [Word], in text: String) -> [Word] {
    let bytes = Array(text.utf8)
    return words.filter { word in
      guard word.isCapitalised, word.range.lowerBound >= 2, bytes[word.range.lowerBound - 1] == 0x20 else { return false }
      let before = bytes[word.range.lowerBound - 2]
      return before &- 0x61 < 26 || before &- 0x30 < 10 || before == UInt8(ascii: ",")
    }
  }

  /// Words of `list` that stand behind an article in `text`.
  private func nouns(_ list: [Word], in text: [Word]) -> [Word] {
    let starts = Set(
      zip(text, text.dropFirst()).filter {
        Self.articles.contains($0.0.folded) && $0.0.range.upperBound + 1 == $0.1.range.lowerBound
      }
      .map(\.1.range.lowerBound))
    return list.filter { word in
      starts.contains(word.range.lowerBound) && word.folded.utf8.count >= 4 && !FunctionWords.all.contains(word.folded)
        && word.folded.utf8.allSatisfy { $0 &- 0x61 < 26 }
    }
  }

  private static let articles: Set<String> = ["a", "an", "the", "each", "every"]
}
