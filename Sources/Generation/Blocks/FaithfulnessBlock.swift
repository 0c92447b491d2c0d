internal import JSONText
internal import LanguageModels
internal import TextAnalysis

/// Keeps answers that a text bears out. Words alone decide what is plain; a model is asked only about what lies between.
///
/// An answer with a score of `accept` (0.8) or more is kept, one of `reject` (0.15) or less is not; see ``TextAnalysis/Faithfulness``.
/// For the rest the prompt is sent, and the verdict that the reply holds between `<verdict>` tags must be `supported` (SUPPORTED).
/// Without a prompt no model is asked, and only what is accepted is kept. The first output column is the score; a second one tells
/// who judged: `words` or `model`.
struct FaithfulnessBlock: RowBlock, ModelBlock, PromptedBlock {
  static let keys: Set<String>? = nil

  let name: String
  let type = "FaithfulnessBlock"
  let inputs: [String]
  let outputs: [String]
  var chat: ChatParameters
  let prompt: PromptFile?
  private let roles: [(column: String, name: String)]
  private let accept: Double
  private let reject: Double
  /// The verdict that keeps an answer.
  let supported: String

  private static let own: Set<String> = ["prompt_config_path", "accept", "reject", "supported"]
  private static let tags = TagPair(start: "<verdict>", end: "</verdict>")

  init(_ config: BlockConfig, _ files: FlowFolder) throws(FlowError) {
    try config.requireOutputs(1...2)
    roles = config.inputs
    guard roles.contains(where: { $0.name == "text" }), roles.contains(where: { $0.name == "answer" }) else {
      throw config.error(
        "needs to know which columns are the text and the answer", key: "input_cols",
        hint: "write `input_cols: {document: text, question: question, answer: answer}`")
    }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    accept = try config.number("accept", in: 0...1) ?? 0.8
    reject = try config.number("reject", in: 0...1) ?? 0.15
    guard reject <= accept else { throw config.error("`reject` lies above `accept`", key: "reject") }
    supported = try config.string("supported", default: "SUPPORTED")
    chat = try ChatParameters(config, own: Self.own)
    let path = try config.string("prompt_config_path", default: "")
    prompt = path.isEmpty ? nil : try PromptFile(files.path(path, for: config), isCompatible: config.isCompatible)
    if let missing = prompt?.variables.subtracting(inputs).min() {
      throw config.error("the prompt takes `\(missing)`, which is no column of `input_cols`", key: "input_cols")
    }
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    func text(_ role: String) -> String {
      roles.first { $0.name == role }.flatMap { row[$0.column]?.stringValue } ?? ""
    }
    let verdict = Faithfulness(text("text"), known: text("known")).verdict(of: text("answer"), to: text("question"))
    let score = (verdict.score * 1000).rounded() / 1000
    if score <= reject { throw .filtered(verdict.doubts.first?.rawValue ?? "unsupported") }
    if score >= accept { return [filled(row, score, by: "words")] }
    guard let prompt else { throw .filtered(verdict.doubts.first?.rawValue ?? "unsupported") }
    let (isSupported, request) = try await judge(row, prompt, context)
    guard isSupported else { throw .filtered("model") }
    var kept = filled(row, score, by: "model")
    kept.request = request
    return [kept]
  }

  private func filled(_ row: FlowRow, _ score: Double, by judge: String) -> FlowRow {
    var row = row
    for (column, value) in zip(outputs, [.double(score), .string(judge)] as [JSONValue]) { row[column] = value }
    return row
  }

  private func judge(_ row: FlowRow, _ prompt: PromptFile, _ context: FlowContext) async throws(BlockFailure) -> (
    isSupported: Bool, request: SentRequest
  ) {
    let values = inputs.compactMap { column in row[column].map { JSONValue.Member(column, $0) } }
    let turns = try prompt.messages(values).map { ChatMessage(ChatMessage.Role(rawValue: $0.role) ?? .user, $0.content) }
    let (reply, request) = try await askForAnswer(turns, for: row, context)
    guard let said = Self.tags.texts(in: reply.content, salvages: true).last else {
      let code = reply.finishReason == .length ? "truncated" : "unreadable-reply"
      throw BlockFailure(code, "the reply holds no verdict", reply: reply.content, request: request)
    }
    return (said.uppercased() == supported.uppercased(), request)
  }
}
