internal import DocumentModel
internal import TextAnalysis

/// The sections of a document as questions name them. What is known of one is worked out when it is first asked for, once.
final class Sections {
  /// What stands below a heading up to the next.
  final class Section {
    /// The titles of the headings above, from the highest.
    let path: [String]
    private let title: String?
    /// Whether its heading stands there twice below the same heading, as `Description` does in a reference.
    private let isRepeated: Bool

    /// - Parameter title: the document's.
    init(path: [String], title: String?, isRepeated: Bool) {
      (self.path, self.title, self.isRepeated) = (path, title, isRepeated)
    }

    /// The nearest title that names something, else the document's.
    private(set) lazy var name = Sections.name(path, title)
    /// The words of ``name``.
    private(set) lazy var words = name.map { Words.words(in: $0) } ?? []
    /// The section as a question names it: `“Falling”`, `“Options” of “quern-run”`; nil where that would name nothing, or
    /// more than one section.
    private(set) lazy var label = isRepeated ? nil : name.flatMap { Sections.label($0, path, title) }
    /// Stems of the words that carry meaning in ``path``.
    private(set) lazy var stems = Sections.stems(path)
    /// Stems of the words that carry meaning in ``name``.
    private(set) lazy var nameStems = KeySet(
      words.filter { !FunctionWords.all.contains($0) && !Phrases.determiners.contains($0) }.map { WordStem.key($0.folded) })
    /// Stems of all words of ``path`` and of the document's title.
    private(set) lazy var known = KeySet(
      Words.words(in: (path + [title ?? ""]).joined(separator: " ")).map { WordStem.key($0.folded) })
    private(set) lazy var hasCommonName = name.map(Phrases.isCommonHeading) ?? false
  }

  private let document: Document
  /// Headings with the places of those above them, from the highest.
  private let headings: [(start: Int, path: [Int])]
  private var sections: [Int: Section] = [:]
  /// Stems of the words that carry meaning in the document's title.
  private(set) lazy var titleStems = Self.stems([document.metadata.title ?? ""])

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
      path: path.filter { !$0.isEmpty }, title: document.metadata.title,
      isRepeated: index >= 0 && (counts[heading(index)] ?? 0) > 1)
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

  /// A heading with what it belongs to: the heading above, else the document. One that stands in every second document is nothing without.
  private static func label(_ name: String, _ path: [String], _ title: String?) -> String? {
    guard (2...90).contains(name.count) else { return nil }
    let above = path.prefix(upTo: path.lastIndex(of: name) ?? path.endIndex)
    let owner = above.last {
      !Phrases.isCommonHeading($0) && Phrases.isName($0) && !Phrases.admonitions.contains($0.lowercased())
    }
    guard Phrases.isCommonHeading(name) else {
      guard let owner, isTelling(owner, beside: name) else { return place(name, title) }
      return "“\(Phrases.title(name))” of “\(Phrases.title(owner))”"
    }
    guard let owner = owner ?? title, owner != name, !Phrases.isCommonHeading(owner), Phrases.isName(owner), owner.count <= 90
    else {
      return nil
    }
    return "“\(Phrases.title(name))” of “\(Phrases.title(owner))”"
  }

  /// Whether a heading above tells what a heading does not: it is short enough to be read with it, and has words that are not its own.
  private static func isTelling(_ owner: String, beside name: String) -> Bool {
    name.utf8.count + owner.utf8.count <= 110 && owner.utf8.count >= 3 && !stems([owner]).isSubset(of: stems([name]))
  }

  /// A heading as a question names it: one of a word or two with the document that it stands in.
  ///
  /// - Parameter title: the document's.
  static func place(_ heading: String, _ title: String?) -> String {
    let name = "“\(Phrases.title(heading))”"
    guard heading.utf8.split(separator: UInt8(ascii: " ")).count <= 2, let title, (2...120).contains(title.count),
      Phrases.isName(title), !title.lowercased().contains(heading.lowercased())
    else { return name }
    // Behind a colon or a dash stands what the document is, and not its name.
    let short = beforeMark(title)
    return short.count >= 3 ? name + " of “\(Phrases.title(short))”" : name
  }

  /// What stands before the first colon with a space behind it, or before a dash or line between spaces.
  private static func beforeMark(_ title: String) -> String {
    var title = title
    let end = title.withUTF8 { utf8 in
      utf8.indices.first { index in
        func has(_ text: StaticString) -> Bool {
          utf8[index...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        return utf8[index] == UInt8(ascii: ":")
          ? has(": ") : utf8[index] == 0x20 && (has(" - ") || has(" – ") || has(" — ") || has(" | "))
      }
    }
    return end.map { title.utf8Slice(0..<$0) } ?? title
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
