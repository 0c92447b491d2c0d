internal import Foundation
internal import JSONText

/// A model behind a server that speaks OpenAI's chat protocol: OpenAI, vLLM, Ollama, llama.cpp's server, LM Studio, LiteLLM.
///
/// One request a call and no other try; see ``PatientModel``.
public struct OpenAIModel: LanguageModel {
  /// `openai/` and the model as the server knows it, wherever the server is.
  public let name: String
  private let model: String
  private let url: String
  private let key: String?
  private let timeout: Double
  private let transport: HTTPTransport

  /// - Parameters:
  ///   - model: as the server knows it.
  ///   - base: the address before `/chat/completions`, such as `http://localhost:8000/v1`.
  ///   - key: sent as a bearer token; nil for none.
  ///   - timeout: seconds until a whole reply must be there.
  public init(_ model: String, base: String, key: String?, timeout: Double = 300) {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    url = base.hasSuffix("/chat/completions") ? base : base + "/chat/completions"
    name = "openai/" + model
    (self.model, self.key, self.timeout) = (model, key, timeout)
    transport = HTTPTransport(bodyLimit: 32 << 20)
  }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    var headers = [(name: "Content-Type", value: "application/json")]
    if let key { headers.append((name: "Authorization", value: "Bearer \(key)")) }
    var sent = request
    if case .object(let more)? = request.parameters.last(where: { $0.key == "extra_headers" })?.value {
      headers += more.map { (name: $0.key, value: $0.value.stringValue ?? "") }
      sent.parameters.removeAll { $0.key == "extra_headers" }
    }
    let body = Array(sent.body(model: model).text.utf8)
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await transport.send(HTTPRequest(url: url, headers: headers, body: body, timeout: timeout))
    } catch {
      throw ServerErrors.error(error)
    }
    let json = try? JSONValue(parsing: response.body[...])
    guard (200..<300).contains(response.status) else { throw ServerErrors.error(response, json) }
    guard let json, var reply = ChatReply(completion: json) else {
      throw LanguageModelError(.unusable, "the server sent something that is no reply", hint: "does it speak OpenAI's protocol?")
    }
    let wanted = request.parameters.last { $0.key == "n" }?.value.intValue ?? 1
    if reply.choices.count > wanted { reply.choices.removeLast(reply.choices.count - wanted) }
    return reply
  }
}
