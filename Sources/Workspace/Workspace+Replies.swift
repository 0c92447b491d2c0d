internal import GRDB
internal import JSONText
public import LanguageModels

extension Workspace: ReplyStore {
  public func reply(of model: String, to key: String) throws(LanguageModelError) -> ChatReply? {
    guard let row = replies.row(model, key) else { return nil }
    let json = try Self.translated { () throws(Failure) in
      try perform { queue in
        try queue.read {
          try String.fetchOne(
            $0, sql: "SELECT json FROM replies JOIN requests USING (id) WHERE id = ? AND model = ? AND request = ?",
            arguments: [row, model, key])
        }
      }
    }
    return json.flatMap { try? JSONValue(parsing: $0) }.flatMap(ChatReply.init(completion:))
  }

  /// Replies that come at the same time are committed together, so that many cost hardly more than one.
  public func keep(_ reply: ChatReply, of model: String, to key: String) async throws(LanguageModelError) {
    let row = ReplyQueue.Row(model: model, request: key, json: reply.completion.text)
    if let failure = await replies.add(row) { throw Self.error(failure) }
  }

  private static func translated<T>(_ body: () throws(Failure) -> T) throws(LanguageModelError) -> T {
    do throws(Failure) { return try body() } catch { throw Self.error(error) }
  }

  private static func error(_ failure: Failure) -> LanguageModelError {
    LanguageModelError(.unreadable, failure.description, hint: "check the disk")
  }
}
