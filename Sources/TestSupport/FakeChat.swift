public import JSONText

/// A chat model behind a ``FakeServer``: its replies are a pure function of the prompt and the number of the choice.
public enum FakeChat {
  /// A server that answers each request by `fault`, given the number of the request from 0; nil for a good reply.
  public static func server(_ fault: @escaping @Sendable (Int) -> FakeServer.Reply? = { _ in nil }) -> FakeServer {
    FakeServer { number, request in
      if let reply = fault(number) { return reply }
      guard let body = try? JSONValue(parsing: request.body) else { return .answer(status: 400, body: "{}") }
      return .answer(body: completion(body).text)
    }
  }

  /// The `chat.completion` for a request's body.
  public static func completion(_ request: JSONValue, finishReason: String = "stop") -> JSONValue {
    let count = request["n"]?.intValue ?? 1
    let prompt = request["messages"]?.arrayValue?.last?["content"]?.stringValue ?? ""
    return [
      "object": "chat.completion", "model": request["model"] ?? .null,
      "choices": .array(
        (0..<count).map { index in
          let message: JSONValue = ["role": "assistant", "content": .string(reply(to: prompt, choice: index))]
          return ["index": .int(index), "message": message, "finish_reason": .string(finishReason)]
        }),
      "usage": ["prompt_tokens": .int(prompt.utf8.count / 4), "completion_tokens": 5],
    ]
  }

  /// What is said: lines `[Q]…[/Q]` and `[A]…[/A]`, with the length of the prompt in them.
  public static func reply(to prompt: String, choice: Int) -> String {
    let mark = prompt.utf8.reduce(UInt32(choice)) { $0 &* 31 &+ UInt32($1) }
    return
      "[Q] Question \(mark % 1000) one? [/Q]\n[A] Answer one. [/A]\n[Q] Question \(mark % 1000) two? [/Q]\n[A] Answer two. [/A]"
  }
}
