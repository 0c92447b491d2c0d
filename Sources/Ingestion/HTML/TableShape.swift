/// The rows and cells of a table element, and whether it holds data or lays out a page.
struct TableShape {
  struct Row {
    var cells: [Int]
    /// Whether it stands in a `thead`.
    var isHead: Bool
  }

  private let tree: HTMLTree
  private let element: Int
  let rows: [Row]
  let columnCount: Int

  init(_ tree: HTMLTree, _ element: Int) {
    self.tree = tree
    self.element = element
    rows = Self.rows(tree, element, isHead: false)
    // A title may claim any number of columns; cells tell how many there are, give or take what spans hide.
    let most = rows.map(\.cells.count).max() ?? 0
    columnCount = min(2 * most + 8, rows.map { $0.cells.reduce(0) { $0 + Self.span($1, .colspan, in: tree) } }.max() ?? 0)
  }

  private static func rows(_ tree: HTMLTree, _ parent: Int, isHead: Bool) -> [Row] {
    tree.children(of: parent).flatMap { child -> [Row] in
      switch tree.nodes[child].tag {
      case .tr: [Row(cells: tree.children(of: child).filter { [.td, .th].contains(tree.nodes[$0].tag) }, isHead: isHead)]
      case .thead: rows(tree, child, isHead: true)
      case .tbody, .tfoot: rows(tree, child, isHead: false)
      default: []
      }
    }
  }

  /// How many columns or rows a cell spans. Pages may claim any number; at most 1,000 columns and 65,534 rows count, as in browsers.
  static func span(_ cell: Int, _ name: HTMLAttribute, in tree: HTMLTree) -> Int {
    guard let value = tree.attribute(cell, name) else { return 1 }
    let digits = value.utf8.drop { $0.isSpace }.prefix { $0.isDigit }
    guard !digits.isEmpty else { return 1 }
    return max(1, min(name == .colspan ? 1_000 : 65_534, Int(String(decoding: digits, as: UTF8.self)) ?? 1_000))
  }

  /// A grid of two rows and columns and more that says so by header cells, a caption or a head, or whose cells are short; not one
  /// that holds tables, headings or many paragraphs, or is declared to be layout.
  var isData: Bool {
    guard rows.count >= 2, columnCount >= 2 else { return false }
    if tree.attribute(element, .role).map({ ["presentation", "none"].contains($0) }) == true { return false }
    var cells = 0
    var length = 0
    var says = false
    var parts = 0
    for inner in tree.descendants(of: element) {
      switch tree.nodes[inner].tag {
      case .table, .form, .h1, .h2: return false
      case .th, .caption, .thead: says = true
      case .td: cells += 1
      case .ul, .ol, .blockquote, .h3, .h4, .pre: parts += 1
      case .text: length += Int(tree.nodes[inner].count)
      default: break
      }
    }
    return says ? parts <= cells : cells >= 4 && length < 120 * cells && parts * 4 <= cells
  }

  /// How many of the first rows are header: those in a `thead`, or made of header cells alone.
  var headerRowCount: Int {
    let count = rows.prefix { row in row.isHead || (!row.cells.isEmpty && row.cells.allSatisfy { tree.nodes[$0].tag == .th }) }
      .count
    return count == rows.count ? min(1, count) : count
  }
}
