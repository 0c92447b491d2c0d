/// A model as a user names it: `replay/FILE`.
public enum ModelReference: Sendable, Equatable {
  /// Replies from a file; see ``ReplayModel``.
  case replay(path: String)

  public init(_ text: String) throws(LanguageModelError) {
    guard text.hasPrefix("replay/"), text.utf8.count > 7 else {
      throw LanguageModelError(
        .unknownModel, "`\(text)` names no model that this version knows",
        hint: "`replay/FILE` takes the replies of a batch; `quern plan --requests FILE` writes its requests")
    }
    self = .replay(path: String(text.dropFirst(7)))
  }

  /// Makes the model ready to answer.
  public func open() throws(LanguageModelError) -> any LanguageModel {
    switch self {
    case .replay(let path): try ReplayModel(path: path)
    }
  }
}
