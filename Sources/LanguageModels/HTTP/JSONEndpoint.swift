internal import JSONText

/// An address that takes JSON and answers with it: what the protocols of model servers share.
struct JSONEndpoint: Sendable {
  let url: String
  /// Seconds until a whole answer must be there.
  let timeout: Double
  /// Whether no proxy is asked.
  let isDirect: Bool
  private let transport = HTTPTransport(bodyLimit: 32 << 20)

  init(url: String, timeout: Double, isDirect: Bool = false) {
    (self.url, self.timeout, self.isDirect) = (url, timeout, isDirect)
  }

  /// The address without strokes at its end.
  static func trimmed(_ base: String) -> String {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    return base
  }

  /// Sends a body once. An answer that is no JSON, or has a status of failure, is an error that says what to do.
  func send(_ body: JSONValue, headers: [(name: String, value: String)]) async throws(LanguageModelError) -> JSONValue {
    let request = HTTPRequest(
      url: url, headers: [(name: "Content-Type", value: "application/json")] + headers, body: body.utf8,
      timeout: timeout, isDirect: isDirect)
    let response: HTTPResponse
    do throws(HTTPError) { response = try await transport.send(request) } catch { throw ServerErrors.error(error) }
    let json = try? JSONValue(parsing: response.body[...])
    guard (200..<300).contains(response.status) else { throw ServerErrors.error(response, json) }
    guard let json else {
      throw LanguageModelError(
        .unusable, "the server sent something that is no reply", hint: "does it speak the model's protocol?")
    }
    return json
  }
}
