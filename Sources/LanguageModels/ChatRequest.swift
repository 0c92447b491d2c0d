internal import Hashing
public import JSONText

/// One turn of a conversation.
public struct ChatMessage: Sendable, Equatable {
  public enum Role: String, Sendable {
    case system, user, assistant, tool, developer
  }

  public var role: Role
  public var content: String

  public init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}

/// What a model is asked, without the model's name: the same request can go to several.
public struct ChatRequest: Sendable, Equatable {
  public var messages: [ChatMessage]
  /// Further keys of the request's body, in the order in which they are written: `temperature`, `max_tokens`, …
  public var parameters: [JSONValue.Member]
  /// What tells requests apart that are the same and are to be answered each for itself; it is never sent.
  public var copy = ""

  public init(_ messages: [ChatMessage], parameters: [JSONValue.Member] = []) {
    self.messages = messages
    self.parameters = parameters
  }

  /// The body of `POST /v1/chat/completions`: `model`, `messages`, then the parameters.
  public func body(model: String) -> JSONValue { .object([.init("model", .string(model))] + members) }

  /// The SHA-256 of all that the reply hangs on but the model: 64 hexadecimal digits.
  public var key: String {
    let bytes = JSONValue.object(members).utf8
    return ContentHash.sha256(copy.isEmpty ? bytes : bytes + Array(copy.utf8))
  }

  private var members: [JSONValue.Member] {
    let turns = messages.map {
      JSONValue.object([.init("role", .string($0.role.rawValue)), .init("content", .string($0.content))])
    }
    return [.init("messages", .array(turns))] + parameters
  }
}
