public import Chunking
internal import Foundation
internal import LanguageModels

/// Embeds texts through a server that speaks OpenAI's protocol.
public struct EndpointEmbedder: TextEmbedder {
  private let endpoint: EmbeddingEndpoint

  /// - Parameters:
  ///   - base: the address before `/embeddings`, such as `http://localhost:11434/v1`.
  ///   - key: sent to the server; nil for none.
  public init(base: String, model: String, key: String?) {
    endpoint = EmbeddingEndpoint(base: base, model: model, key: key)
  }

  public var name: String { endpoint.model }

  public func embed(_ texts: [String]) throws(TextEmbedderError) -> [[Float]] {
    do throws(LanguageModelError) {
      return try endpoint.embed(texts)
    } catch {
      throw TextEmbedderError(error.message, hint: error.hint)
    }
  }
}
