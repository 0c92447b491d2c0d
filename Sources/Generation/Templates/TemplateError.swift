/// Why a template cannot be read or rendered, and where.
public struct TemplateError: Error, Equatable, CustomStringConvertible {
  /// What is wrong, in words.
  public let message: String
  /// From 1, of the template's text.
  public let line: Int
  /// From 1, in characters.
  public let column: Int

  public var description: String { "line \(line), column \(column): \(message)" }
}
