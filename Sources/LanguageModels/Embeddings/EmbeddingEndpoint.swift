internal import Foundation
internal import JSONText

/// Embeddings from a server that speaks OpenAI's protocol: OpenAI, vLLM, Ollama, llama.cpp's server, LM Studio.
public final class EmbeddingEndpoint: Sendable {
  /// As the server knows it.
  public let model: String
  private let url: String
  private let key: String?
  private let client = HTTPClient()
  private let pause: @Sendable (Double) -> Void

  /// - Parameters:
  ///   - base: the address before `/embeddings`, such as `http://localhost:11434/v1`.
  ///   - key: sent as a bearer token; nil for none.
  ///   - pause: waits for so many seconds between tries; by default the thread sleeps.
  public init(base: String, model: String, key: String?, pause: (@Sendable (Double) -> Void)? = nil) {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    url = base + "/embeddings"
    self.model = model
    self.key = key
    self.pause = pause ?? { Thread.sleep(forTimeInterval: $0) }
  }

  private static let (batchSize, attempts) = (64, 4)

  /// One vector a text, in their order and all of one length. Blocks the thread; texts go out sixty-four at a time.
  public func embed(_ texts: [String]) throws(LanguageModelError) -> [[Float]] {
    var vectors: [[Float]] = []
    vectors.reserveCapacity(texts.count)
    for start in stride(from: 0, to: texts.count, by: Self.batchSize) {
      vectors += try batch(Array(texts[start..<min(start + Self.batchSize, texts.count)]))
    }
    guard Set(vectors.map(\.count)).count <= 1 else { throw unusable("vectors of several lengths") }
    return vectors
  }

  private func batch(_ texts: [String]) throws(LanguageModelError) -> [[Float]] {
    let body: JSONValue = ["model": .string(model), "input": .array(texts.map { .string($0) })]
    var headers = [("Content-Type", "application/json")]
    if let key { headers.append(("Authorization", "Bearer \(key)")) }
    let response = try send(
      HTTPRequest(url: url, headers: headers.map { (name: $0.0, value: $0.1) }, body: body.utf8))
    guard let json = try? JSONValue(parsing: String(decoding: response.body, as: UTF8.self)),
      let rows = json["data"]?.arrayValue, rows.count == texts.count
    else { throw unusable("no embedding for each text") }
    var vectors = [[Float]](repeating: [], count: texts.count)
    for (place, row) in rows.enumerated() {
      let index = row["index"]?.intValue ?? place
      guard vectors.indices.contains(index), let numbers = row["embedding"]?.arrayValue else {
        throw unusable("no embedding for each text")
      }
      vectors[index] = numbers.compactMap { $0.doubleValue.map(Float.init) }
    }
    guard vectors.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isFinite) }) else { throw unusable("an empty embedding") }
    return vectors
  }

  /// The answer to a request, which is sent again where the server may only be busy.
  private func send(_ request: HTTPRequest) throws(LanguageModelError) -> HTTPResponse {
    for attempt in 0... {
      switch answer(to: request) {
      case .success(let response): return response
      case .failure(let failure):
        guard failure.mayPass, attempt + 1 < Self.attempts else { throw failure.error }
        pause(RetryDelay.seconds(attempt: attempt, retryAfter: failure.retryAfter))
      }
    }
    throw unusable("no answer")
  }

  private struct Failure: Error {
    var error: LanguageModelError
    var mayPass: Bool
    var retryAfter: String?
  }

  private func answer(to request: HTTPRequest) -> Result<HTTPResponse, Failure> {
    do throws(HTTPError) {
      let response = try client.send(request)
      if (200..<300).contains(response.status) { return .success(response) }
      let mayPass = RetryDelay.mayHelp(status: response.status)
      return .failure(Failure(error: refused(response), mayPass: mayPass, retryAfter: response.header("retry-after")))
    } catch {
      let problem = LanguageModelError(
        .rejected, "the embeddings' server gave no answer: \(error.message)",
        hint: "is it running? its address ends in /v1 as a rule")
      return .failure(Failure(error: problem, mayPass: error.kind == .unreachable || error.kind == .timedOut))
    }
  }

  private func refused(_ response: HTTPResponse) -> LanguageModelError {
    let hint =
      switch response.status {
      case 401, 403: "check the key"
      case 404: "check the address, which ends in /v1 as a rule, and the model's name"
      case 400, 413: "the model may take shorter texts only"
      default: "try again later"
      }
    return LanguageModelError(.rejected, "the embeddings' server answered with status \(response.status)", hint: hint)
  }

  private func unusable(_ what: String) -> LanguageModelError {
    LanguageModelError(.rejected, "the embeddings' server sent \(what)", hint: "is `\(model)` a model for embeddings?")
  }
}
