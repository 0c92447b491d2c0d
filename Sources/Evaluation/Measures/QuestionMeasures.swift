internal import Datasets
internal import TextAnalysis

/// Whether questions can be asked of someone who does not see the document, and do not tell their answer.
enum QuestionMeasures {
  static func measures(of records: [Record]) -> [Measure] {
    var faulty: [QuestionFault: [Record]] = [:]
    var leaning: [Record] = []
    for record in records {
      let faults = QuestionFault.faults(of: record.question)
      if !faults.isEmpty { leaning.append(record) }
      for fault in faults { faulty[fault, default: []].append(record) }
    }
    let count = records.count
    return [.without("self-contained", .questions, "questions that can be understood alone", leaning, of: count)]
      + QuestionFault.allCases.map { .faults($0.rawValue, .questions, $0.summary, faulty[$0] ?? [], of: count) }
      + [.faults("leaked-answers", .questions, "questions that give their answer away", records.filter(leaks), of: count)]
  }

  /// Whether the question holds the short answer in a row; without one, all words of content that the answer has, where it does not ask to
  /// choose or for yes or no.
  static func leaks(_ record: Record) -> Bool {
    if let short = record.shortAnswer { return Words.holds(record.question, phrase: short) }
    let asked = Words.words(in: record.question).map(\.folded)
    let said = Words.words(in: record.answer).map(\.folded)
    guard let first = said.first, first != "yes", first != "no", !asked.contains("or"),
      QuestionType.name(of: record.question) != "yes-no"
    else { return false }
    let stems = Set(asked.map(WordStem.stem))
    let own = said.filter { !FunctionWords.all.contains($0) }
    return !own.isEmpty && own.allSatisfy { stems.contains(WordStem.stem($0)) }
  }
}
