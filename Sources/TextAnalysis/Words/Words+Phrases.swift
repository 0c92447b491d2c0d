extension Words {
  /// Whether `text` holds all words of `phrase` in a row, case and punctuation aside. A phrase without words is in no text.
  public static func holds(_ text: String, phrase: String) -> Bool {
    let needle = words(in: phrase).map(\.folded)
    let haystack = words(in: text).map(\.folded)
    guard !needle.isEmpty, haystack.count >= needle.count else { return false }
    return (0...haystack.count - needle.count).contains { haystack[$0..<$0 + needle.count].elementsEqual(needle) }
  }
}
