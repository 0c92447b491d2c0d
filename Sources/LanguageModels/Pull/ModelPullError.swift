internal import Foundation

/// Why something was not installed. Nothing of it is then in the place where models are looked for.
public struct ModelPullError: Error, Equatable, CustomStringConvertible {
  public enum Kind: Sendable {
    /// There is no such model, or no build for this machine.
    case unknown
    /// The source gave nothing, or not all.
    case unreachable
    /// What came is not what the catalogue names.
    case wrong
    /// The disk is full, or may not be written to.
    case disk
    /// Another pull of the same is under way.
    case busy
  }

  public let kind: Kind
  /// What happened, in words.
  public let message: String
  /// What to do about it.
  public let hint: String?

  init(_ kind: Kind, _ message: String, hint: String?) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  public var description: String { message }

  /// A file that cannot be written, by the number of the system's error.
  static func disk(_ path: String, _ number: Int32) -> ModelPullError {
    let isFull = [ENOSPC, EFBIG, EDQUOT].contains(number)
    let reason = isFull ? "there is no more room for it" : String(cString: strerror(number)).lowercased()
    return ModelPullError(
      .disk, "`\(path)` cannot be written: \(reason)",
      hint: isFull
        ? "free some room, or set QUERN_DATA to a folder on another disk" : "check the folder, or set QUERN_DATA to another")
  }
}
