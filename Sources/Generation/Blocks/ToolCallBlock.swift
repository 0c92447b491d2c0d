internal import Datasets
internal import JSONText
internal import TextAnalysis

/// Reads queries with the tool calls that serve them out of a reply, and keeps those whose calls fit the tools.
///
/// The reply is an array of `{"query": TEXT, "tool_calls": [{"name", "arguments"}]}`; an empty one is a normal answer and gives no row.
/// A row is kept where every call names a tool that there is, its arguments fit the tool's JSON schema, no call stands twice, and the
/// words of each text among the arguments come from the query or from the text that it was asked about.
struct ToolCallBlock: RowBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "ToolCallBlock"
  let inputs: [String]
  let outputs: [String]
  private let reply: String
  private let tools: String
  private let text: String?

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireOutputs(2...2)
    func column(_ name: String) -> String? { config.inputs.first { $0.name == name }?.column }
    guard let reply = column("reply"), let tools = column("tools") else {
      throw config.error(
        "needs to know which columns are the reply and the tools", key: "input_cols",
        hint: "write `input_cols: {reply_content: reply, tools: tools, document: text}`")
    }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    (self.reply, self.tools, text) = (reply, tools, column("text"))
  }

  var growth: RowGrowth { .items }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    guard let said = row[reply]?.stringValue else { return [] }
    guard let objects = ReplyObjects.objects(in: said) else {
      throw BlockFailure("unreadable-reply", "the reply holds no JSON", reply: said)
    }
    let tools = ToolSet(row[tools] ?? .null)
    let source = text.flatMap { row[$0]?.stringValue } ?? ""
    var queries: Set<String> = []
    var rejection: String?
    let made = objects.compactMap { object -> FlowRow? in
      guard let query = object["query"]?.stringValue.map(PythonText.stripped), !query.isEmpty else {
        rejection = rejection ?? "no-query"
        return nil
      }
      switch tools.calls(of: object, query: query, source: source) {
      case .failure(let reason):
        rejection = rejection ?? reason.rawValue
        return nil
      case .success(let calls):
        guard queries.insert(query.lowercased()).inserted else { return nil }
        var filled = row
        filled[outputs[0]] = .string(query)
        filled[outputs[1]] = .array(calls)
        return filled
      }
    }
    if made.isEmpty { throw .filtered(rejection ?? "nothing-asked") }
    return made
  }
}

/// Tools that a model may call, by their JSON schemas.
struct ToolSet {
  private let schemas: [String: JSONValue]

  /// - Parameter json: a list of tools in OpenAI's form, `{"type": "function", "function": {"name", "parameters"}}`, or of the inner
  ///   objects alone; or the text of such a list.
  init(_ json: JSONValue) {
    let list = json.arrayValue ?? json.stringValue.flatMap { try? JSONValue(parsing: $0) }?.arrayValue ?? []
    var schemas: [String: JSONValue] = [:]
    for tool in list {
      let function = tool["function"] ?? tool
      if let name = function["name"]?.stringValue { schemas[name] = function["parameters"] ?? ["type": "object"] }
    }
    self.schemas = schemas
  }

  /// Why calls cannot be taken.
  enum Rejection: String, Error {
    case noCalls = "no-calls"
    case unknownTool = "unknown-tool"
    /// The arguments do not fit the tool's schema.
    case arguments = "wrong-arguments"
    /// Words of the arguments stand neither in the query nor in the text.
    case foreignWords = "foreign-words"
    case repeated = "repeated-call"
  }

  /// The calls of a query as `{"name", "arguments"}`.
  func calls(of object: JSONValue, query: String, source: String) -> Result<[JSONValue], Rejection> {
    let given = object["tool_calls"]?.arrayValue ?? object["tools"]?.arrayValue ?? object["calls"]?.arrayValue ?? []
    guard !given.isEmpty else { return .failure(.noCalls) }
    let known = Self.words(query).union(Self.words(source))
    var calls: [JSONValue] = []
    for call in given {
      let function = call["function"] ?? call
      guard let name = function["name"]?.stringValue ?? function["tool"]?.stringValue, let schema = schemas[name] else {
        return .failure(.unknownTool)
      }
      guard let arguments = Self.arguments(of: function), JSONSchema.accepts(arguments, schema) else {
        return .failure(.arguments)
      }
      guard Self.isDerived(arguments, known) else { return .failure(.foreignWords) }
      let read: JSONValue = ["name": .string(name), "arguments": arguments]
      guard !calls.contains(where: { PythonText.areEqual($0, read) }) else { return .failure(.repeated) }
      calls.append(read)
    }
    return .success(calls)
  }

  private static func arguments(of function: JSONValue) -> JSONValue? {
    guard let given = function["arguments"] ?? function["parameters"] else { return .object([]) }
    return given.stringValue.map { try? JSONValue(parsing: $0) } ?? given
  }

  private static func words(_ text: String) -> Set<String> { Set(Words.words(in: text).map(\.folded)) }

  /// Whether at least two thirds of the words of every text among the arguments are known.
  private static func isDerived(_ value: JSONValue, _ known: Set<String>) -> Bool {
    switch value {
    case .string(let text):
      let words = words(text)
      return words.isEmpty || 3 * words.intersection(known).count >= 2 * words.count
    case .array(let values): return values.allSatisfy { isDerived($0, known) }
    case .object(let members): return members.allSatisfy { isDerived($0.value, known) }
    default: return true
    }
  }
}
