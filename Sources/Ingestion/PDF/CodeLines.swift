/// Lines in a typewriter face, as they stand: a column a character.
enum CodeLines {
  /// The lines with their indentation, the least taken off, and a blank line where one was left.
  ///
  /// All are set in by a space where one would begin with `#`: what reads Markdown line by line takes a comment for a heading.
  static func text(_ lines: [LayoutSegment]) -> String {
    let text = plain(lines)
    guard text.hasPrefix("#") || text.contains("\n#") else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : " " + $0 }.joined(
      separator: "\n")
  }

  /// Whether a line holds marks that programs are full of.
  static func isCode(_ line: String) -> Bool {
    line.utf8.contains { "$=(){};<>/\\_|#@[]".utf8.contains($0) } || line.contains("--")
  }

  private static func plain(_ lines: [LayoutSegment]) -> String {
    let width = characterWidth(lines)
    let left = lines.map(\.x0).min() ?? 0
    var text = ""
    for (index, line) in lines.enumerated() {
      if index > 0 {
        text += line.y0 - lines[index - 1].y1 > 0.8 * line.height ? "\n\n" : "\n"
      }
      text += words(line, from: left, width: width)
    }
    return text
  }

  /// Words at their columns; at least one space between two.
  private static func words(_ line: LayoutSegment, from left: Double, width: Double) -> String {
    var text = ""
    for word in line.words {
      let column = min(200, Int(((word.x0 - left) / width).rounded()))
      let spaces = max(text.isEmpty ? 0 : 1, column - text.count)
      text += String(repeating: " ", count: spaces) + word.text + word.mark
    }
    return text
  }

  /// The width of most characters, in points.
  private static func characterWidth(_ lines: [LayoutSegment]) -> Double {
    let widths = lines.flatMap(\.words).filter { $0.text.count >= 2 }.map { ($0.x1 - $0.x0) / Double($0.text.count) }.sorted()
    return widths.isEmpty ? max(1, (lines.first?.style.size ?? 10) * 0.6) : max(1, widths[widths.count / 2])
  }
}
