internal import JSONText

/// Between OpenAI's form of requests and replies and Google's.
enum GeminiWire {
  // MARK: Requests

  /// The body of `generateContent`: system messages become the instruction, the assistant is `model`.
  static func body(_ request: ChatRequest) -> JSONValue {
    func part(_ text: String) -> JSONValue { ["text": .string(text)] }
    let instructions = request.messages.filter { $0.role == .system || $0.role == .developer }
    var members: [JSONValue.Member] = []
    if !instructions.isEmpty {
      members.append(.init("systemInstruction", ["parts": .array(instructions.map { part($0.content) })]))
    }
    var turns: [(role: String, parts: [JSONValue])] = []
    for message in request.messages where message.role != .system && message.role != .developer {
      let role = message.role == .assistant ? "model" : "user"
      if turns.last?.role == role {
        turns[turns.count - 1].parts.append(part(message.content))
      } else {
        turns.append((role, [part(message.content)]))
      }
    }
    members.append(.init("contents", .array(turns.map { ["role": .string($0.role), "parts": .array($0.parts)] })))
    let configuration = configuration(request.parameters)
    if !configuration.isEmpty { members.append(.init("generationConfig", .object(configuration))) }
    for parameter in request.parameters {
      switch parameter.key {
      case "tools": members.append(.init("tools", [["functionDeclarations": .array(declarations(parameter.value))]]))
      case "safety_settings": members.append(.init("safetySettings", parameter.value))
      default: break
      }
    }
    return .object(members)
  }

  private static let names = [
    "temperature": "temperature", "top_p": "topP", "top_k": "topK", "n": "candidateCount", "max_tokens": "maxOutputTokens",
    "max_completion_tokens": "maxOutputTokens", "seed": "seed", "presence_penalty": "presencePenalty",
    "frequency_penalty": "frequencyPenalty", "thinking": "thinkingConfig",
  ]

  private static func configuration(_ parameters: [JSONValue.Member]) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    for parameter in parameters {
      if let name = names[parameter.key] { members.append(.init(name, parameter.value)) }
      if parameter.key == "stop" {
        members.append(.init("stopSequences", parameter.value.stringValue.map { [.string($0)] } ?? parameter.value))
      }
      if parameter.key == "response_format", parameter.value["type"]?.stringValue?.hasPrefix("json") == true {
        members.append(.init("responseMimeType", "application/json"))
        if let schema = parameter.value["json_schema"]?["schema"] { members.append(.init("responseJsonSchema", schema)) }
      }
    }
    return members
  }

  private static func declarations(_ tools: JSONValue) -> [JSONValue] {
    (tools.arrayValue ?? []).compactMap { tool in
      guard let function = tool["function"], case .object(let members) = function else { return nil }
      return .object(
        members.filter { $0.key != "strict" }.map { .init($0.key == "parameters" ? "parametersJsonSchema" : $0.key, $0.value) })
    }
  }

  // MARK: Replies

  static func reply(_ json: JSONValue) throws(LanguageModelError) -> ChatReply {
    let choices = (json["candidates"]?.arrayValue ?? []).map(choice)
    guard !choices.isEmpty else {
      if let reason = json["promptFeedback"]?["blockReason"]?.stringValue {
        throw LanguageModelError(
          .withheld, "the prompt was blocked (\(reason.prefix(40)))", hint: "`safety_settings` of the flow's block may allow it")
      }
      throw LanguageModelError(.unusable, "the server sent no candidates")
    }
    let usage = json["usageMetadata"]
    let said = usage?["candidatesTokenCount"]?.intValue
    let thought = usage?["thoughtsTokenCount"]?.intValue
    return ChatReply(
      choices: choices, model: json["modelVersion"]?.stringValue, promptTokens: usage?["promptTokenCount"]?.intValue,
      completionTokens: said == nil && thought == nil ? nil : (said ?? 0) + (thought ?? 0))
  }

  private static func choice(_ candidate: JSONValue) -> ChatReply.Choice {
    let parts = candidate["content"]?["parts"]?.arrayValue ?? []
    func text(isThought: Bool) -> String? {
      let texts = parts.filter { ($0["thought"]?.boolValue == true) == isThought }.compactMap { $0["text"]?.stringValue }
      return texts.isEmpty ? nil : texts.joined()
    }
    let calls = parts.compactMap { $0["functionCall"] }.enumerated().map { index, call -> JSONValue in
      let function: JSONValue = [
        "name": call["name"] ?? "", "arguments": .string((call["args"] ?? .object([])).text),
      ]
      return ["id": .string("call_\(index + 1)"), "type": "function", "function": function]
    }
    return ChatReply.Choice(
      text: text(isThought: false), finishReason: reason(candidate["finishReason"]?.stringValue, hasCalls: !calls.isEmpty),
      reasoning: text(isThought: true), toolCalls: calls.isEmpty ? nil : .array(calls))
  }

  private static func reason(_ reason: String?, hasCalls: Bool) -> ChatReply.FinishReason {
    switch reason {
    case "STOP", nil: hasCalls ? .toolCalls : .stop
    case "MAX_TOKENS": .length
    case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY": .contentFilter
    default: .other
    }
  }
}
