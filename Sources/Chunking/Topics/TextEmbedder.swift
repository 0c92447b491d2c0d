/// Turns texts into vectors whose directions tell how much two texts are about the same.
public protocol TextEmbedder: Sendable {
  /// What tells these vectors from others: two embedders of one name give the same vectors.
  var name: String { get }

  /// One vector a text, in their order and all of one length, not 0. May block its thread.
  func embed(_ texts: [String]) throws(TextEmbedderError) -> [[Float]]
}

/// Why there are no vectors. Never holds text that was to be embedded, or a key.
public struct TextEmbedderError: Error, Equatable, CustomStringConvertible {
  /// What happened, in words.
  public let message: String
  /// What to do about it.
  public let hint: String?

  public init(_ message: String, hint: String?) {
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}
