internal import JSONText

/// What a block says of its requests: their parameters, and the model where it names one of its own.
struct ChatParameters: Sendable {
  /// Keys of the request's body, in the order of the flow.
  private(set) var members: [JSONValue.Member]
  /// The model that the flow names for this block alone.
  let model: String?
  private let isCompatible: Bool

  /// Keys that are for the client and not for the model.
  private static let ofClient: Set<String> = [
    "async_mode", "timeout", "num_retries", "drop_params", "model", "api_key", "api_base", "max_concurrency",
  ]

  /// - Parameter own: keys of the block that are no parameters.
  init(_ config: BlockConfig, own: Set<String> = []) throws(FlowError) {
    isCompatible = config.isCompatible
    model = config.value("model")?.string
    if config.value("api_key")?.string != nil {
      throw config.error("a key does not belong into a flow", key: "api_key", hint: "set it in the environment")
    }
    var members: [JSONValue.Member] = []
    for (key, _, value) in config.parameters where key != "extra_body" && !own.contains(key) && value.json != .null {
      members.append(.init(key, value.json))
    }
    if !config.isCompatible {
      for member in members where !Self.ofClient.contains(member.key) {
        if let problem = ModelParameters.problem(member.key, member.value) { throw config.error(problem, key: member.key) }
      }
    }
    // What a server alone knows stands in `extra_body` and is not looked at.
    members += config.value("extra_body")?.members?.map { .init($0.key, $0.value.json) } ?? []
    self.members = Self.sent(members)
  }

  /// Parameters that go to the model.
  private static func sent(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    let isNew = members.contains { $0.key == "max_completion_tokens" }
    return members.filter { !ofClient.contains($0.key) && !(isNew && $0.key == "max_tokens") }
  }

  /// Sets the form that replies must have, where the block knows it only from the row.
  mutating func require(_ format: JSONValue) { members.append(.init("response_format", format)) }

  /// Sets parameters; null takes one away.
  mutating func override(_ changes: [JSONValue.Member], block: String, file: String) throws(FlowError) {
    for change in changes {
      if !isCompatible, let problem = ModelParameters.problem(change.key, change.value) {
        throw FlowError(
          "block `\(block)`: \(problem)", file: file, hint: "only parameters of requests can be set; all else stands in the flow")
      }
      members.removeAll { $0.key == change.key }
      if change.value != .null { members.append(change) }
    }
    members = Self.sent(members)
  }
}
