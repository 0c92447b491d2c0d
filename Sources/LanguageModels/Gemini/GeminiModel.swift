internal import Foundation
internal import JSONText

/// A model behind Google's `generateContent`.
///
/// One request a call and no other try; see ``PatientModel``. Requests are written in OpenAI's form and translated.
public struct GeminiModel: LanguageModel {
  /// `gemini/` and the model as the server knows it.
  public let name: String
  private let url: String
  private let key: String?
  private let timeout: Double
  private let transport: HTTPTransport

  /// - Parameters:
  ///   - base: the address before `/models/…`.
  ///   - key: sent as `x-goog-api-key`; nil for none.
  ///   - timeout: seconds until a whole reply must be there.
  public init(_ model: String, base: String, key: String?, timeout: Double = 300) {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    let place =
      model.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._"))) ?? model
    url = "\(base)/models/\(place):generateContent"
    name = "gemini/" + model
    (self.key, self.timeout) = (key, timeout)
    transport = HTTPTransport(bodyLimit: 32 << 20)
  }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    var headers = [(name: "Content-Type", value: "application/json")]
    if let key { headers.append((name: "x-goog-api-key", value: key)) }
    let body = Array(GeminiWire.body(request).text.utf8)
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await transport.send(HTTPRequest(url: url, headers: headers, body: body, timeout: timeout))
    } catch {
      throw ServerErrors.error(error)
    }
    let json = try? JSONValue(parsing: response.body[...])
    guard (200..<300).contains(response.status) else { throw ServerErrors.error(response, json) }
    guard let json else {
      throw LanguageModelError(.unusable, "the server sent something that is no reply", hint: "does it speak Gemini's protocol?")
    }
    return try GeminiWire.reply(json)
  }
}
