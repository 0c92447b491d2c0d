/// Section titles that tell what stands below them.
public enum SectionTitles {
  /// Matter around the content proper.
  public enum Matter: String, Sendable, CaseIterable {
    case contents, index, licence, credits, references, changes, preface
  }

  /// The matter that a title announces, or nil for a title of content. Numbers and punctuation do not count; a title of more than
  /// six words announces nothing.
  public static func matter(_ title: String) -> Matter? {
    let words = Words.words(in: title).map(\.folded).filter { $0.contains { $0.isLetter } && !numerals.contains($0) }
    guard !words.isEmpty, words.count <= 6 else { return nil }
    let phrase = words.joined(separator: " ")
    if let exact = titles[phrase] { return exact }
    if phrase.hasPrefix("table of content") || phrase.hasPrefix("list of figure") || phrase.hasPrefix("list of table") {
      return .contents
    }
    if words.contains(where: licenceWords.contains), words.count <= 4 { return .licence }
    if let first = words.first, words.count <= 3, creditWords.contains(first) { return .credits }
    return nil
  }

  private static let numerals: Set<String> = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "chapter", "appendix", "part", "annex",
  ]
  private static let licenceWords: Set<String> = [
    "license", "licence", "licensing", "copyright", "copyrights", "trademarks", "colophon", "imprint", "impressum",
  ]
  private static let creditWords: Set<String> = [
    "credits", "acknowledgements", "acknowledgments", "acknowledgement", "contributors", "authors", "thanks",
  ]

  private static let titles: [String: Matter] = [
    "contents": .contents, "toc": .contents, "in this page": .contents, "on this page": .contents, "in this article": .contents,
    "figures": .contents, "tables": .contents, "index": .index, "general index": .index, "subject index": .index,
    "alphabetical index": .index,
    "index of terms": .index, "index of subjects": .index, "legal notice": .licence, "legal notices": .licence,
    "terms of use": .licence,
    "disclaimer": .licence, "about the authors": .credits, "about the author": .credits, "special thanks": .credits,
    "printing": .credits, "bibliography": .references, "references": .references, "works cited": .references,
    "further reading": .references,
    "external links": .references, "see also": .references, "change log": .changes, "changelog": .changes, "changes": .changes,
    "revision history": .changes, "document history": .changes, "version history": .changes, "release notes": .changes,
    "table of amendments": .changes, "amendments": .changes, "list of amendments": .changes, "foreword": .preface,
    "preface": .preface,
    "about this book": .preface, "about this document": .preface, "about this manual": .preface, "how to use this book": .preface,
    "using this book": .preface, "dedication": .preface, "related articles": .references, "related pages": .references,
    "comments": .references, "share": .references, "newsletter": .references,
  ]
}
