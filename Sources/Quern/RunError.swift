/// Why a run cannot go on.
public struct RunError: Error, CustomStringConvertible, Sendable {
  /// What happened and to what.
  public var description: String
  /// What to do about it.
  public var hint: String?

  public init(_ description: String, hint: String? = nil) {
    self.description = description
    self.hint = hint
  }
}
