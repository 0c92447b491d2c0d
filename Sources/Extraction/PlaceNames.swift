internal import DocumentModel
internal import TextAnalysis

/// How a document calls itself: pages of manuals and of sites have their own name and that of the whole,
/// `Networking — Emscripten 3.1.6 documentation`.
struct DocumentTitle {
  /// The name of the document itself; nil where the title names nothing.
  let page: String?
  /// What the document is part of; nil where it does not say.
  let product: String?

  init(_ metadata: Metadata) {
    func declared(_ name: String) -> String? { metadata.extra.first { $0.name == name }?.value }
    let collection = declared("collection").flatMap(Self.product)
    let title = metadata.title.map(Self.withoutProgram)
    // What a page is part of has been taken from its title then.
    let parts = collection == nil ? title.map(Self.parts) ?? [] : title.map { [PlaceNames.tidy($0)] } ?? []
    page = parts.first.flatMap { Self.isTelling($0) && $0.count <= 90 ? $0 : nil }
    product = collection ?? parts.dropFirst().last.flatMap(Self.product) ?? declared("site").flatMap(Self.product)
  }

  /// The document as a question names it: with what it is part of, or that alone where a heading names the document already; nil where that
  /// would say nothing.
  func label(beside heading: String? = nil) -> String? {
    let known = Sections.stems(heading.map { [$0] } ?? [])
    let names = [page, product].compactMap { $0 }.filter { !Sections.stems([$0]).isSubset(of: known) }
    return names.first.map { PlaceNames.label($0, of: names.dropFirst().map { $0 }) }
  }

  /// Between the lines, dashes and dots that stand between spaces.
  private static func parts(_ title: String) -> [String] {
    let words = title.split(separator: " ")
    return words.split { separators.contains(String($0)) }.map { PlaceNames.tidy($0.joined(separator: " ")) }
  }

  private static let separators: Set<String> = ["|", "-", "–", "—", "·", "•", "»", "::", "/"]

  private static func isTelling(_ name: String) -> Bool {
    guard name.utf8.count >= 3, Phrases.isName(name), !Phrases.isCommonHeading(name), !name.holdsAny(of: "[]{}\"<") else {
      return false
    }
    return !plain.contains(name.lowercased()) && !isFile(name)
  }

  /// Whether a title is the name of a file.
  private static func isFile(_ title: String) -> Bool { !title.utf8.contains(0x20) && title.holdsAny(of: "._") }

  private static let plain: Set<String> = [
    "untitled", "index", "home", "homepage", "documentation", "main page", "docs", "readme", "api", "contents", "top",
    "title page",
  ]

  /// The name of a whole, which may be one word with a version; nil where the text is no name.
  private static func product(_ text: String) -> String? {
    let name = withoutKind(PlaceNames.tidy(text))
    guard (2...60).contains(name.count), name.utf8.first.map({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x80 }) == true,
      name.utf8.count(where: { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x80 }) >= 2, !name.holdsAny(of: "[]{}\"<=%~/"),
      !plain.contains(name.lowercased()), !isFile(name)
    else { return nil }
    return name
  }

  /// `Microsoft Word - Guide.doc` is a guide.
  private static func withoutProgram(_ title: String) -> String {
    guard title.hasPrefix("Microsoft "), let mark = title.firstRange(of: " - ") else { return title }
    let name = title[mark.upperBound...]
    return [".docx", ".doc", ".pptx", ".ppt", ".xls", ".xlsx"].first { name.lowercased().hasSuffix($0) }
      .map { String(name.dropLast($0.count)) } ?? String(name)
  }

  /// `Emscripten 3.1.6 documentation` names Emscripten 3.1.6.
  private static func withoutKind(_ product: String) -> String {
    let kind = " documentation"
    return product.hasSuffix(kind) ? String(product.dropLast(kind.count)) : product
  }
}

/// How questions name the places of a document.
enum PlaceNames {
  /// UTF-8 bytes that the names of a place have together at most.
  private static let longest = 120

  /// A name with those of what it belongs to, from the nearest on: `“Falling”`, `“Falling” of “Movement”`, `“Falling” of “Movement” in
  /// “The Rules”`. An owner that says nothing new, or makes the place too long, is left out.
  ///
  /// - Parameter limit: how many owners are named at most.
  static func label(_ name: String, of owners: [String?], limit: Int = 2) -> String {
    var names = [name]
    for case let owner? in owners where names.count <= limit {
      let bytes = names.reduce(owner.utf8.count) { $0 + $1.utf8.count }
      if bytes <= longest, !Sections.stems([owner]).isSubset(of: Sections.stems(names)) { names.append(owner) }
    }
    return zip(["", " of ", " in "] + names.dropFirst(3).map { _ in " in " }, names).map { "\($0)“\(tidy($1))”" }.joined()
  }

  /// A heading as questions name it: without its number, the signs of links around it and the stop at its end, capitals eased.
  static func tidy(_ heading: String) -> String { Phrases.title(withoutNumber(withoutLinks(heading))) }

  /// Without `¶`, `[source]`, `[ref]` behind a heading, and signs before it.
  private static func withoutLinks(_ heading: String) -> String {
    guard let first = heading.utf8.first, let last = heading.utf8.last,
      first >= 0x80 || last >= 0x80 || last == UInt8(ascii: "#") || last == UInt8(ascii: "]")
    else { return heading }
    var text = Substring(heading)
    while let mark = links.first(where: { text.hasSuffix($0) }) { text = text.dropLast(mark.count) }
    text = text.drop { "◆▶►■●§ ".contains($0) }
    return text.isEmpty ? heading : String(text)
  }

  private static let links = [" ", "¶", " #", "§", "[source]", "[ref]", "[link]", "[edit]"]

  /// Without the number of a section: `8.9. Boolean Type`, `21.8 ENVIRONMENT VARIABLES`, `B.10.1 Getting it`; but not `41 Countries` or
  /// `3.5 inch`.
  private static func withoutNumber(_ heading: String) -> String {
    let utf8 = heading.utf8
    guard let space = utf8.firstIndex(of: 0x20), let next = utf8[space...].dropFirst().first else { return heading }
    let number = utf8[..<space]
    guard number.contains(where: { isDigit($0) || $0 == UInt8(ascii: ".") }), number.contains(where: { ".)".utf8.contains($0) }),
      // A letter leads the numbers of appendices.
      number.dropFirst().allSatisfy({ isDigit($0) || ".)".utf8.contains($0) }),
      number.first.map({ isDigit($0) || ($0 >= 0x41 && $0 <= 0x5A) }) == true,
      next < 0x61 || next > 0x7A || number.last == UInt8(ascii: ".")
    else { return heading }
    let rest = String(heading[heading.index(after: space)...])
    return rest.holdsLetter ? rest : heading
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
