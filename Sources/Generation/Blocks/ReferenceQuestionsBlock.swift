internal import JSONText
internal import TextAnalysis

/// Makes a row of each question about a passage that can be written without a model, with its answer.
///
/// The questions come from what the run has for that (``ReferenceWriter``), the surest first, those that ask for one thing before those
/// that ask for all that is said of something, and of each sentence at most one. A model has nothing left to do but to word them. Beside
/// question and answer stand the answer's bytes of the passage, the letters of its sentences, those of all sentences, and the passage
/// with a line for each behind its letter. A second column, where there is one, has the title and headings of the passage.
struct ReferenceQuestionsBlock: RowBlock {
  static let keys: Set<String>? = ["max_answers", "confidence"]

  let name: String
  let type = "ReferenceQuestionsBlock"
  let inputs: [String]
  let outputs: [String]
  private let most: Int
  private let confidence: Double

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...2)
    try config.requireOutputs(9...9)
    most = try config.int("max_answers") ?? 3
    guard (1...100).contains(most) else { throw config.error("`max_answers` goes from 1 to 100", key: "max_answers") }
    confidence = try config.number("confidence", in: 0...1) ?? 0.8
    name = config.name
    inputs = config.columns
    outputs = config.outputs
  }

  var growth: RowGrowth { .times(most) }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    guard let writer = context.references else {
      throw BlockFailure("no-references", "nothing writes questions without a model here", endsRun: true)
    }
    let text = row[inputs[0]]?.stringValue ?? ""
    let passage = PassageSentences(text)
    if passage.isGarbled { throw .filtered("garbled") }
    let outline = inputs.count > 1 ? row[inputs[1]]?.stringValue ?? "" : ""
    let written = writer.questions(about: text, under: outline, confidence: confidence)
    let telling = written.filter { Self.tells($0.answer, beyond: $0.question) }
    let rows = Self.chosen(telling, most).compactMap { made(of: row, $0, passage) }
    if rows.isEmpty { throw .filtered("no-answer") }
    return rows
  }

  /// Whether an answer tells a number, a name or two words of content that its question has not: “a special distribution” of
  /// distributions tells none.
  static func tells(_ answer: String, beyond question: String) -> Bool {
    let asked = Set(Words.words(in: question).map(ParaphraseWords.key))
    let own = Words.words(in: answer).filter { !asked.contains(ParaphraseWords.key($0)) }
    if own.contains(where: \.isNumber) || own.contains(where: { $0.isCapitalised && $0.range.lowerBound > 0 }) { return true }
    return Set(own.filter(ParaphraseWords.isContent).map(ParaphraseWords.key)).count >= 2
  }

  /// The first questions whose evidence no other has, in the order of the passage.
  private static func chosen(_ questions: [ReferenceQuestion], _ count: Int) -> [ReferenceQuestion] {
    var chosen: [ReferenceQuestion] = []
    for question in questions.filter({ !$0.isGeneral }) + questions.filter(\.isGeneral) where chosen.count < count {
      if !chosen.contains(where: { $0.evidence.overlaps(question.evidence) }) { chosen.append(question) }
    }
    return chosen.sorted { $0.evidence.lowerBound < $1.evidence.lowerBound }
  }

  private func made(of row: FlowRow, _ question: ReferenceQuestion, _ passage: PassageSentences) -> FlowRow? {
    let places = passage.sentences.indices.filter { passage.sentences[$0].range.overlaps(question.evidence) }
    guard !places.isEmpty else { return nil }
    func letters(_ places: some Sequence<Int>) -> JSONValue { .array(places.map { .string(PassageSentences.letter($0)) }) }
    var filled = row
    let values: [JSONValue] = [
      .string(question.question), .string(question.lead),
      .string(question.core.prefix(1).uppercased() + question.core.dropFirst()), .string(question.answer),
      JSONValue(question.evidence), letters(places), letters(passage.sentences.indices),
      .string(passage.lines.joined(separator: "\n")), .string(AskedWords(question.core).kept.joined(separator: ", ")),
    ]
    for (column, value) in zip(outputs, values) { filled[column] = value }
    return filled
  }
}
