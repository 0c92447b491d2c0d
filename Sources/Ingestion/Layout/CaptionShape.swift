/// The shape of a caption's first line: `Table 5. Weapons`, `Figure 2: …`.
enum CaptionShape {
  private static let words: Set<String> = ["table", "figure", "fig.", "tab.", "tabelle", "abbildung", "abb."]

  /// A word of captions, a number with a stop or colon behind it or in bold, and more words.
  static func isCaption(_ line: LayoutSegment) -> Bool {
    guard line.words.count > 2, let first = line.words.first?.text.lowercased(), words.contains(first) else { return false }
    let number = line.words[1].text
    return number.first?.isNumber == true && (number.contains { ".:".contains($0) } || line.style.isBold || line.style.isItalic)
  }
}
