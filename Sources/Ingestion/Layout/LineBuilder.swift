/// Words to lines, lines to segments.
enum LineBuilder {
  /// A mark that poppler took for a word of its own.
  private static func isMark(_ word: LayoutWord, of last: LayoutWord) -> Bool {
    word.style.size <= 0.8 * last.style.size && word.text.utf8.count <= 3 && last.mark.isEmpty
      && word.y1 < last.y1 - 0.12 * last.style.size && word.x0 - last.x1 < 0.35 * last.style.size
      && word.text.unicodeScalars.allSatisfy(RaisedMark.isMark)
  }

  /// Joins words on one base line that stand closer than 0.9 of their size.
  ///
  /// Justified lines seldom open wider; where one does, the pieces meet again when a column's rows are put together.
  /// None reaches over one of `gutters`, unless a word does.
  static func segments(of words: [LayoutWord], gutters: [Double] = []) -> [LayoutSegment] {
    segments(of: lines(of: words), gutters: gutters)
  }

  /// Words by base line, from the top, each from left to right. Two share one where they overlap by half the lower one's height.
  static func lines(of words: [LayoutWord]) -> [[LayoutWord]] {
    let order = words.indices.sorted { (words[$0].middle, words[$0].x0) < (words[$1].middle, words[$1].x0) }
    var lines: [[LayoutWord]] = []
    var first = 0
    for index in order {
      let overlap = min(words[first].y1, words[index].y1) - max(words[first].y0, words[index].y0)
      if !lines.isEmpty, overlap > 0.5 * min(words[first].height, words[index].height) {
        lines[lines.count - 1].append(words[index])
      } else {
        lines.append([words[index]])
        first = index
      }
    }
    for line in lines.indices { lines[line].sort { $0.x0 < $1.x0 } }
    return lines
  }

  /// The segments of lines that are known.
  static func segments(of lines: [[LayoutWord]], gutters: [Double]) -> [LayoutSegment] {
    let gutters = gutters.map { TightGutters.Gutter(at: $0, in: lines) }
    return lines.enumerated().flatMap { index, line in
      var groups: [[LayoutWord]] = []
      for word in line {
        if let last = groups.last?.last, isMark(word, of: last) {
          groups[groups.count - 1][groups[groups.count - 1].count - 1].raised = RaisedMark(word.text)
          groups[groups.count - 1][groups[groups.count - 1].count - 1].x1 = word.x1
        } else if let last = groups.last?.last, word.x0 - last.x1 < 0.9 * min(last.style.size, word.style.size),
          !gutters.contains(where: { $0.place > last.x1 && $0.place < word.x0 && $0.parts(line: index) })
        {
          groups[groups.count - 1].append(word)
        } else {
          groups.append([word])
        }
      }
      return groups.map(LayoutSegment.init)
    }
  }
}
