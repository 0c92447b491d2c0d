internal import JSONText

/// A model behind a server that speaks OpenAI's chat protocol: OpenAI, vLLM, Ollama, llama.cpp's server, LM Studio, LiteLLM.
///
/// One request a call and no other try; see ``PatientModel``.
public struct OpenAIModel: LanguageModel {
  /// `openai/` and the model as the server knows it, wherever the server is.
  public let name: String
  private let model: String
  private let endpoint: JSONEndpoint
  private let key: String?

  /// - Parameters:
  ///   - model: as the server knows it.
  ///   - base: the address before `/chat/completions`, such as `http://localhost:8000/v1`.
  ///   - key: sent as a bearer token; nil for none.
  ///   - timeout: seconds until a whole reply must be there.
  public init(_ model: String, base: String, key: String?, timeout: Double = 300) {
    self.init(model, base: base, key: key, timeout: timeout, isDirect: false)
  }

  /// - Parameter isDirect: never ask through a proxy.
  init(_ model: String, base: String, key: String?, timeout: Double, isDirect: Bool) {
    let base = JSONEndpoint.trimmed(base)
    endpoint = JSONEndpoint(
      url: base.hasSuffix("/chat/completions") ? base : base + "/chat/completions", timeout: timeout, isDirect: isDirect)
    name = "openai/" + model
    (self.model, self.key) = (model, key)
  }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    var headers = key.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
    var sent = request
    if case .object(let more)? = request.parameters.last(where: { $0.key == "extra_headers" })?.value {
      headers += more.map { (name: $0.key, value: $0.value.stringValue ?? "") }
      sent.parameters.removeAll { $0.key == "extra_headers" }
    }
    guard var reply = ChatReply(completion: try await endpoint.send(sent.body(model: model), headers: headers)) else {
      throw LanguageModelError(.unusable, "the server sent something that is no reply", hint: "does it speak OpenAI's protocol?")
    }
    let wanted = request.parameters.last { $0.key == "n" }?.value.intValue ?? 1
    if reply.choices.count > wanted { reply.choices.removeLast(reply.choices.count - wanted) }
    return reply
  }
}
