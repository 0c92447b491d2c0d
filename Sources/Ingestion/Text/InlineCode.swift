/// Words set in a typewriter face within running text.
enum InlineCode {
  /// A word without the marks of the sentence around it: they are set close to it and so belong to one word of the page.
  static func withoutOuterMarks(_ run: InlineMarkdown.Run) -> [InlineMarkdown.Run] {
    var core = run.text.trimmed[...]
    var before = ""
    var after = run.text.last == " " ? " " : ""
    while core.count > 1, let last = core.last, ".,;:!?”’".contains(last) || (last == ")" && !isBalanced(core)) {
      after = String(core.removeLast()) + after
    }
    while core.count > 1, let first = core.first, "“‘".contains(first) || (first == "(" && !isBalanced(core)) {
      before.append(core.removeFirst())
    }
    guard core.contains(where: { $0.isLetter || $0.isNumber || $0.isPunctuation || $0.isSymbol }) else {
      return [plain(run, run.text)]
    }
    var code = run
    // The space stays with the code, so that words of one piece of code stay together.
    code.text = String(core) + (after == " " ? " " : "")
    return (before.isEmpty ? [] : [plain(run, before)]) + [code] + (after.isEmpty || after == " " ? [] : [plain(run, after)])
  }

  private static func isBalanced(_ word: Substring) -> Bool { word.count { $0 == "(" } == word.count { $0 == ")" } }

  private static func plain(_ run: InlineMarkdown.Run, _ text: String) -> InlineMarkdown.Run {
    InlineMarkdown.Run(text: text, isBold: run.isBold, isItalic: run.isItalic, link: run.link)
  }
}
