internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// A chunk as features see it: what its words say, and what its document says of it.
struct ChunkView {
  let scan: ChunkScan
  /// Shares of the text, 0…1.
  let (tableShare, tableFill, codeShare, headingShare, linkShare): (Double, Double, Double, Double, Double)
  /// The share of lines that are headings of the document elsewhere.
  let headingMatch: Double
  /// The share of lines that stand in at least three other chunks.
  let repetition: Double
  /// Nearness to the start or end of a long document, 0…1.
  let edge: Double
  private let matters: Set<SectionTitles.Matter>

  init(_ chunk: Chunk, _ scan: ChunkScan, _ context: DocumentContext) {
    self.scan = scan
    let shape = ElementShares(chunk, context.document)
    (tableShare, tableFill, codeShare, headingShare) = (shape.table, shape.filled, shape.code, shape.heading)
    linkShare = LinkText.share(of: chunk.text)
    matters = context.matters(above: chunk)
    edge = context.edge(of: chunk.range)
    let lines = Double(max(1, scan.lineCount))
    headingMatch = Double(max(0, scan.lines.count(where: context.headings.contains) - shape.headings)) / lines
    repetition = Double(scan.lines.count { context.chunks(with: $0) > 3 }) / lines
  }

  /// Words, at least twenty, so that a few words make no rates.
  private var words: Double { Double(max(scan.words, 20)) }

  func perHundred(_ count: Int) -> Double { 100 * Double(count) / words }

  /// Tokens with any of some marks per hundred words; a token with several counts as often.
  func perHundred(_ marks: [TokenMarks]) -> Double { perHundred(marks.reduce(0) { $0 + scan.count($1) }) }

  /// Tokens with a mark per hundred words, 1 at `full`.
  func rate(_ mark: TokenMarks, full: Double) -> Double { saturating(perHundred(scan.count(mark)), at: full) }

  /// The share of a mark among all tokens, 1 at `full`.
  func share(_ mark: TokenMarks, full: Double) -> Double {
    saturating(Double(scan.count(mark)) / Double(max(scan.tokens, 20)), at: full)
  }

  /// The share of tokens with one mark and without another , counted as a difference.
  func share(_ mark: TokenMarks, without other: TokenMarks, full: Double) -> Double {
    saturating(Double(max(0, scan.count(mark) - scan.count(other))) / Double(max(scan.tokens, 20)), at: full)
  }

  /// The share of a mark among words, 1 at `full`.
  func shareOfWords(_ mark: TokenMarks, full: Double) -> Double { saturating(Double(scan.count(mark)) / words, at: full) }

  var wordLength: Double { Double(scan.wordLength) / Double(max(1, scan.words)) }
  var inSentences: Double { saturating(Double(scan.wordsInSentences) / words, at: 1) }
  var inTitles: Double { saturating(Double(scan.wordsInTitles) / words, at: 1) }
  var licenceShare: Double { min(1, Double(scan.wordsOfLicences) / words) }

  /// The share of different words among the first, against that of prose of as many words.
  private var variety: Double {
    scan.sampled < 20 ? 1 : Double(scan.distinct) / Double(scan.sampled) / Self.varietyOfProse(scan.sampled)
  }

  /// How many of so many words of prose differ: .9 of 20, .78 of 50, .69 of 100, .6 of 200.
  private static func varietyOfProse(_ words: Int) -> Double {
    let points: [(Double, Double)] = [(20, 0.9), (50, 0.78), (100, 0.69), (200, 0.6)]
    let words = Double(words)
    for (low, high) in zip(points, points.dropFirst()) where words <= high.0 {
      return low.1 + (high.1 - low.1) * (words - low.0) / (high.0 - low.0)
    }
    return 0.6
  }

  /// How far the variety of words stays below that of prose, and how far it is above.
  var monotony: Double { saturating(1 - variety, at: 0.5) }
  var abundance: Double { saturating(variety - 1, at: 0.4) }
  /// Few words are as even as prose.
  var entropy: Double { scan.sampled < 20 ? 0.93 : scan.entropy }

  /// From 55 words on, 1 at 400 and more.
  var length: Double { saturating(Double(scan.words - 55) / 345, at: 1).squareRoot() }

  /// How much more than half of the entries stand in the order of the alphabet, and how many of the words are entries; 0 for fewer
  /// than six.
  var alphabeticalOrder: Double {
    guard scan.entries >= 6 else { return 0 }
    let order = saturating(Double(scan.entriesInOrder) / Double(scan.entries - 1) - 0.5, at: 0.4)
    return order * saturating(Double(scan.entries) / words, at: 0.2)
  }

  func isUnder(_ matter: SectionTitles.Matter) -> Double { matters.contains(matter) ? 1 : 0 }

  /// How much of the chunk states duties that are not a licence's.
  var ruleShare: Double { min(0.8, rate(.modal, full: 3)) * (1 - rate(.licence, full: 6)) * (1 - licenceShare) }
}

/// How much of a chunk is of which kind.
private struct ElementShares {
  var (table, filled, code, heading) = (0.0, 0.0, 0.0, 0.0)
  var headings = 0

  init(_ chunk: Chunk, _ document: Document) {
    let all = Double(max(1, chunk.range.count))
    var (cells, filledCells) = (0, 0)
    for element in document.elements[document.elementIndices(in: chunk.range)] {
      let share = Double(element.range.clamped(to: chunk.range).count) / all
      switch element.kind {
      case .code: code += share
      case .heading:
        heading += share
        headings += 1
      case .table(let found):
        table += share
        for row in found.rows where row.range.overlaps(chunk.range) {
          cells += row.cells.count
          filledCells += row.cells.count { !$0.range.isEmpty }
        }
      default: break
      }
    }
    filled = cells == 0 ? 0 : table * Double(filledCells) / Double(cells)
  }
}

/// Links of Markdown.
private enum LinkText {
  /// The bytes of `[text](target)` links, targets left out, among all bytes that are no target.
  static func share(of text: String) -> Double {
    var text = text
    return text.withUTF8 { bytes in
      var (linked, targets, open): (Int, Int, Int?) = (0, 0, nil)
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "["): open = index
        case UInt8(ascii: "]"):
          if let start = open, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "(") {
            let end = bytes[index...].prefix(2000).firstIndex(of: UInt8(ascii: ")")) ?? index + 1
            linked += index - start - 1
            targets += end - index + 2
            index = end
          }
          open = nil
        default: break
        }
        index += 1
      }
      let rest = bytes.count - targets
      return rest <= 0 ? 0 : min(1, Double(linked) / Double(rest))
    }
  }
}
