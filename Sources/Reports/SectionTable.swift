internal import Chunking
internal import Selection

/// Which of a document's sections go on: a bar a section, as long as it has chunks, kept and dropped.
struct SectionTable {
  let items: [Report.Item]

  private static let rowLimit = 200
  private static let openLimit = 30
  /// Ems of the longest bar.
  private static let width = 24.0

  /// Empty where there is but one section.
  var html: String {
    let coverage = OutlineCoverage(items.map { ($0.chunk.headingPath, $0.decision) })
    guard coverage.sections.count > 1 else { return "" }
    let most = coverage.sections.map(\.chunks).max() ?? 1
    let rows = coverage.sections.prefix(Self.rowLimit).map { row($0, most: most) }.joined(separator: "\n")
    let more =
      coverage.sections.count > Self.rowLimit ? "<p class=\"note\">and \(coverage.sections.count - Self.rowLimit) more</p>" : ""
    let leftOut = coverage.leftOut.isEmpty ? "" : ", nothing kept of \(coverage.leftOut.count)"
    return """
      <details class="group"\(coverage.sections.count <= Self.openLimit ? " open" : "")><summary>Sections (\(coverage.sections.count)\(leftOut))</summary>
      <table class="bars">\(rows)</table>\(more)</details>
      """
  }

  private func row(_ section: OutlineCoverage.Section, most: Int) -> String {
    let title = section.title.isEmpty ? "(no heading)" : section.title
    let reasons = section.dropped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    let why = reasons.isEmpty ? "" : " · dropped: " + reasons.joined(separator: ", ")
    return """
      <tr><th>\(HTML.escape(title))</th><td>\(bar("kept", section.kept, most))\(bar("dropped", section.chunks - section.kept, most)) \
      \(section.kept) of \(section.chunks)\(HTML.escape(why))</td></tr>
      """
  }

  private func bar(_ kind: String, _ count: Int, _ most: Int) -> String {
    guard count > 0 else { return "" }
    let tenths = max(3, Int((Self.width * 10 * Double(count) / Double(most)).rounded()))
    return "<span class=\"bar \(kind)\" style=\"width:\(tenths / 10).\(tenths % 10)em\"></span>"
  }
}
