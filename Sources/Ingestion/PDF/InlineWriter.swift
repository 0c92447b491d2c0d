/// Words with styles to inline Markdown: broken words mended, leader dots collapsed, bold and italic kept where they set words off.
struct InlineWriter {
  let vocabulary: LineJoining.Vocabulary
  /// Whether broken words and leader dots stay as they are.
  let isFaithful: Bool

  /// The Markdown of a run of lines. With `emphasis` off all styles are dropped, as in headings.
  func markdown(_ lines: [LayoutSegment], emphasis: Bool, inTable: Bool = false) -> String {
    let words = words(of: lines)
    let hasEmphasis = emphasis && !words.allSatisfy(\.style.isBold) && !words.allSatisfy(\.style.isItalic)
    guard hasEmphasis || words.contains(where: { !$0.mark.isEmpty }) else {
      return MarkdownEscaping.inline(words.map(\.text).joined(separator: " "), inTable: inTable)
    }
    let runs = words.flatMap { word -> [InlineMarkdown.Run] in
      let run = InlineMarkdown.Run(
        text: word.text + (word.mark.isEmpty ? " " : ""), isBold: word.style.isBold, isItalic: word.style.isItalic)
      return word.mark.isEmpty ? [run] : [run, InlineMarkdown.Run(text: word.mark + " ", isRaw: true)]
    }
    return InlineMarkdown.write(runs, emphasis: hasEmphasis, inTable: inTable)
  }

  /// A raised mark as Markdown: a reference to its note, else raised digits.
  private func mark(of word: LayoutWord) -> String {
    guard let raised = word.raised, !isFaithful else { return word.mark }
    if let label = raised.noteLabel { return "[^\(label)]" }
    return MarkdownEscaping.inline(RaisedMark.superscript(raised.text))
  }

  private struct Word {
    var text: String
    var style: TextStyle
    var mark = ""
  }

  private func words(of lines: [LayoutSegment]) -> [Word] {
    var result: [Word] = []
    for line in lines {
      var words = line.words[...]
      if !isFaithful, let head = result.last, let tail = words.first,
        let joined = LineJoining.joined(head.text, tail.text, vocabulary: vocabulary)
      {
        result[result.count - 1].text = joined
        result[result.count - 1].mark = mark(of: words.removeFirst())
      }
      result.append(contentsOf: words.map { Word(text: $0.text, style: $0.style, mark: mark(of: $0)) })
    }
    if isFaithful { return result }
    let collapsed = LeaderDots.collapsed(result.map(\.text))
    guard collapsed.count != result.count else {
      return zip(collapsed, result).map { Word(text: $0, style: $1.style, mark: $1.mark) }
    }
    let style = result.first?.style ?? TextStyle(size: 10)
    return collapsed.map { Word(text: $0, style: TextStyle(size: style.size)) }
  }
}
