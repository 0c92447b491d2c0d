import Chunking
import Quern
import TextAnalysis

/// Says where and why chunks end.
struct CutExplanation {
  let chunker: RunOptions.ChunkerName
  let limits: ChunkLimits

  private var unit: String { limits.tokens == nil ? "tokens" : limits.measure.name }

  /// What a chunk is given along, and why it ends where it does, to stand behind its text.
  func lines(_ chunk: Chunk) -> String {
    var lines: [String] = []
    if !chunk.context.isEmpty { lines.append("given along: the header \(chunk.context.replacing("\n", with: " "))") }
    if !chunk.overlap.isEmpty { lines.append("given along: “\(chunk.overlap.replacing("\n", with: " "))”") }
    return (lines + [text(chunk)]).map { "   \($0)\n" }.joined() + "\n"
  }

  /// One line: `cut before an item of a list, at the price of 0.40: the next piece would make it 43 of 40 tokens`.
  func text(_ chunk: Chunk) -> String {
    guard let cut = chunk.cut else { return chunk.next == nil ? "ends with the text" : "ends with the page, which is not cut" }
    if cut.isSectionEnd { return chunk.next == nil ? "ends with the text" : "ends with its top-level section" }
    var text = "cut before \(cut.boundary?.description ?? "what follows")"
    if let price = cut.price { text += ", at the price of \(rounded(price))" }
    guard let size = cut.sizeWithNext else { return text + ": no more fits in \(limits.budget) \(unit)" }
    let more = "the next piece would make it \(size) of \(limits.budget) \(unit)"
    return text + (size > limits.budget ? ": \(more)" : ": \(why); \(more)")
  }

  private var why: String {
    switch chunker {
    case .semantic: "cuts cost less where the topic turns, and no other cuts cost less in all"
    case .recursive: "the text is divided more here than further on"
    default: "no other cuts cost less in all"
    }
  }

  private func rounded(_ price: Float) -> String {
    let hundredths = Int((price * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
