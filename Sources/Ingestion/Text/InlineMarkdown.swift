/// Runs of words in one style, as inline Markdown.
enum InlineMarkdown {
  struct Run: Equatable {
    var text: String
    var isBold = false
    var isItalic = false
    var isCode = false
    /// Markdown already: written as it is, close to what stands before.
    var isRaw = false

    fileprivate func hasStyle(of other: Run) -> Bool {
      isBold == other.isBold && isItalic == other.isItalic && isCode == other.isCode
    }
  }

  /// The Markdown of `runs`. White space is folded; emphasis marks stand close to words, as CommonMark's flanking rules ask.
  /// With `emphasis` off, bold and italic are dropped.
  static func write(_ runs: [Run], emphasis: Bool = true, inTable: Bool = false) -> String {
    var output = ""
    for run in merged(runs, emphasis: emphasis) {
      let words = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let startsWithSpace = run.text.first?.isWhitespace == true
      if startsWithSpace, !output.isEmpty, output.last != " " { output += " " }
      guard !words.isEmpty else { continue }
      output += run.isRaw ? words : marked(words, run, inTable: inTable)
      if run.text.last?.isWhitespace == true { output += " " }
    }
    return output.trimmed
  }

  /// Neighbours of one style together; white space takes the style before it.
  private static func merged(_ runs: [Run], emphasis: Bool) -> [Run] {
    var result: [Run] = []
    for run in runs where !run.text.isEmpty {
      var run = run
      if !emphasis {
        run.isBold = false
        run.isItalic = false
      }
      if !run.isRaw, let last = result.last, !last.isRaw, last.hasStyle(of: run) || run.text.allSatisfy(\.isWhitespace) {
        result[result.count - 1].text += run.text
      } else {
        result.append(run)
      }
    }
    return result
  }

  private static func marked(_ words: String, _ run: Run, inTable: Bool) -> String {
    if run.isCode {
      let ticks = words.contains("`") ? "``" : "`"
      let body = inTable ? words.replacing("|", with: "\\|") : words
      return ticks == "``" ? "`` \(body) ``" : "`\(body)`"
    }
    let escaped = MarkdownEscaping.inline(words, inTable: inTable)
    guard run.isBold || run.isItalic, words.contains(where: { $0.isLetter || $0.isNumber }) else { return escaped }
    let marks = (run.isBold ? "**" : "") + (run.isItalic ? "*" : "")
    return marks + escaped + String(marks.reversed())
  }
}
