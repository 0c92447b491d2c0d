internal import Chunking
internal import DocumentModel
internal import Scoring
internal import Selection

/// The density of a document's chunks over its length: a bar a chunk, as wide as its text is long.
struct ScoreChart {
  let number: Int
  let document: Document
  let items: [Report.Item]
  let threshold: Double

  private static let width = 1000.0
  private static let height = 150.0

  var svg: String {
    let length = Double(max(1, document.text.utf8.count))
    func x(_ offset: Int) -> Double { (Double(offset) / length * Self.width).rounded(places: 1) }
    var svg =
      "<svg class=\"chart\" viewBox=\"-4 -8 1008 188\" role=\"img\" aria-label=\"Density of each chunk over the document\">"
    for item in items {
      let left = x(item.chunk.range.lowerBound)
      let width = max(0.8, x(item.chunk.range.upperBound) - left - 0.6)
      let height = max(2, (item.score.density * Self.height).rounded(places: 1))
      let name = item.decision.isKept ? "kept" : "dropped \(item.decision.category ?? "")"
      svg += """
        <a href="#d\(number)-\(item.chunk.range.lowerBound)"><rect class="\(name)" x="\(left)" y="\((Self.height - height).rounded(places: 1))" \
        width="\(width.rounded(places: 1))" height="\(height)"><title>\(HTML.escape(title(item)))</title></rect></a>
        """
    }
    let line = (Self.height * (1 - threshold)).rounded(places: 1)
    svg += "<line class=\"threshold\" x1=\"0\" x2=\"1000\" y1=\"\(line)\" y2=\"\(line)\"/>"
    svg += "<line class=\"axis\" x1=\"0\" x2=\"1000\" y1=\"150\" y2=\"150\"/>"
    svg += pageTicks(x)
    return svg + "</svg>"
  }

  /// A tick for every page, or every fifth, tenth … where they are many.
  private func pageTicks(_ x: (Int) -> Double) -> String {
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].first { document.pages.count / $0 <= 25 } ?? 10_000
    var labelled = -100.0
    return document.pages.filter { $0.number % step == 0 || $0.number == document.pages.first?.number }.map { page in
      let left = x(page.range.lowerBound)
      let tick = "<line class=\"axis\" x1=\"\(left)\" x2=\"\(left)\" y1=\"150\" y2=\"155\"/>"
      guard left - labelled >= 18 else { return tick }
      labelled = left
      return tick + "<text x=\"\(left)\" y=\"168\">\(page.number)</text>"
    }.joined()
  }

  private func title(_ item: Report.Item) -> String {
    let path = item.chunk.headingPath.last ?? "(no heading)"
    return
      "\(path): density \(Int((item.score.density * 100).rounded())) %, \(item.decision.category ?? "kept, \(item.score.label.rawValue)")"
  }

  static let legend = """
    <p class="legend"><span class="swatch kept"></span> kept <span class="swatch dropped"></span> dropped \
    <span class="swatch rule"></span> threshold · height is density, width is length, numbers are pages</p>
    """
}
