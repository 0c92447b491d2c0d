internal import Scoring

/// How often values fall into each tenth of 0…1; one or two series side by side.
struct Histogram {
  let title: String
  /// Each of ten counts; the second, where there is one, in the other colour.
  let series: [[Int]]

  private static let height = 150.0

  var svg: String {
    let shares = series.map { counts in
      let all = Double(max(1, counts.reduce(0, +)))
      return counts.map { Double($0) / all }
    }
    let most = max(shares.joined().max() ?? 0, .leastNonzeroMagnitude)
    let width = 92.0 / Double(max(1, series.count))
    var svg = "<svg class=\"chart\" viewBox=\"-4 -8 1008 188\" role=\"img\" aria-label=\"\(HTML.escape(title))\">"
    for (index, values) in shares.enumerated() {
      for (bin, share) in values.enumerated() {
        let height = (Self.height * share / most).rounded(places: 1)
        let left = (Double(bin) * 100 + 4 + Double(index) * width).rounded(places: 1)
        svg += """
          <rect class="\(index == 0 ? "kept" : "dropped")" x="\(left)" y="\((Self.height - height).rounded(places: 1))" \
          width="\((width - 2).rounded(places: 1))" height="\(height)"><title>\(Self.range(bin)): \(series[index][bin])</title></rect>
          """
      }
    }
    svg += "<line class=\"axis\" x1=\"0\" x2=\"1000\" y1=\"150\" y2=\"150\"/>"
    for tick in 0...10 { svg += "<text x=\"\(min(990, max(10, tick * 100)))\" y=\"168\">\(Self.tick(tick))</text>" }
    return svg + "</svg>"
  }

  private static func tick(_ tenth: Int) -> String { tenth == 10 ? "1" : "0.\(tenth)" }
  private static func range(_ bin: Int) -> String { "\(tick(bin))–\(tick(bin + 1))" }
}
