public import JSONText

/// Lines of the batch files that OpenAI's Batch API and `vllm run-batch` read and write.
///
/// A request's `custom_id` is its ``ChatRequest/key``, so that its reply is found again whatever the order of the lines.
public enum BatchLine {
  /// `{"custom_id", "method", "url", "body"}`.
  public static func request(_ request: ChatRequest, model: String) -> JSONValue {
    [
      "custom_id": .string(request.key), "method": "POST", "url": "/v1/chat/completions", "body": request.body(model: model),
    ]
  }

  /// The key and the reply of `{"custom_id", "response": {"status_code", "body"}, "error"}`; a nil reply where the server failed.
  /// Nil where the line is no such object.
  public static func reply(_ json: JSONValue) -> (key: String, reply: ChatReply?)? {
    guard let key = json["custom_id"]?.stringValue else { return nil }
    let status = json["response"]?["status_code"]?.intValue ?? 200
    guard status == 200, let body = json["response"]?["body"] else { return (key, nil) }
    return (key, ChatReply(completion: body))
  }
}
