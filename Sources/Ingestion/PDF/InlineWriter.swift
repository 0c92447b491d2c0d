/// Words with styles to inline Markdown: broken words mended, leader dots collapsed, bold and italic kept where they set words off.
struct InlineWriter {
  let vocabulary: LineJoining.Vocabulary
  /// Whether broken words and leader dots stay as they are.
  let isFaithful: Bool

  /// The Markdown of a run of lines. With `emphasis` off all styles are dropped, as in headings.
  func markdown(_ lines: [LayoutSegment], emphasis: Bool, inTable: Bool = false) -> String {
    let words = words(of: lines)
    guard emphasis, !words.allSatisfy({ $0.style.isBold }), !words.allSatisfy({ $0.style.isItalic }) else {
      return MarkdownEscaping.inline(words.map(\.text).joined(separator: " "), inTable: inTable)
    }
    let runs = words.map { InlineMarkdown.Run(text: $0.text + " ", isBold: $0.style.isBold, isItalic: $0.style.isItalic) }
    return InlineMarkdown.write(runs, inTable: inTable)
  }

  private struct Word {
    var text: String
    var style: TextStyle
  }

  private func words(of lines: [LayoutSegment]) -> [Word] {
    var result: [Word] = []
    for line in lines {
      var words = line.words[...]
      if !isFaithful, let head = result.last, let tail = words.first,
        let joined = LineJoining.joined(head.text, tail.text, vocabulary: vocabulary)
      {
        result[result.count - 1].text = joined
        words.removeFirst()
      }
      result.append(contentsOf: words.map { Word(text: $0.text, style: $0.style) })
    }
    if isFaithful { return result }
    let collapsed = LeaderDots.collapsed(result.map(\.text))
    guard collapsed.count != result.count else {
      return zip(collapsed, result).map { Word(text: $0, style: $1.style) }
    }
    let style = result.first?.style ?? TextStyle(size: 10)
    return collapsed.map { Word(text: $0, style: TextStyle(size: style.size)) }
  }
}
