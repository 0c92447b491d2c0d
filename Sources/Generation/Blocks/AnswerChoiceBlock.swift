internal import JSONText
internal import LanguageModels

/// Keeps rows whose question leads a model back to the answer that it was written for.
///
/// Where the answer column lists several choices, each of them will do.
///
/// The model sees the prompt and must choose one of the row's own choices, or `none`, by a JSON schema that lists them. A model too
/// small to judge an answer can still find one: what it does not find, its question does not ask for.
struct AnswerChoiceBlock: RowBlock, ModelBlock, PromptedBlock {
  static let keys: Set<String>? = nil

  let name: String
  let type = "AnswerChoiceBlock"
  let inputs: [String]
  let outputs: [String] = []
  var chat: ChatParameters
  let prompt: PromptFile?
  private let file: PromptFile
  private let answer: String
  private let choices: String
  /// What stands for no choice.
  private let none: String

  init(_ config: BlockConfig, _ files: FlowFolder) throws(FlowError) {
    try config.requireOutputs(0...0)
    func column(_ name: String) -> String? { config.inputs.first { $0.name == name }?.column }
    guard let answer = column("answer"), let choices = column("choices") else {
      throw config.error(
        "needs to know which columns are the answer and the choices", key: "input_cols",
        hint: "write `input_cols: {letter: answer, letters: choices, passage: passage, question: question}`")
    }
    guard config.value("response_format") == nil else {
      throw config.error("`response_format` is the block's own: it lists the choices of each row", key: "response_format")
    }
    let path = try config.string("prompt_config_path", default: "")
    guard !path.isEmpty else { throw config.error("needs a `prompt_config_path`") }
    file = try PromptFile(files.path(path, for: config), isCompatible: config.isCompatible)
    prompt = file
    name = config.name
    inputs = config.columns
    (self.answer, self.choices) = (answer, choices)
    none = try config.string("none", default: "none")
    chat = try ChatParameters(config, own: ["prompt_config_path", "none"])
    if let missing = file.variables.subtracting(inputs).min() {
      throw config.error("the prompt takes `\(missing)`, which is no column of `input_cols`", key: "input_cols")
    }
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    let listed = (row[choices]?.arrayValue ?? []).map(PythonText.string)
    let wanted = row[answer].map { $0.arrayValue ?? [$0] }?.map(PythonText.string) ?? []
    guard !wanted.isEmpty, wanted.allSatisfy(listed.contains) else {
      throw BlockFailure("no-choice", "`\(answer)` is not among the choices of `\(choices)`")
    }
    let values = inputs.compactMap { column in row[column].map { JSONValue.Member(column, $0) } }
    let turns = try file.messages(values).map { ChatMessage(ChatMessage.Role(rawValue: $0.role) ?? .user, $0.content) }
    var asking = self
    asking.chat.require(Self.format(listed + [none]))
    let (reply, request) = try await asking.askForAnswer(turns, for: row, context)
    guard let said = Self.choice(in: reply.content), listed.contains(said) || said == none else {
      let code = reply.finishReason == .length ? "truncated" : "unreadable-reply"
      throw BlockFailure(code, "the reply holds none of the choices", reply: reply.content, request: request)
    }
    guard wanted.contains(said) else { throw .filtered("round-trip") }
    var kept = row
    kept.request = request
    return [kept]
  }

  private static func format(_ choices: [String]) -> JSONValue {
    let choice: JSONValue = ["type": "string", "enum": .array(choices.map { .string($0) })]
    return [
      "type": "json_schema",
      "json_schema": [
        "name": "choice", "strict": true,
        "schema": [
          "type": "object", "properties": ["choice": choice], "required": ["choice"], "additionalProperties": false,
        ],
      ],
    ]
  }

  private static func choice(in reply: String) -> String? {
    ReplyObjects.objects(in: reply)?.first?["choice"].map(PythonText.string)
  }
}
