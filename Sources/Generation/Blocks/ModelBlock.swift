internal import JSONText
internal import LanguageModels

/// A step that asks a model.
protocol ModelBlock: FlowBlock {
  var chat: ChatParameters { get set }
}

extension ModelBlock {
  /// The messages of a cell: a list of `{"role", "content"}`.
  func messages(_ cell: JSONValue?, of column: String) throws(BlockFailure) -> [ChatMessage] {
    guard let turns = cell?.arrayValue, !turns.isEmpty else {
      throw BlockFailure("no-messages", "`\(column)` holds no messages")
    }
    var messages: [ChatMessage] = []
    for turn in turns {
      guard let name = turn["role"]?.stringValue, let role = ChatMessage.Role(rawValue: name),
        let content = turn["content"]?.stringValue
      else { throw BlockFailure("no-messages", "a message in `\(column)` has no role or no content") }
      messages.append(ChatMessage(role, content))
    }
    return messages
  }

  /// Asks the block's model for `row`.
  func ask(_ messages: [ChatMessage], for row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> (
    reply: ChatReply, request: SentRequest
  ) {
    guard let model = context.model(name) else {
      throw BlockFailure("no-model", "no model is named for this block", endsRun: true)
    }
    var request = ChatRequest(messages, parameters: chat.members)
    request.copy = row.copy
    do throws(LanguageModelError) {
      return (try await model.complete(request), SentRequest(model: model.name, key: request.key))
    } catch {
      // Where a limit was set, to go on is all that there is to do, and is said once for the run.
      let hint = error.code == .limit ? nil : error.hint
      throw BlockFailure(error.code.rawValue, error.message + (hint.map { " (\($0))" } ?? ""), endsRun: error.endsRun)
    }
  }

  /// The same, where an answer that was withheld is a failure.
  func askForAnswer(_ messages: [ChatMessage], for row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> (
    reply: ChatReply, request: SentRequest
  ) {
    let (reply, request) = try await ask(messages, for: row, context)
    if reply.choices.allSatisfy(\.isWithheld) {
      throw BlockFailure(
        "withheld", "the model would not answer, or its answer was held back", reply: reply.choices.first?.refusal,
        request: request)
    }
    return (reply, request)
  }
}

extension ChatReply {
  /// The choices as later steps read them: messages in OpenAI's form.
  ///
  /// - Parameter withReasons: whether each says why it ended.
  func messages(withReasons: Bool) -> JSONValue {
    .array(
      choices.map { choice in
        var members: [JSONValue.Member] = [
          .init("content", JSONValue(choice.text)), .init("role", "assistant"), .init("tool_calls", choice.toolCalls ?? .null),
          .init("function_call", .null),
        ]
        if let reasoning = choice.reasoning { members.append(.init("reasoning_content", .string(reasoning))) }
        if withReasons { members.append(.init("finish_reason", .string(choice.finishReason.rawValue))) }
        return .object(members)
      })
  }
}
