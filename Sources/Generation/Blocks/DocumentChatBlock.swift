internal import JSONText
internal import LanguageModels

/// Asks about the rows of a document in one conversation: the system's message once, then row after row with what was said before.
///
/// Only the last few turns are sent again (`window`, 4 unless the flow says otherwise), so that prompts stay short however long a
/// document is. A row without a reply leaves no turn. Conversations go on beside each other; within one each row waits for the row
/// before it.
struct DocumentChatBlock: ConversationBlock, ModelBlock {
  static let keys: Set<String>? = nil

  let name: String
  let type = "DocumentChatBlock"
  let inputs: [String]
  let outputs: [String]
  var chat: ChatParameters
  private let messages: String
  private let conversation: String
  private let window: Int

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireOutputs(1...1)
    func column(_ name: String) -> String? { config.inputs.first { $0.name == name }?.column }
    guard let messages = column("messages"), let conversation = column("conversation") else {
      throw config.error(
        "needs to know which columns are the messages and the conversation that they belong to", key: "input_cols",
        hint: "write `input_cols: {ask_messages: messages, quern_document: conversation}`")
    }
    window = try config.int("window") ?? 4
    guard (0...1000).contains(window) else { throw config.error("`window` goes from 0 to 1000 turns", key: "window") }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    (self.messages, self.conversation) = (messages, conversation)
    chat = try ChatParameters(config, own: ["window"])
  }

  func results(of rows: [FlowRow], _ context: FlowContext) async -> [Result<[FlowRow], BlockFailure>] {
    var order: [String] = []
    var places: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      let key = (row[conversation] ?? .null).text
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(index)
    }
    return await withTaskGroup(of: [(Int, Result<[FlowRow], BlockFailure>)].self) { group in
      for key in order {
        let members = places[key] ?? []
        group.addTask { await converse(members.map { ($0, rows[$0]) }, context) }
      }
      var results = [Result<[FlowRow], BlockFailure>](repeating: .success([]), count: rows.count)
      for await part in group { for (index, result) in part { results[index] = result } }
      return results
    }
  }

  /// One conversation, turn after turn.
  private func converse(_ rows: [(index: Int, row: FlowRow)], _ context: FlowContext) async -> [(
    Int, Result<[FlowRow], BlockFailure>
  )] {
    var turns: [[ChatMessage]] = []
    var system: [ChatMessage]?
    var results: [(Int, Result<[FlowRow], BlockFailure>)] = []
    for (index, row) in rows {
      do throws(BlockFailure) {
        let given = try messages(row[messages], of: messages)
        let opening = system ?? given.filter { $0.role == .system }
        system = opening
        let turn = given.filter { $0.role != .system }
        let (reply, request) = try await askForAnswer(opening + turns.suffix(window).flatMap { $0 } + turn, for: row, context)
        turns.append(turn + [ChatMessage(.assistant, reply.content)])
        var filled = row
        filled.request = request
        filled[outputs[0]] = reply.messages(withReasons: true)
        results.append((index, .success([filled])))
      } catch {
        results.append((index, .failure(error)))
      }
    }
    return results
  }
}
