/// Runs of words in one style, as inline Markdown.
enum InlineMarkdown {
  struct Run: Equatable {
    var text: String
    var isBold = false
    var isItalic = false
    var isCode = false
    var isStruck = false
    /// The end of a line inside the paragraph; nothing else of the run counts.
    var isBreak = false
    /// Markdown already: written as it is, close to what stands before.
    var isRaw = false
    /// Where the words lead; a URL that is fit to be written.
    var link: String?

    static let lineBreak = Run(text: "", isBreak: true)

    fileprivate func hasStyle(of other: Run) -> Bool {
      isBold == other.isBold && isItalic == other.isItalic && isCode == other.isCode && isStruck == other.isStruck
        && link == other.link
    }
  }

  /// The Markdown of `runs`. White space is folded; emphasis marks stand close to words, as CommonMark's flanking rules ask. With
  /// `emphasis` off, as in headings, bold and italic are dropped and line breaks are spaces; in a table these are `<br>`.
  static func write(_ runs: [Run], emphasis: Bool = true, inTable: Bool = false) -> String {
    var output = ""
    var isBroken = false
    for run in merged(runs, emphasis: emphasis) {
      if run.isBreak {
        isBroken = !output.isEmpty
        continue
      }
      let words = WhiteSpace.folded(run.text)
      if !isBroken, WhiteSpace.begins(run.text), let last = output.utf8.last, last != 0x20 { output += " " }
      guard !words.isEmpty else { continue }
      if isBroken {
        while output.utf8.last == 0x20 { output.removeLast() }
        output += inTable ? "<br>" : emphasis ? "  \n" : " "
        isBroken = false
      }
      let text = run.isRaw ? words : marked(words, run, inTable: inTable)
      if run.isStruck, output.hasSuffix("~~"), text.hasPrefix("~~") {
        // Struck words of two styles are struck as one.
        output.removeLast(2)
        output += text.dropFirst(2)
      } else {
        output += text
      }
      if WhiteSpace.ends(run.text) { output += " " }
    }
    guard output.utf8.contains(0x0A) else { return output.trimmed }
    let lines = output.trimmed.lines
    return ([String(lines[0])] + lines.dropFirst().map { MarkdownEscaping.blockStart(String($0)) }).joined(separator: "\n")
  }

  /// Runs as paragraphs: two line breaks in a row part them.
  static func paragraphs(_ runs: [Run]) -> [[Run]] {
    var paragraphs: [[Run]] = [[]]
    var breaks = 0
    for run in runs {
      if run.isBreak {
        breaks += 1
      } else if !WhiteSpace.isAll(run.text) {
        if breaks > 1 { paragraphs.append([]) }
        breaks = 0
      }
      paragraphs[paragraphs.count - 1].append(run)
    }
    return paragraphs
  }

  /// Neighbours of one style together; white space takes the style before it.
  private static func merged(_ runs: [Run], emphasis: Bool) -> [Run] {
    var result: [Run] = []
    for run in runs where !run.text.isEmpty || run.isBreak {
      var run = run
      if !emphasis {
        run.isBold = false
        run.isItalic = false
      }
      if !run.isRaw, !run.isBreak, let last = result.last, !last.isRaw, !last.isBreak,
        last.hasStyle(of: run) || (WhiteSpace.isAll(run.text) && !last.isCode && last.link == nil)
      {
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
    if run.isStruck, !inLink {
      var plain = run
      plain.isStruck = false
      return "~~" + styled(words, plain, inTable: inTable) + "~~"
    }
    guard run.isBold || run.isItalic, words.contains(where: { $0.isLetter || $0.isNumber }) else { return escaped }
    if words.last == ",", !inLink {
      return styled(String(words.dropLast()), run, inTable: inTable) + ","
    }
    let marks = (run.isBold ? "**" : "") + (run.isItalic ? "*" : "")
    return marks + escaped + String(marks.reversed())
  }
}
