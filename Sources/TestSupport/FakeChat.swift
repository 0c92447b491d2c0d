internal import Foundation
public import JSONText

/// A chat model behind a ``FakeServer``: its replies are a pure function of the prompt and the number of the choice, and have the form
/// that the request asks for.
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
    let turns = request["messages"]?.arrayValue?.compactMap { $0["content"]?.stringValue } ?? []
    let prompt = turns.last ?? ""
    return [
      "object": "chat.completion", "model": request["model"] ?? .null,
      "choices": .array(
        (0..<count).map { index in
          let text = formed(request, turns, choice: index) ?? reply(to: prompt, choice: index)
          let message: JSONValue = ["role": "assistant", "content": .string(text)]
          return ["index": .int(index), "message": message, "finish_reason": .string(finishReason)]
        }),
      "usage": ["prompt_tokens": .int(prompt.utf8.count / 4), "completion_tokens": 5],
    ]
  }

  /// What is said where no form is asked for: lines `[Q]…[/Q]` and `[A]…[/A]`, with a mark of the prompt in them.
  public static func reply(to prompt: String, choice: Int) -> String {
    let number = number(of: prompt, choice)
    return "[Q] Question \(number) one? [/Q]\n[A] Answer one. [/A]\n[Q] Question \(number) two? [/Q]\n[A] Answer two. [/A]"
  }

  private static func number(of prompt: String, _ choice: Int) -> Int {
    Int(prompt.utf8.reduce(UInt32(choice)) { $0 &* 31 &+ UInt32($1) } % 1000)
  }

  /// JSON by the request's schema, or text between the tags that its first message names; nil where it asks for neither.
  private static func formed(_ request: JSONValue, _ turns: [String], choice: Int) -> String? {
    let prompt = turns.last ?? ""
    if let schema = request["response_format"]?["json_schema"]?["schema"] {
      return instance(of: schema, "reply", prompt, choice).text
    }
    if (turns.first ?? "").contains("\"tool_calls\": [{") {
      let line = text(for: "evidence", prompt, choice)
      let words = line.split(separator: " ").prefix(6).joined(separator: " ")
      let call: JSONValue = ["name": "full_text_search", "arguments": ["query": .string(words)]]
      let wrong: JSONValue = ["name": "no_such_tool", "arguments": ["query": .string(words)]]
      let queries: JSONValue = [
        ["query": .string("Where does it say: \(words)?"), "tool_calls": [call]], ["query": "What else?", "tool_calls": [wrong]],
      ]
      return queries.text
    }
    let tags = (turns.first ?? "").matches(of: /<([a-z_]+)>…?[^<]*<\/\1>/).map { String($0.1) }
    guard turns.count > 1, !tags.isEmpty else { return nil }
    var seen: Set<String> = []
    return tags.filter { seen.insert($0).inserted }.map { "<\($0)>\(text(for: $0, prompt, choice))</\($0)>" }.joined(
      separator: "\n")
  }

  private static func instance(of schema: JSONValue, _ name: String, _ prompt: String, _ choice: Int) -> JSONValue {
    switch schema["type"]?.stringValue {
    case "object":
      guard case .object(let properties)? = schema["properties"] else { return .object([]) }
      return .object(properties.map { .init($0.key, instance(of: $0.value, $0.key, prompt, choice)) })
    case "array": return [instance(of: schema["items"] ?? .null, name, prompt, choice)]
    case "integer", "number": return 1
    case "boolean": return true
    default:
      return .string(schema["enum"]?.arrayValue?.first?.stringValue ?? text(for: name, prompt, choice))
    }
  }

  /// Something that fits a name: a question, words of the prompt as evidence, a good verdict, or a sentence.
  private static func text(for name: String, _ prompt: String, _ choice: Int) -> String {
    switch name {
    case "question", "query": "What holds under number \(number(of: prompt, choice))?"
    case "evidence", "quotation", "quote", "sentence", "fact", "summary": longestLine(prompt)
    case "answer", "reference": answer(from: longestLine(prompt), isLoose: number(of: prompt, choice) % 2 == 1)
    case "verdict": "SUPPORTED"
    case "groundedness", "answerability", "clarity": "5"
    default: "What is written under number \(number(of: prompt, choice)) holds."
    }
  }

  private static func longestLine(_ prompt: String) -> String {
    passage(prompt).split(separator: "\n").max { $0.utf8.count < $1.utf8.count }.map(String.init) ?? ""
  }

  /// What a prompt sets off as the passage, the last where there are several; all of it where it sets off none.
  private static func passage(_ prompt: String) -> Substring {
    guard let start = prompt.range(of: "<passage>", options: .backwards)?.upperBound else { return prompt[...] }
    return prompt[start...].prefix(upTo: prompt.range(of: "</passage>", options: .backwards)?.lowerBound ?? prompt.endIndex)
  }

  /// Words of a line as they stand; or half of them among others, so that words alone do not bear it out.
  private static func answer(from line: String, isLoose: Bool) -> String {
    guard isLoose else { return line }
    let words = line.split(separator: " ")
    return words.prefix(max(4, words.count / 2)).joined(separator: " ") + ", which holds elsewhere and for everybody as well."
  }
}
