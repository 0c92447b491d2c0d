/// Names of authors as pages print them.
enum Byline {
  /// The names in a byline, without `By`, addresses and dates; empty where no name is left.
  static func names(in text: String) -> [String] {
    var text = HTMLMetadata.folded(text)
    // `Post author By …`: two of them.
    for _ in 0..<2 {
      if let word = prefixes.first(where: { text.lowercased().hasPrefix($0) && text.count > $0.count }) {
        text = HTMLMetadata.folded(String(text.dropFirst(word.count)))
      }
    }
    for mark in [" | ", " • ", " · ", " – ", " — ", " - ", " on ", " am ", " / ", " @"] {
      if let range = text.firstRange(of: mark) { text = String(text[..<range.lowerBound]) }
    }
    let parts = text.replacing(" and ", with: ",").replacing(" und ", with: ",").replacing(" et ", with: ",").replacing(
      " & ", with: ","
    )
    .split { ",;".contains($0) }
    let names = parts.map { HTMLMetadata.folded(String($0)) }.filter(isName)
    return names.count <= 6 ? names : []
  }

  static func isName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return (1...5).contains(words.count) && text.count >= 3 && text.count <= 60 && !text.contains("http") && !text.contains("@")
      && !text.contains(where: \.isNumber) && text.first?.isLetter == true
      && !others.contains(text.lowercased())
  }

  private static let prefixes = [
    "written by", "post author", "article by", "veröffentlicht von", "eingestellt von", "erstellt von", "gepostet von",
    "publié par",
    "publicado por", "scritto da", "geplaatst door", "vom ", "about the author", "about", "über", "by ", "posted by",
    "published by", "reviewed by", "by:", "by ", "author:", "authors:", "author ", "von:", "von ",
    "autor:", "autorin:", "par ", "por ", "di ", "door ", "text:", "words by", "story by", "geschrieben von", "ein artikel von",
  ]
  private static let others: Set<String> = [
    "admin", "administrator", "editor", "staff", "guest", "author", "redaktion", "webmaster", "news", "team", "the editors",
    "unknown",
    "home", "share", "name", "e-mail", "email", "posted on", "no author", "author:", "by", "von", "profile", "website", "reply",
    "view all posts", "more", "contact", "kontakt", "über uns", "about us", "authors", "autor",
  ]
}
