internal import DocumentModel
internal import TextAnalysis

/// The sections of a document as questions name them. What is known of one is worked out when it is first asked for, once.
final class Sections {
  /// What stands below a heading up to the next.
  final class Section {
    /// The titles of the headings above, from the highest.
    let path: [String]
    private let title: String?
    private let names: DocumentTitle
    /// How often its heading stands in the document.
    private let count: Occurrences

    /// - Parameters:
    ///   - title: the document's.
    ///   - names: the same taken apart.
    init(path: [String], title: String?, names: DocumentTitle, count: Occurrences) {
      (self.path, self.title, self.names, self.count) = (path, title, names, count)
    }

    /// The nearest title that names something, else the document's.
    private(set) lazy var name = Sections.name(path, title)
    /// The words of ``name``.
    private(set) lazy var words = name.map { Words.words(in: $0) } ?? []
    /// The section as a question names it: `“Falling”`, `“Options” of “quern-run”`; nil where that would name nothing, or
    /// more than one section.
    private(set) lazy var label = makeLabel(limit: 2)
    /// The same with one owner at most, to be read behind a term.
    private(set) lazy var shortLabel = makeLabel(limit: 1)
    /// What the heading stands below, named in the same way: the section above, else the document; nil where neither has a name.
    private(set) lazy var ownerLabel = makeOwnerLabel()
    /// Stems of the words that carry meaning in ``path``.
    private(set) lazy var stems = Sections.stems(path)
    /// Stems of the words that carry meaning in ``name``.
    private(set) lazy var nameStems = KeySet(
      words.filter { !FunctionWords.all.contains($0) && !Phrases.determiners.contains($0) }.map { WordStem.key($0.folded) })
    /// Stems of all words of ``path`` and of the document's title.
    private(set) lazy var known = KeySet(
      Words.words(in: (path + [title ?? ""]).joined(separator: " ")).map { WordStem.key($0.folded) })
    private(set) lazy var hasCommonName = name.map(Phrases.isCommonHeading) ?? false

    private func makeLabel(limit: Int) -> String? {
      guard count != .twiceBelowOne, let name else { return nil }
      return Sections.label(name, path, names, isOnlyOne: count == .once, limit: limit)
    }

    private func makeOwnerLabel() -> String? {
      let above = Array(path.dropLast())
      guard let name = above.last else { return names.label(beside: path.last) }
      return Sections.label(name, above, names, isOnlyOne: true, limit: 2)
    }
  }

  /// How often a heading stands in a document with something said below it.
  enum Occurrences {
    case once
    case twice
    /// Twice below the same heading, as `Description` does in a reference.
    case twiceBelowOne
  }

  private let document: Document
  /// Headings with the places of those above them, from the highest.
  private let headings: [(start: Int, path: [Int])]
  private var sections: [Int: Section] = [:]
  /// Stems of the words that carry meaning in the document's title.
  private(set) lazy var titleStems = Self.stems([document.metadata.title ?? ""])
  private(set) lazy var title = DocumentTitle(document.metadata)

  init(_ document: Document) {
    self.document = document
    var headings: [(start: Int, path: [Int])] = []
    var open: [(level: Int, element: Int)] = []
    for (index, element) in document.elements.enumerated() {
      guard let level = element.headingLevel else { continue }
      while let last = open.last, last.level >= level { open.removeLast() }
      open.append((level, index))
      headings.append((element.range.lowerBound, open.map(\.element)))
    }
    self.headings = headings
  }

  private var heads: [Int: EntryHead?] = [:]

  /// The term that an element opens with, by its place; nil where it opens with none.
  func head(of index: Int) -> EntryHead? {
    if let known = heads[index] { return known }
    let head = EntryHead(document.elements[index], of: document)
    heads[index] = .some(head)
    return head
  }

  /// The terms of the entries that elements are part of without opening them: the paragraphs of an item behind its first, and the items
  /// below it. By the place of the element.
  private(set) lazy var terms: [Int: String] = {
    var terms: [Int: String] = [:]
    var open: [(indent: Int, term: String?)] = []
    let text = document.text.utf8
    for (index, element) in document.elements.enumerated() {
      let indent = Self.indent(element.range.lowerBound, text)
      while let last = open.last, last.indent >= indent { open.removeLast() }
      if let term = open.last(where: { $0.term != nil })?.term { terms[index] = term }
      guard case .listItem = element.kind else { continue }
      open.append((indent, head(of: index).flatMap { $0.isName ? $0.term : nil }))
    }
    return terms
  }()

  /// How many spaces stand between an offset and the start of its line; 0 where anything else does.
  private static func indent(_ offset: Int, _ text: String.UTF8View) -> Int {
    var (index, count) = (text.index(text.startIndex, offsetBy: offset), 0)
    while index > text.startIndex {
      index = text.index(before: index)
      if text[index] == 0x0A { break }
      guard text[index] == 0x20 else { return 0 }
      count += 1
    }
    return count
  }

  /// The section that holds an offset.
  func section(at offset: Int) -> Section {
    let index = headings.partitioningIndex { $0.start > offset } - 1
    if let section = sections[index] { return section }
    let path = index < 0 ? [] : headings[index].path.map { document.plainText(of: document.elements[$0].range) }
    let section = Section(
      path: path.filter { !$0.isEmpty }, title: document.metadata.title, names: title,
      count: index < 0 ? .once : occurrences(of: heading(index)))
    sections[index] = section
    return section
  }

  /// A heading with the one above it.
  private struct Heading: Hashable {
    /// The element of the heading above; -1 where there is none.
    let above: Int
    let title: Substring
  }

  private func heading(_ index: Int) -> Heading {
    let path = headings[index].path
    let range = document.elements[path[path.count - 1]].range
    let text = document.text.utf8
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    return Heading(above: path.dropLast().last ?? -1, title: document.text[start..<text.index(start, offsetBy: range.count)])
  }

  /// How often each heading stands below the same heading with something said below it.
  private lazy var counts: [Heading: Int] = {
    var counts: [Heading: Int] = [:]
    for index in headings.indices {
      let next = (headings[index].path.last ?? 0) + 1
      guard next < document.elements.count, document.elements[next].headingLevel == nil else { continue }
      counts[heading(index), default: 0] += 1
    }
    return counts
  }()

  private func occurrences(of heading: Heading) -> Occurrences {
    if (counts[heading] ?? 0) > 1 { return .twiceBelowOne }
    return (titleCounts[heading.title] ?? 0) > 1 ? .twice : .once
  }

  /// The same wherever they stand.
  private lazy var titleCounts = counts.reduce(into: [Substring: Int]()) { $0[$1.key.title, default: 0] += $1.value }

  private static func name(_ path: [String], _ title: String?) -> String? {
    let heading = path.last { heading in
      if let letters = letterKey(heading) { return letters.count > 0 && !Phrases.admonitions.contains(letters.key) }
      let word = heading.lowercased().filter(\.isLetter)
      return !word.isEmpty && !Phrases.admonitions.contains(word)
    }
    // Behind a heading that OCR spoilt, another name would be the wrong one.
    return (heading ?? title).flatMap { Phrases.isName($0) ? $0 : nil }
  }

  /// The letters of a text in lower case as one word; nil where not all is ASCII.
  private static func letterKey(_ text: String) -> (key: WordKey, count: Int)? {
    var (key, count) = (WordKey(), 0)
    for byte in text.utf8 {
      if byte >= 0x80 { return nil }
      guard byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A else { continue }
      key.add(byte | 0x20)
      count += 1
    }
    return (key, count)
  }

  /// A heading with what it belongs to. One that stands in every second document is nothing without.
  ///
  /// In a document of a larger whole the document's own name and that of the whole tell more than the heading above; where the heading
  /// stands in several places, only that one tells which is meant.
  private static func label(_ name: String, _ path: [String], _ title: DocumentTitle, isOnlyOne: Bool, limit: Int) -> String? {
    guard (2...90).contains(name.count) else { return nil }
    let above = path.prefix(upTo: path.lastIndex(of: name) ?? path.endIndex)
    let parent = above.last(where: isOwner)
    let page = title.page ?? above.first(where: isOwner)
    guard Phrases.isCommonHeading(name) || !isOnlyOne else {
      let owners = title.product == nil ? [parent, page] : [page, title.product, parent]
      return PlaceNames.label(name, of: owners, limit: limit)
    }
    let owners = [parent, page, title.product]
    let isNamed = owners.contains { $0.map { $0 != name && $0.count <= 90 } ?? false }
    return isNamed || !Phrases.isCommonHeading(name) ? PlaceNames.label(name, of: owners, limit: limit) : nil
  }

  private static func isOwner(_ heading: String) -> Bool {
    heading.utf8.count >= 3 && !Phrases.isCommonHeading(heading) && Phrases.isName(heading)
      && !Phrases.admonitions.contains(heading.lowercased())
  }

  /// The stems of the words of texts that carry meaning.
  static func stems(_ texts: [String]) -> KeySet {
    var stems = KeySet(minimumCapacity: 8 * texts.count)
    for text in texts {
      for word in Words.words(in: text) where !FunctionWords.all.contains(word) { stems.insert(WordStem.key(word.folded)) }
    }
    return stems
  }
}
