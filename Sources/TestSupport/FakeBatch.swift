internal import Foundation
public import JSONText

/// A model that runs a batch file: its reply is a pure function of the request.
public enum FakeBatch {
  /// What is wrong with a reply.
  public enum Fault: Int, CaseIterable, Sendable {
    case none, fenced, missing, serverError, prose, foreignEvidence, foreignNumber, truncated, nothing
  }

  /// The output lines for the lines of a batch file, the last request first. `fault` names what to do wrong by the request's
  /// number.
  public static func replies(to requests: [String], fault: (Int) -> Fault = { _ in .none }) -> String {
    var lines: [String] = []
    for (index, line) in requests.enumerated().reversed() {
      guard let json = try? JSONValue(parsing: line), let key = json["custom_id"]?.stringValue,
        let prompt = json["body"]?["messages"]?.arrayValue?.last?["content"]?.stringValue
      else { continue }
      if let reply = reply(key, passage: passage(prompt), fault(index)) { lines.append(reply.text) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func passage(_ prompt: String) -> String {
    prompt.range(of: "Passage:\n").map { String(prompt[$0.upperBound...]) } ?? prompt
  }

  private static func reply(_ key: String, passage: String, _ fault: Fault) -> JSONValue? {
    let quotation = passage.split(separator: "\n").max { $0.utf8.count < $1.utf8.count }.map(String.init) ?? ""
    var answer = "It is stated there."
    var evidence = quotation
    if fault == .foreignEvidence { evidence = "Words that no document holds anywhere." }
    if fault == .foreignNumber { answer = "It takes 987654321 days." }
    let pair: JSONValue = [
      "question": .string("What is laid down under number \(key.prefix(8))?"), "answer": .string(answer),
      "evidence": .string(evidence),
    ]
    var content = JSONValue.object([.init("pairs", fault == .nothing ? [] : [pair])]).text
    switch fault {
    case .missing: return nil
    case .serverError:
      return ["custom_id": .string(key), "response": ["status_code": 500, "body": ["error": ["message": "overloaded"]]]]
    case .fenced: content = "<think>[not this]</think>Here you are:\n```json\n\(content)\n```"
    case .prose: content = "I am sorry, but I cannot do that."
    case .truncated: content = "{\"pairs\": [\(pair.text), {\"question\": \"What el"
    default: break
    }
    return [
      "id": .string("batch_" + key.prefix(6)), "custom_id": .string(key),
      "response": [
        "status_code": 200,
        "body": [
          "object": "chat.completion", "model": "fake",
          "choices": [
            [
              "index": 0, "message": ["role": "assistant", "content": .string(content)],
              "finish_reason": fault == .truncated ? "length" : "stop",
            ]
          ],
        ],
      ], "error": .null,
    ]
  }
}
