/// Puts footnotes and the marks that refer to them together.
///
/// A note is a small paragraph that begins with a mark, on a page where a word carries the same mark raised.
enum Footnotes {
  /// The mark that a line of notes begins with: digits or a sign, raised or followed by a stop; nil for other lines.
  static func mark(of line: LayoutSegment) -> String? {
    guard line.words.count >= 2, let first = line.words.first else { return nil }
    let text = first.text.hasSuffix(".") ? String(first.text.dropLast()) : first.text
    guard (1...3).contains(text.count), text.unicodeScalars.allSatisfy(RaisedMark.isMark) else { return nil }
    return RaisedMark.plain(text)
  }

  /// Gives notes and the words that refer to them their labels; notes without a word that refers to them become paragraphs.
  ///
  /// A label is the mark where no two notes of the document have the same, else page and mark.
  static func link(_ blocks: inout [PDFBlock]) {
    var marks: [Int: Set<String>] = [:]
    for (page, line) in blocks.lazy.flatMap(\.lines) {
      for word in line.words where !word.mark.isEmpty { marks[page, default: []].insert(word.mark) }
    }
    var counts: [String: Int] = [:]
    var notes: [Int: Set<String>] = [:]
    for index in blocks.indices {
      guard case .footnote(let mark) = blocks[index].role else { continue }
      if marks[blocks[index].page]?.contains(mark) == true, notes[blocks[index].page, default: []].insert(mark).inserted {
        counts[mark, default: 0] += 1
      } else {
        blocks[index].role = .paragraph
      }
    }
    let areUnique = counts.values.allSatisfy { $0 == 1 }
    func label(_ mark: String, _ page: Int) -> String { areUnique ? mark : "\(page)-\(mark)" }
    for index in blocks.indices {
      if case .footnote(let mark) = blocks[index].role {
        blocks[index].role = .footnote(label(mark, blocks[index].page))
        continue
      }
      for line in blocks[index].lines.indices {
        let page = blocks[index].lines[line].page
        guard let known = notes[page] else { continue }
        for word in blocks[index].lines[line].line.words.indices {
          let mark = blocks[index].lines[line].line.words[word].mark
          if known.contains(mark) {
            blocks[index].lines[line].line.words[word].raised = RaisedMark(mark, noteLabel: label(mark, page))
          }
        }
      }
    }
  }
}
