/// Section titles that tell what stands below them.
public enum SectionTitles {
  /// Matter around the content proper.
  public enum Matter: String, Sendable, CaseIterable {
    case contents, index, licence, credits, references, changes, preface
  }

  /// The matter that a title announces, or nil for a title of content. Numbers and punctuation do not count; a title of more than
  /// six words announces nothing.
  public static func matter(_ title: String) -> Matter? {
    guard mayAnnounce(title) else { return nil }
    let words = Words.words(in: title).map(\.folded).filter { $0.contains { $0.isLetter } && !numerals.contains($0) }
    guard !words.isEmpty, words.count <= 6 else { return nil }
    let phrase = words.joined(separator: " ")
    if let exact = titles[phrase] { return exact }
    if phrase.hasPrefix("table of content") || phrase.hasPrefix("list of figure") || phrase.hasPrefix("list of table") {
      return .contents
    }
    if words.last == "index", words.count <= 4 { return .index }
    if words.contains(where: licenceWords.contains), words.count <= 4 { return .licence }
    if let first = words.first, words.count <= 3, creditWords.contains(first) { return .credits }
    return nil
  }

  /// Whether any run of letters is likely one that an announcing phrase begins with or holds; most titles have none.
  private static func mayAnnounce(_ title: String) -> Bool {
    var title = title
    return title.withUTF8 { utf8 in
      announcing.withUnsafeBufferPointer { announcing in
        var hash: UInt32 = 0
        for byte in utf8 {
          if byte.isASCIILetter {
            hash = add(byte, to: hash)
          } else {
            if hash != 0, announcing[place(hash)] { return true }
            hash = 0
          }
        }
        return hash != 0 && announcing[place(hash)]
      }
    }
  }

  private static func add(_ letter: UInt8, to hash: UInt32) -> UInt32 { (hash ^ UInt32(letter | 0x20)) &* 0x0100_0193 }
  private static func place(_ hash: UInt32) -> Int { Int((hash &* 0x9E37_79B1) >> 20) }

  /// Whether a word with a hash announces something.
  private static let announcing: [Bool] = {
    var announcing = [Bool](repeating: false, count: 4096)
    for phrase in Array(titles.keys) + licenceWords + creditWords + ["table", "list"] {
      announcing[place(phrase.utf8.prefix { $0.isASCIILetter }.reduce(0) { add($1, to: $0) })] = true
    }
    return announcing
  }()

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

extension UInt8 {
  fileprivate var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
