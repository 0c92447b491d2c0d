internal import TextAnalysis

/// The Markdown of a passage cut into what can answer a question: sentences of paragraphs and list items, and rows of tables.
///
/// Headings, code and the headers of tables answer none and stand between them. One pass.
struct PassageSentences {
  /// A sentence, or a row of a table below its header.
  struct Sentence: Equatable {
    /// UTF-8 bytes of the passage, without white space around it.
    let range: Range<Int>
    /// One line without marks of Markdown; of a row each cell behind the header's: `Weapon: Dagger; Cost: 2 gp`.
    let text: String
    let isRow: Bool
  }

  private(set) var sentences: [Sentence] = []
  /// The passage as a model is shown it that has to name a sentence: a line for each behind its letter, and
  /// one without for what stands between them.
  private(set) var lines: [String] = []
  private let bytes: [UInt8]
  /// What was read of the paragraph or list item that goes on.
  private var block: Range<Int>?
  /// The header of the table that goes on; empty before its line of dashes.
  private var header: [String]?

  /// - Parameter passage: Markdown; ranges are UTF-8 bytes of it.
  init(_ passage: String) {
    bytes = Array(passage.utf8)
    var (start, fence): (Int, UInt8?) = (0, nil)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = MarkdownLines.trimmed(start..<end, in: bytes)
      if let mark = MarkdownLines.fence(bytes[line]), fence == nil || fence == mark {
        endBlock()
        fence = fence == nil ? mark : nil
      } else if fence != nil {
        lines.append(text(start..<end))
      } else {
        add(line)
      }
      start = end + 1
    }
    endBlock()
  }

  private mutating func add(_ line: Range<Int>) {
    guard let first = bytes[line].first else { return endBlock() }
    if first == UInt8(ascii: "|") {
      if block != nil { endBlock() }
      return addRow(line)
    }
    header = nil
    if first == UInt8(ascii: "#") {
      endBlock()
      lines.append(PlainLine.text(text(line).drop { $0 == "#" }.description))
      return
    }
    let words = MarkdownLines.behindMark(line, in: bytes)
    if words.lowerBound > line.lowerBound { endBlock() }
    block = (block?.lowerBound ?? words.lowerBound)..<line.upperBound
  }

  private mutating func endBlock() {
    header = nil
    guard let range = block else { return }
    block = nil
    for sentence in MarkdownLines.sentences(of: range, in: bytes) {
      add(Sentence(range: sentence, text: PlainLine.text(text(sentence)), isRow: false))
    }
  }

  private mutating func add(_ sentence: Sentence) {
    guard !sentence.text.isEmpty else { return }
    sentences.append(sentence)
    lines.append("\(Self.letter(sentences.count - 1)). \(sentence.text)")
  }

  /// The letters of sentences, in order: A to Z, then AA to ZZ, and so on.
  ///
  /// Letters and not numbers: asked ten questions about four passages, a model of 1.5 billion parameters found the sentence nine times by
  /// letters, and five or six times by numbers, by first words and by all words.
  static func letter(_ place: Int) -> String {
    let last = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))
    return place < 26 ? last : letter(place / 26 - 1) + last
  }

  // MARK: Tables

  private mutating func addRow(_ line: Range<Int>) {
    let cells = Self.cells(text(line))
    guard let names = header else {
      header = cells
      lines.append(cells.joined(separator: " | "))
      return
    }
    if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) { return }
    let named = zip(names, cells).filter { !$0.1.isEmpty }.map { $0.0.isEmpty ? $0.1 : "\($0.0): \($0.1)" }
    add(Sentence(range: line, text: named.joined(separator: "; "), isRow: true))
  }

  private static func cells(_ row: String) -> [String] {
    var (cells, cell, isEscaped): ([String], String, Bool) = ([], "", false)
    for character in row.dropFirst() {
      if character == "|", !isEscaped {
        cells.append(PlainLine.text(cell))
        cell = ""
      } else {
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cell.contains(where: { !$0.isWhitespace }) { cells.append(PlainLine.text(cell)) }
    return cells
  }

  // MARK: Bytes

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
