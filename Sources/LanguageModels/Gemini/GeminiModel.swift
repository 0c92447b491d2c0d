internal import Foundation
internal import JSONText

/// A model behind Google's `generateContent`.
///
/// One request a call and no other try; see ``PatientModel``. Requests are written in OpenAI's form and translated.
public struct GeminiModel: LanguageModel {
  /// `gemini/` and the model as the server knows it.
  public let name: String
  private let endpoint: JSONEndpoint
  private let key: String?

  /// - Parameters:
  ///   - base: the address before `/models/…`.
  ///   - key: sent as `x-goog-api-key`; nil for none.
  ///   - timeout: seconds until a whole reply must be there.
  public init(_ model: String, base: String, key: String?, timeout: Double = 300) {
    let place =
      model.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._"))) ?? model
    endpoint = JSONEndpoint(url: "\(JSONEndpoint.trimmed(base))/models/\(place):generateContent", timeout: timeout)
    name = "gemini/" + model
    self.key = key
  }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let headers = key.map { [(name: "x-goog-api-key", value: $0)] } ?? []
    return try GeminiWire.reply(try await endpoint.send(GeminiWire.body(request), headers: headers))
  }
}
