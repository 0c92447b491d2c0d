/// A regular expression for the lines that mark pages, as a user gives it.
public struct PageMarkerPattern: Sendable, Equatable {
  /// As it was given.
  public let text: String

  /// Nil where `text` is no regular expression of Swift's, or is empty.
  public init?(_ text: String) {
    guard !text.isEmpty, (try? Regex(text)) != nil else { return nil }
    self.text = text
  }

  /// Compiled anew at each call.
  var expression: Regex<AnyRegexOutput> {
    guard let expression = try? Regex(text) else { preconditionFailure("the initialiser compiled it") }
    return expression
  }
}
