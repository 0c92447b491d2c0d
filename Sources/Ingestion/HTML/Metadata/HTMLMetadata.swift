internal import DocumentModel

/// What a page says about itself: in its head, in JSON-LD and microdata, and in sight.
struct HTMLMetadata {
  private let tree: HTMLTree
  private let marks: [ElementMark.Set]
  private let linked: LinkedData
  /// The first value of each `meta` by its name in lower case.
  private var declared: [String: String] = [:]
  private var links: [String: String] = [:]
  /// What links of the head call the page that they lead to, by their `rel`.
  private var linkTitles: [String: String] = [:]
  private var pageTitle: String?
  private var language: String?
  private var headings: [Int] = []
  private var times: [Int] = []
  /// Elements with an `itemprop`, by its value in lower case.
  private var properties: [String: [Int]] = [:]
  /// Elements whose class speaks of an author or a date.
  private var bylines: [Int] = []
  private var datelines: [Int] = []
  /// Where readers' comments stand.
  private var commentary: [Range<Int>] = []

  /// `marks` are those of the tree's elements, as ``PageBlocks`` found them.
  static func read(_ tree: HTMLTree, marks: [ElementMark.Set]) -> Metadata { HTMLMetadata(tree, marks).metadata }

  private init(_ tree: HTMLTree, _ marks: [ElementMark.Set]) {
    self.tree = tree
    self.marks = marks
    linked = LinkedData(tree)
    for index in tree.nodes.indices { note(index) }
  }

  private mutating func note(_ index: Int) {
    switch tree.nodes[index].tag {
    case .text: return
    case .html: language = tree.attribute(index, .lang).flatMap { $0.isEmpty ? nil : $0 }
    case .title: if pageTitle == nil { pageTitle = Self.nonEmpty(tree.text(below: index)) }
    case .h1: headings.append(index)
    case .time: times.append(index)
    case .meta:
      guard let content = tree.attribute(index, .content).flatMap(Self.nonEmpty) else { return }
      for name in [tree.attribute(index, .property), tree.attribute(index, .name), tree.attribute(index, .itemprop)] {
        if let name = name?.lowercased(), declared[name] == nil { declared[name] = content }
      }
    case .link:
      if let rel = tree.attribute(index, .rel)?.lowercased(), let href = tree.attribute(index, .href), links[rel] == nil {
        links[rel] = href
        linkTitles[rel] = tree.attribute(index, .title).flatMap(Self.nonEmpty)
      }
    default: break
    }
    guard tree.nodes[index].count > 0, tree.nodes[index].tag != .meta else { return }
    if let property = tree.attribute(index, .itemprop)?.lowercased() { properties[property, default: []].append(index) }
    if tree.attribute(index, .rel)?.lowercased() == "author" { bylines.append(index) }
    let marks = marks[index]
    if [.h2, .h3, .a, .div, .span].contains(tree.nodes[index].tag), marks.contains(ElementMark.Set(.wordTitle)),
      marks.contains(ElementMark.Set(.wordPost))
    {
      headings.append(index)
    }
    if marks.contains(ElementMark.Set(.wordDate)) || marks.contains(ElementMark.Set(.wordMeta)) { datelines.append(index) }
    if isCommentary(marks) { commentary.append(index..<Int(tree.nodes[index].end)) }
    if let last = commentary.last, last.contains(index) { return }
    if marks.contains(ElementMark.Set(.wordAuthor)) || isByline(index) { bylines.append(index) }
  }

  /// Whether an element holds what readers wrote, or a form to write it.
  private func isCommentary(_ marks: ElementMark.Set) -> Bool {
    marks.contains(ElementMark.Set(.wordComment)) || marks.contains(ElementMark.Set(.form))
      || marks.contains(ElementMark.Set(.wordRelated))
  }

  private func isByline(_ index: Int) -> Bool {
    tree.attributeBytes(index, .class)?.holds("byline") ?? false
  }

  private var metadata: Metadata {
    var metadata = Metadata(title: title, authors: authors, date: published, language: language ?? linked.language)
    func add(_ name: String, _ value: String?) {
      if let value = value.flatMap(Self.nonEmpty) { metadata.extra.append(.init(name: name, value: value)) }
    }
    add("site", site)
    add("collection", collection)
    add("description", first("og:description", "description", "dc.description", "twitter:description") ?? linked.description)
    let modified = (first("article:modified_time", "og:updated_time", "last-modified", "datemodified") ?? linked.modified)
      .flatMap(DateText.day)
    add("modified", modified)
    add("url", links["canonical"] ?? declared["og:url"])
    add("licence", links["license"] ?? first("dc.rights", "dcterms.rights", "copyright") ?? linked.licence ?? visibleLicence)
    let tags = first("keywords", "news_keywords", "article:tag", "parsely-tags").map { Self.list($0) } ?? linked.keywords
    add("tags", tags.isEmpty ? nil : tags.joined(separator: ", "))
    return metadata
  }

  private func first(_ names: String...) -> String? {
    for name in names { if let value = declared[name] { return value } }
    return nil
  }

  private var site: String? { first("og:site_name", "application-name", "dc.publisher", "twitter:site") ?? linked.site }

  // MARK: Title

  /// The heading of the page where its title says the same; else what the page declares, without the site's name.
  private var title: String? {
    let candidates = [declared["og:title"], linked.headline, pageTitle, first("twitter:title", "dc.title", "title")].compactMap(
      \.self)
    let texts = headings.compactMap { Self.nonEmpty(Self.withoutPermalink(tree.text(below: $0))) }
    let siteKey = site.map(Self.key)
    let keys = candidates.map(Self.key)
    for text in texts where text.utf8.count >= 4 && text.utf8.count <= 900 {
      let key = Self.key(text)
      // A heading that only ends the title of the page is the site's name.
      if key != siteKey, keys.contains(where: { $0.contains(key) && !($0.hasSuffix(key) && $0 != key) }) { return text }
    }
    if texts.count == 1, candidates.isEmpty { return texts[0] }
    guard let best = candidates.first else { return texts.first }
    return withoutSite(best)
  }

  /// What the page is part of: what its title says behind its last mark, `Networking — Emscripten 3.1.6 documentation`, else what a link to
  /// the first page of the whole is called.
  private var collection: String? {
    guard let pageTitle, let title else { return nil }
    for mark in Self.titleMarks {
      let parts = Self.parts(of: pageTitle, at: mark)
      guard parts.count >= 2, let last = parts.last, !Self.key(parts[0]).isEmpty, Self.key(title).hasPrefix(Self.key(parts[0]))
      else { continue }
      if !Self.key(title).hasSuffix(Self.key(last)) { return last }
    }
    return ["home", "top"].lazy.compactMap { linkTitles[$0] }.first { Self.key($0) != Self.key(title) }
  }

  private static let titleMarks = [" | ", " » ", " « ", " — ", " – ", " - ", " :: ", " · "]

  /// A title without what parts the site's name from it.
  private func withoutSite(_ title: String) -> String {
    for mark in Self.titleMarks {
      let parts = Self.parts(of: title, at: mark)
      guard parts.count >= 2 else { continue }
      if let site {
        let kept = parts.filter { Self.key($0) != Self.key(site) }
        if kept.count < parts.count, !kept.isEmpty { return kept.joined(separator: mark) }
      }
      // The site's name is short, and stands at the end.
      if let last = parts.last, last.split(separator: " ").count <= 3, title.count - last.count > 15 {
        return parts.dropLast().joined(separator: mark)
      }
    }
    return title
  }

  // MARK: Authors

  private var authors: [String] {
    let named = [
      declared["author"], declared["article:author"], declared["dc.creator"], declared["dcterms.creator"],
      declared["sailthru.author"], declared["parsely-author"], declared["byl"], declared["citation_author"],
    ]
    for text in [linked.authors.joined(separator: ", ")] + named.compactMap(\.self) {
      let names = Byline.names(in: text)
      if !names.isEmpty { return unique(names) }
    }
    let elements = (properties["author"] ?? []) + bylines
    for element in elements {
      let text = spacedText(below: element)
      guard text.utf8.count <= 120 else { continue }
      // A nickname is one where the page says that it is an author's.
      let isSure =
        tree.attribute(element, .rel)?.lowercased() == "author" || tree.attribute(element, .itemprop)?.lowercased() == "author"
        || saysAuthor(element)
      let names = Byline.names(in: text).filter { isSure || $0.contains(" ") }
      if !names.isEmpty { return unique(names) }
    }
    return []
  }

  private func saysAuthor(_ element: Int) -> Bool {
    guard let name = tree.attribute(element, .class)?.lowercased() else { return false }
    return name.split { !$0.isLetter }.contains { ["author", "vcard", "fn", "byline", "autor"].contains($0) }
  }

  /// The text below an element with a space between its nodes.
  private func spacedText(below element: Int) -> String {
    var text = ""
    for node in tree.descendants(of: element) where tree.isText(node) { text += tree.string(node) + " " }
    return Self.folded(text)
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert(Self.key($0)).inserted }
  }

  // MARK: Date

  private var published: String? {
    let names = [
      "article:published_time", "datepublished", "og:published_time", "date", "dc.date.issued", "dcterms.issued",
      "dc.date.created",
      "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date", "sailthru.date",
      "parsely-pub-date", "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
      "originalpublicationdate",
      "datecreated", "citation_publication_date", "citation_date", "last-modified-date", "shareaholic:article_published_time",
      "bt:pubdate", "timestamp", "displaydate", "published",
    ]
    for text in [linked.published] + names.map({ declared[$0] }) {
      if let text, let day = DateText.day(in: text) { return local(day, declaredAs: text) }
    }
    for name in ["datepublished", "datecreated"] {
      for element in properties[name] ?? [] { if let day = day(of: element) { return day } }
    }
    let published = times.filter { isPublished($0) }
    for element in published + times { if let day = day(of: element) { return day } }
    for element in datelines where tree.descendants(of: element).count <= 12 {
      if let day = day(of: element) { return day }
    }
    if let day = urlDay { return day }
    if let day = (first("article:modified_time", "og:updated_time", "datemodified", "last-modified") ?? linked.modified).flatMap(
      DateText.day)
    {
      return day
    }
    return visibleDay ?? first("og:description", "description").flatMap(DateText.day)
  }

  /// A day that is declared in universal time, as readers of the page see it: in the evening and the morning the calendar where
  /// it was published is a day off.
  private func local(_ day: String, declaredAs text: String) -> String {
    guard text.hasSuffix("Z") || text.hasSuffix("+00:00") || text.hasSuffix("GMT"), let hour = DateText.hour(in: text) else {
      return day
    }
    for element in times.filter(isPublished) + times where !commentary.contains(where: { $0.contains(element) }) {
      let written = tree.attribute(element, .datetime).flatMap { DateText.hasZone($0) ? nil : DateText.day(in: $0) }
      guard let seen = written ?? DateText.day(in: tree.text(below: element)) else { continue }
      // West of Greenwich the day before in the morning, east of it the day after in the evening.
      let isPlausible = seen < day ? hour < 12 : hour >= 12
      return isPlausible && DateText.areNeighbours(seen, day) ? seen : day
    }
    return day
  }

  private func isPublished(_ element: Int) -> Bool {
    let name = (tree.attribute(element, .class) ?? "") + (tree.attribute(element, .itemprop) ?? "")
    let isFirst = name.holds("publish") || name.holds("entry-date") || name.holds("pubdate") || name.holds("created")
    return isFirst && !name.holds("update")
  }

  private func day(of element: Int) -> String? {
    for name in [HTMLAttribute.datetime, .content, .title] {
      if let day = tree.attribute(element, name).flatMap(DateText.day) { return day }
    }
    let text = tree.text(below: element)
    return text.utf8.count <= 200 ? DateText.day(in: text) : nil
  }

  /// The day in the page's own address: `/2012/05/31/`.
  private var urlDay: String? {
    guard let url = links["canonical"] ?? declared["og:url"] else { return nil }
    let parts = url.split { "/-_.".contains($0) }
    for (index, part) in parts.enumerated() where part.count == 4 && Int(part) != nil && index + 2 < parts.count {
      if parts[index + 1].count == 2, parts[index + 2].count == 2,
        let day = DateText.day(in: parts[index...index + 2].joined(separator: "-"))
      {
        return day
      }
    }
    return nil
  }

  /// The first day that stands in a short line of the page's text or begins a longer one; a day of which the page says that it is
  /// that of a change only where there is no other.
  private var visibleDay: String? {
    var seen = 0
    var changed: String?
    for index in tree.nodes.indices where tree.isText(index) && tree.nodes[index].count >= 8 {
      let parent = Int(tree.nodes[index].parent)
      guard parent >= 0, !tree.nodes[parent].tag.isInvisible else { continue }
      let isLong = tree.nodes[index].count > 300
      let bytes = isLong ? tree.textBytes(index).prefix(Self.datelineLength) : tree.textBytes(index)
      guard bytes.contains(where: \.isDigit) else { continue }
      seen += 1
      if seen > 400 { return changed }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let day = DateText.day(in: text) else { continue }
      guard Self.changeWords.contains(where: { text.lowercased().contains($0) }) else { return day }
      changed = changed ?? day
    }
    return changed
  }

  /// Bytes at the head of a paragraph in which its day stands: `27.1.2022 – In Lund …`.
  private static let datelineLength = 24

  /// What stands before the day of a change, in lower case.
  private static let changeWords = [
    "last updated", "last modified", "last change", "letzte änderung", "zuletzt geändert", "aktualisiert", "mis à jour",
    "modifié le", "última actualización", "ultimo aggiornamento", "laatst gewijzigd", "ostatnia aktualizacja",
  ]

  private var visibleLicence: String? {
    for index in tree.nodes.indices where tree.nodes[index].tag == .a && tree.nodes[index].count > 0 {
      guard let href = tree.attributeBytes(index, .href) else { continue }
      if href.holds("creativecommons.org/licenses/") || href.holds("creativecommons.org/publicdomain/") {
        return String(decoding: href, as: UTF8.self)
      }
    }
    return nil
  }

  // MARK: Text

  /// A heading without the mark behind it by which its address is copied.
  private static func withoutPermalink(_ text: String) -> String {
    var text = text
    while let last = text.last, "¶§🔗 \n".contains(last) || isIcon(String(last)) { text.removeLast() }
    return text
  }

  /// Whether a text is nothing but signs of private use, which fonts of icons have.
  static func isIcon(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { (0xE000...0xF8FF).contains($0.value) }
  }

  static func folded(_ text: String) -> String { WhiteSpace.folded(text) }

  static func list(_ text: String) -> [String] {
    text.split { ",;".contains($0) }.map { folded(String($0)) }.filter { !$0.isEmpty }
  }

  private static func parts(of text: String, at mark: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let range = rest.firstRange(of: mark) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }

  private static func nonEmpty(_ text: String) -> String? {
    let folded = folded(text)
    return folded.isEmpty ? nil : folded
  }

  private static func key(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }
}
