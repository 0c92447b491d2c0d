/// A table of bars, as long as their numbers are great.
struct Bars {
  /// One bar.
  struct Row {
    let name: String
    let value: Double
    /// What stands behind the bar.
    let label: String
  }

  let title: String
  let rows: [Row]
  /// What the longest bar stands for; nil for the greatest value.
  var full: Double?

  /// Pixels of the longest bar.
  private static let width = 220.0
  private static let rowLimit = 200

  /// Empty without rows.
  var html: String {
    guard let most = full ?? rows.map(\.value).max(), !rows.isEmpty else { return "" }
    let shown = rows.prefix(Self.rowLimit).map { row in
      let width = row.value <= 0 ? 0 : max(1, Int((Self.width * row.value / max(most, .leastNonzeroMagnitude)).rounded()))
      return """
        <tr><th>\(HTML.escape(row.name))</th><td><span class="bar" style="width:\(width)px"></span> \(HTML.escape(row.label))</td></tr>
        """
    }
    let rest = rows.count > Self.rowLimit ? "<p class=\"note\">and \(rows.count - Self.rowLimit) more</p>" : ""
    return "<div class=\"bars\"><h2>\(HTML.escape(title))</h2><table>\(shown.joined(separator: "\n"))</table>\(rest)</div>"
  }
}
