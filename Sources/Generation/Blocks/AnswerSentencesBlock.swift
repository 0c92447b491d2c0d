internal import JSONText

/// Makes a row of each sentence of a passage that is worth a question, word for word.
///
/// Nothing is asked: what a sentence lays down is found by its words, see ``AnswerWorth``. The sentence is the answer; a model has only
/// its question to write. Beside the answer stand its bytes of the passage, its letter, the letters of all sentences, the
/// passage with a line for each behind its letter, and with what its question begins best (``QuestionOpening``). A second column, where
/// there is one, has the title and headings of the passage, by which more sentences are understood.
struct AnswerSentencesBlock: RowBlock {
  static let keys: Set<String>? = ["max_answers"]

  let name: String
  let type = "AnswerSentencesBlock"
  let inputs: [String]
  let outputs: [String]
  private let most: Int

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...2)
    try config.requireOutputs(6...6)
    most = try config.int("max_answers") ?? 3
    guard (1...100).contains(most) else { throw config.error("`max_answers` goes from 1 to 100", key: "max_answers") }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
  }

  var growth: RowGrowth { .times(most) }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    let passage = PassageSentences(row[inputs[0]]?.stringValue ?? "")
    let best = AnswerWorth.best(most, of: passage.sentences, under: inputs.count > 1 ? row[inputs[1]]?.stringValue ?? "" : "")
    if best.isEmpty { throw .filtered("no-answer") }
    let letters = passage.sentences.indices.map { JSONValue.string(PassageSentences.letter($0)) }
    let lines = JSONValue.string(passage.lines.joined(separator: "\n"))
    return best.map { place in
      let sentence = passage.sentences[place]
      var filled = row
      let values: [JSONValue] = [
        .string(sentence.text), JSONValue(sentence.range), letters[place], .array(letters), lines,
        .string(QuestionOpening.opening(to: sentence.text)),
      ]
      for (column, value) in zip(outputs, values) { filled[column] = value }
      return filled
    }
  }
}
