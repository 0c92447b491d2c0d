/// What a rule found out of headings, each asked once a document.
final class KnownTitles {
  private var known: [String: Bool] = [:]

  /// - Parameter check: the same for all headings.
  func satisfies(_ heading: String, _ check: (String) -> Bool) -> Bool {
    if let known = known[heading] { return known }
    let found = check(heading)
    known[heading] = found
    return found
  }
}
