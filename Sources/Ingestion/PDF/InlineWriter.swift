internal import DocumentModel

/// Words with styles to inline Markdown: broken words mended, leader dots collapsed, bold, italic, code and links kept where they
/// set words off.
struct InlineWriter {
  let vocabulary: LineJoining.Vocabulary
  /// Whether broken words and leader dots stay as they are, and targets of links, which are not printed, are left out.
  let isFaithful: Bool
  /// Whether the document's text is set in a typewriter face, which then marks nothing.
  var isMonospaced = false

  /// The Markdown of a run of lines. With `emphasis` off all styles are dropped, as in headings.
  func markdown(_ lines: [LayoutSegment], emphasis: Bool, inTable: Bool = false) -> String {
    let words = words(of: lines)
    let hasEmphasis = emphasis && !words.allSatisfy(\.style.isBold) && !words.allSatisfy(\.style.isItalic)
    let hasCode = emphasis && !isMonospaced && !words.allSatisfy(\.style.isMonospaced)
    let isPlain = words.allSatisfy {
      $0.mark.isEmpty && $0.link == nil && !(hasCode && $0.style.isMonospaced) && !(hasEmphasis && $0.style.isMarked)
    }
    guard !isPlain else { return MarkdownEscaping.inline(words.map(\.spaced).joined().trimmed, inTable: inTable) }
    let runs = words.flatMap { word -> [InlineMarkdown.Run] in
      let run = InlineMarkdown.Run(
        text: word.mark.isEmpty ? word.spaced : word.text, isBold: word.style.isBold, isItalic: word.style.isItalic,
        isCode: hasCode && word.style.isMonospaced && !word.text.contains("://"), link: word.link)
      let runs = run.isCode ? InlineCode.withoutOuterMarks(run) : [run]
      return word.mark.isEmpty ? runs : runs + [InlineMarkdown.Run(text: word.mark + " ", isRaw: true)]
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
    var link: String?
    /// Whether a space follows; Chinese and Japanese have none.
    var isSpaced = true

    var spaced: String { isSpaced ? text + " " : text }
  }

  /// Whether a line ended within a path or an address in a typewriter face, at one of the marks where these may be broken.
  private func isBrokenPath(_ word: Word, _ next: LayoutWord) -> Bool {
    guard word.style.isMonospaced, next.style.isMonospaced, word.text.count > 1, let end = word.text.last,
      let start = next.text.first
    else { return false }
    if end == "/" { return start.isLetter || start.isNumber }
    guard word.text.contains("://") || (end == ":" && next.text.hasPrefix("//")) else { return false }
    return "./:-_?&=#~".contains(end) || "/._?&=#~%".contains(start)
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
      var last: LayoutWord?
      for word in words {
        if let index = result.indices.last {
          if last == nil, !isFaithful, WrittenSpace.isBrokenAddress(result[index].text, word) || isBrokenPath(result[index], word)
          {
            result[index].text += word.text
            result[index].mark = mark(of: word)
            last = word
            continue
          }
          if WrittenSpace.isLeftOut(between: result[index].text, last, word) { result[index].isSpaced = false }
        }
        result.append(Word(text: word.text, style: word.style, mark: mark(of: word), link: isFaithful ? nil : word.link?.target))
        last = word
      }
    }
    if isFaithful { return result }
    let collapsed = LeaderDots.collapsed(result.map(\.text))
    guard collapsed.count != result.count else {
      for index in result.indices { result[index].text = collapsed[index] }
      return result
    }
    let style = result.first?.style ?? TextStyle(size: 10)
    return collapsed.map { Word(text: $0, style: TextStyle(size: style.size)) }
  }
}

extension TextStyle {
  fileprivate var isMarked: Bool { isBold || isItalic }
}
