internal import GRDB
internal import JSONText
public import LanguageModels

extension Workspace: ReplyStore {
  public func reply(of model: String, to key: String) throws(LanguageModelError) -> ChatReply? {
    let json = try translated { () throws(Failure) in
      try perform { queue in
        try queue.read {
          try String.fetchOne($0, sql: "SELECT json FROM replies WHERE model = ? AND request = ?", arguments: [model, key])
        }
      }
    }
    return json.flatMap { try? JSONValue(parsing: $0) }.flatMap(ChatReply.init(completion:))
  }

  public func keep(_ reply: ChatReply, of model: String, to key: String) throws(LanguageModelError) {
    try translated { () throws(Failure) in
      try perform { queue in
        try queue.write {
          try $0.execute(
            sql: "INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", arguments: [model, key, reply.completion.text])
        }
      }
    }
  }

  private func translated<T>(_ body: () throws(Failure) -> T) throws(LanguageModelError) -> T {
    do throws(Failure) { return try body() } catch {
      throw LanguageModelError(.unreadable, error.description, hint: "check the disk")
    }
  }
}
