/// Runs of words in one style, as inline Markdown.
enum InlineMarkdown {
  struct Run: Equatable {
    var text: String
    var isBold = false
    var isItalic = false
    var isCode = false
    /// Markdown already: written as it is, close to what stands before.
    var isRaw = false
    /// Where the words lead; a URL that is fit to be written.
    var link: String?

    fileprivate func hasStyle(of other: Run) -> Bool {
      isBold == other.isBold && isItalic == other.isItalic && isCode == other.isCode && link == other.link
    }
  }

  /// The Markdown of `runs`. White space is folded; emphasis marks stand close to words, as CommonMark's flanking rules ask.
  /// With `emphasis` off, bold and italic are dropped.
  static func write(_ runs: [Run], emphasis: Bool = true, inTable: Bool = false) -> String {
    var output = ""
    for run in merged(runs, emphasis: emphasis) {
      let words = WhiteSpace.folded(run.text)
      let startsWithSpace = WhiteSpace.begins(run.text)
      if startsWithSpace, let last = output.utf8.last, last != 0x20 { output += " " }
      guard !words.isEmpty else { continue }
      output += run.isRaw ? words : marked(words, run, inTable: inTable)
      if WhiteSpace.ends(run.text) { output += " " }
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
      if !run.isRaw, let last = result.last, !last.isRaw, last.hasStyle(of: run) || WhiteSpace.isAll(run.text) {
        result[result.count - 1].text += run.text
      } else {
        result.append(run)
      }
    }
    return result
  }

  private static func marked(_ words: String, _ run: Run, inTable: Bool) -> String {
    guard let link = run.link else { return styled(words, run, inTable: inTable) }
    // A comma behind the last word belongs to the sentence.
    if let last = words.last, ".,;".contains(last), words.count > 1 {
      return marked(String(words.dropLast()), run, inTable: inTable) + MarkdownEscaping.inline(String(last))
    }
    // A URL that is printed leads where it says.
    if words.contains("."), link.contains(words) { return styled(words, run, inTable: inTable) }
    return "[" + styled(words, run, inTable: inTable, inLink: true) + "](" + link + ")"
  }

  private static func styled(_ words: String, _ run: Run, inTable: Bool, inLink: Bool = false) -> String {
    if run.isCode {
      let ticks = words.contains("`") ? "``" : "`"
      let body = inTable ? words.replacing("|", with: "\\|") : words
      return ticks == "``" ? "`` \(body) ``" : "`\(body)`"
    }
    var escaped = MarkdownEscaping.inline(words, inTable: inTable)
    if inLink, escaped.contains("]"), !escaped.contains("\\") {
      escaped = escaped.replacing("[", with: "\\[").replacing("]", with: "\\]")
    }
    guard run.isBold || run.isItalic, words.contains(where: { $0.isLetter || $0.isNumber }) else { return escaped }
    if words.last == ",", !inLink {
      return styled(String(words.dropLast()), run, inTable: inTable) + ","
    }
    let marks = (run.isBold ? "**" : "") + (run.isItalic ? "*" : "")
    return marks + escaped + String(marks.reversed())
  }
}
