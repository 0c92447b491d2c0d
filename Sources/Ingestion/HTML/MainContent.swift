/// Chooses the main content of a page: what a reader came for, without navigation, banners, teasers and footers.
///
/// First what can be nothing else goes (by tag, role, class vocabulary, hidden state, link density); then the root of the content
/// is chosen: `main`, `article` and their kin where they hold enough text, else the best by paragraph scores after Mozilla's
/// Readability.
struct MainContent {
  /// The node whose subtree is the content.
  var root: Int
  /// Whether a node and all below it is left out.
  var isDropped: [Bool]
  /// False where nothing stood out and the whole page was taken.
  var isConfident: Bool

  static func find(in tree: HTMLTree) -> MainContent {
    var finder = Finder(tree: tree, dropsWrappers: true)
    let content = finder.find()
    let found = finder.keptLength(of: content)
    // Some pages stand as a whole in a form, or in what is shown without scripts.
    var lenient = Finder(tree: tree, dropsWrappers: false)
    let other = lenient.find()
    return found < 200 && lenient.keptLength(of: other) > 4 * found + 100 ? other : content
  }

  private struct Finder {
    let tree: HTMLTree
    var isDropped: [Bool]
    /// Letters and digits below each node that is not dropped, all of them and those inside links.
    var textLength: [Int]
    var linkLength: [Int]

    let dropsWrappers: Bool

    init(tree: HTMLTree, dropsWrappers: Bool) {
      self.tree = tree
      self.dropsWrappers = dropsWrappers
      isDropped = Array(repeating: false, count: tree.nodes.count)
      textLength = Array(repeating: 0, count: tree.nodes.count)
      linkLength = textLength
    }

    mutating func find() -> MainContent {
      guard !tree.nodes.isEmpty else { return MainContent(root: 0, isDropped: [], isConfident: false) }
      drop(elements { Vocabulary.isNeverContent(tree.nodes[$0], dropsWrappers: dropsWrappers) })
      measure()
      let whole = textLength[0]
      drop(elements { textLength[$0] * 2 < whole && Vocabulary.isFurniture(tree.nodes[$0]) && !holdsContent($0) })
      measure()
      let root = declaredRoot() ?? scoredRoot()
      dropLinkLists(in: root ?? 0)
      return MainContent(root: root ?? 0, isDropped: isDropped, isConfident: root != nil)
    }

    /// The topmost elements that satisfy `predicate`.
    private func elements(where predicate: (Int) -> Bool) -> [Int] {
      var found: [Int] = []
      var index = 0
      while index < tree.nodes.count {
        let isFound = !isDropped[index] && tree.nodes[index].tag != nil && predicate(index)
        if isFound { found.append(index) }
        index = isFound || isDropped[index] ? max(index + 1, tree.nodes[index].end) : index + 1
      }
      return found
    }

    /// The letters and digits of the content.
    func keptLength(of content: MainContent) -> Int {
      guard !tree.nodes.isEmpty else { return 0 }
      return (content.root..<min(tree.nodes[content.root].end, tree.nodes.count)).reduce(0) { count, index in
        if case .text(let text) = tree.nodes[index].kind, !content.isDropped[index] {
          count + text.utf8.count { !$0.isSpace }
        } else {
          count
        }
      }
    }

    private mutating func drop(_ roots: [Int]) {
      for root in roots {
        for inner in root..<min(tree.nodes[root].end, tree.nodes.count) { isDropped[inner] = true }
      }
    }

    private mutating func measure() {
      for index in tree.nodes.indices {
        textLength[index] = 0
        linkLength[index] = 0
      }
      for index in tree.nodes.indices.reversed() where !isDropped[index] {
        let node = tree.nodes[index]
        if case .text(let text) = node.kind { textLength[index] = text.utf8.count { !$0.isSpace } }
        if node.tag == "a" { linkLength[index] = textLength[index] }
        if node.parent >= 0 {
          textLength[node.parent] += textLength[index]
          linkLength[node.parent] += linkLength[index]
        }
      }
    }

    private func holdsContent(_ index: Int) -> Bool {
      (index..<min(tree.nodes[index].end, tree.nodes.count)).contains { ["main", "article"].contains(tree.nodes[$0].tag) }
    }

    /// The node that the page itself calls its content, where it holds enough.
    private func declaredRoot() -> Int? {
      let enough = max(textLength[0] / 4, min(200, textLength[0] / 2))
      for test in Vocabulary.roots {
        let found = tree.nodes.indices.filter { !isDropped[$0] && textLength[$0] >= enough && test(tree.nodes[$0]) }
        if let best = found.max(by: { (textLength[$0], $1) < (textLength[$1], $0) }) { return best }
      }
      return nil
    }

    /// Readability's score: a paragraph gives 1, a point a comma and a point a hundred letters (at most 3) to its parent, half
    /// of it to the grandparent; everything is multiplied by 1 − link density.
    private func scoredRoot() -> Int? {
      var scores = [Double](repeating: 0, count: tree.nodes.count)
      for index in tree.nodes.indices
      where !isDropped[index] && ["p", "pre", "td", "li", "dd", "blockquote"].contains(tree.nodes[index].tag ?? "") {
        guard textLength[index] >= 25 else { continue }
        let score = 1 + Double(commas(index)) + min(3, Double(textLength[index]) / 100)
        var ancestor = tree.nodes[index].parent
        for divisor in [1.0, 2, 6] where ancestor >= 0 {
          scores[ancestor] += score / divisor
          ancestor = tree.nodes[ancestor].parent
        }
      }
      for index in scores.indices where textLength[index] > 0 {
        scores[index] *= 1 - Double(linkLength[index]) / Double(textLength[index])
      }
      guard let best = scores.indices.max(by: { (scores[$0], $1) < (scores[$1], $0) }), scores[best] >= 20 else { return nil }
      // Siblings that also score belong to it: then their parent is the root.
      let parent = tree.nodes[best].parent
      let siblings =
        parent < 0 ? 0 : scores.indices.count { $0 != best && tree.nodes[$0].parent == parent && scores[$0] > scores[best] / 5 }
      let root = siblings > 0 ? parent : best
      return textLength[root] * 3 >= textLength[0] || textLength[root] > 1500 ? root : nil
    }

    private func commas(_ index: Int) -> Int {
      (index..<min(tree.nodes[index].end, tree.nodes.count)).reduce(0) { count, inner in
        if case .text(let text) = tree.nodes[inner].kind { count + text.utf8.count { $0 == UInt8(ascii: ",") } } else { count }
      }
    }

    /// Lists and boxes that are mostly links: menus, contents, related pages.
    private mutating func dropLinkLists(in root: Int) {
      let tags: Set<String> = ["ul", "ol", "div", "section", "table", "p", "dl"]
      let all = textLength[root]
      let lists = elements { index in
        guard index > root, index < tree.nodes[root].end, let tag = tree.nodes[index].tag, tags.contains(tag),
          textLength[index] * 3 < all
        else { return false }
        let links = (index..<min(tree.nodes[index].end, tree.nodes.count)).count { tree.nodes[$0].tag == "a" }
        return links >= 3 && Double(linkLength[index]) > 0.66 * Double(textLength[index])
      }
      drop(lists)
    }
  }

  /// The words by which pages name their parts.
  private enum Vocabulary {
    static let neverContent: Set<String> = [
      "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "nav", "footer",
      "aside", "form", "rt", "rp", "button", "input", "select", "textarea", "dialog", "head", "link", "meta", "audio", "video",
      "map", "menu",
    ]
    static let neverRoles: Set<String> = [
      "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "alert",
    ]
    static let furniture: Set<String> = [
      "nav", "navbar", "navigation", "menu", "sidebar", "sidenav", "breadcrumb", "breadcrumbs", "cookie", "cookies", "consent",
      "gdpr",
      "banner", "footer", "masthead", "promo", "promotion", "newsletter", "subscribe", "signup", "social", "share", "sharing",
      "related",
      "recommended", "recommendations", "comments", "comment", "advert", "advertisement", "ad", "ads", "sponsor", "sponsored",
      "popup",
      "modal", "overlay", "toolbar", "pagination", "pager", "skip", "widget", "widgets", "login", "search", "toc", "topbar",
      "teaser",
      "teasers", "byline", "print", "editsection", "navbox", "disqus", "hidden", "feedback",
    ]

    static func isNeverContent(_ node: HTMLTree.Node, dropsWrappers: Bool) -> Bool {
      guard let tag = node.tag else { return false }
      if !dropsWrappers, tag == "form" || tag == "noscript" { return false }
      if neverContent.contains(tag) { return true }
      if node.attributes["hidden"] != nil || node.attributes["aria-hidden"] == "true" { return true }
      if let role = node.attributes["role"], neverRoles.contains(role.lowercased()) { return true }
      let style = node.attributes["style"]?.lowercased().filter { $0 != " " } ?? ""
      return style.contains("display:none") || style.contains("visibility:hidden")
    }

    static func isFurniture(_ node: HTMLTree.Node) -> Bool {
      guard let tag = node.tag, !["html", "body", "main", "article"].contains(tag), !isHeading(tag) else { return false }
      let names = (node.attributes["class"] ?? "") + " " + (node.attributes["id"] ?? "")
      return names.lowercased().split { !$0.isLetter }.contains { furniture.contains(String($0)) }
    }

    private static func isHeading(_ tag: String) -> Bool { tag.count == 2 && tag.first == "h" && tag.last?.isNumber == true }

    /// Tests for the root, the surest first.
    static let roots: [@Sendable (HTMLTree.Node) -> Bool] = [
      {
        named(
          $0,
          [
            "entry-content", "post-content", "article-body", "articlebody", "article-content", "post-body", "markdown-body",
            "mw-parser-output",
          ])
      },
      { $0.tag == "article" },
      { $0.tag == "main" || $0.attributes["role"] == "main" },
      { named($0, ["content", "main-content", "maincontent", "main", "page-content", "document", "body-content"]) },
    ]

    private static func named(_ node: HTMLTree.Node, _ names: Set<String>) -> Bool {
      guard node.tag != nil, node.tag != "body", node.tag != "html" else { return false }
      let all = (node.attributes["class"] ?? "") + " " + (node.attributes["id"] ?? "")
      return all.lowercased().split(separator: " ").contains { names.contains(String($0)) }
    }
  }
}
