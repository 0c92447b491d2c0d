import Chunking
import Scoring
import Selection
import Testing

@Suite("Selection")
struct SelectionTests {
  private func item(_ id: String, density: Double = 0.9, rules: Double = 0.5, tokens: Int = 100, text: String? = nil)
    -> ScoredChunk
  {
    ScoredChunk(
      chunk: Chunk(
        id: id, documentID: "d", range: 0..<1, headingPath: [], context: "", pages: nil, tokenCount: tokens,
        text: text ?? "The text of chunk \(id) differs from all others, for it says \(id) again and again, and \(id) once more."),
      score: ChunkScore(density: density, rules: rules, label: density < 0.5 ? .contents : .rules, reasons: []))
  }

  private func decisions(_ options: SelectionOptions, _ items: [ScoredChunk]) -> [String] {
    ChunkSelector(options: options).decisions(for: items).map { $0.category ?? "kept" }
  }

  @Test("In equals kept and dropped, and each drop has its reason")
  func reasons() {
    let same = "A vessel shall not anchor in the fairway unless the harbour master has agreed to it in writing before noon."
    let items = [item("a"), item("b", density: 0.1), item("c", text: same), item("d", text: same.uppercased())]
    #expect(decisions(SelectionOptions(), items) == ["kept", "contents", "kept", "near-duplicate"])
    #expect(decisions(SelectionOptions(duplicateSimilarity: 2), items) == ["kept", "contents", "kept", "kept"])
    #expect(decisions(SelectionOptions(threshold: 0), items).filter { $0 == "contents" }.isEmpty)
  }

  @Test("A limit keeps the richest, in the order of the text")
  func limit() {
    let items = [item("a", rules: 0.2), item("b", rules: 0.8), item("c", rules: 0.5)]
    #expect(decisions(SelectionOptions(limit: 2), items) == ["over-budget", "kept", "kept"])
  }

  @Test("A budget of tokens is never exceeded")
  func budget() {
    let items = [item("a", rules: 0.9, tokens: 300), item("b", rules: 0.8, tokens: 300), item("c", rules: 0.7, tokens: 90)]
    #expect(decisions(SelectionOptions(tokenBudget: 400), items) == ["kept", "over-budget", "kept"])
  }

  @Test("Bit by bit or all at once is the same")
  func session() {
    let items = (0..<40).map { item("\($0 % 30)", density: $0 % 7 == 0 ? 0.2 : 0.9, rules: Double($0 % 11) / 11) }
    var session = ChunkSelector(options: SelectionOptions(limit: 9)).session()
    for start in stride(from: 0, to: 40, by: 5) { session.add(Array(items[start..<start + 5])) }
    #expect(session.finish() == ChunkSelector(options: SelectionOptions(limit: 9)).decisions(for: items))
  }

  @Test("A decision survives its JSON")
  func json() {
    for decision in [
      SelectionDecision.kept, .dropped(.lowDensity(.index)), .dropped(.nearDuplicate(of: "x")), .dropped(.overBudget),
    ] {
      #expect(SelectionDecision(json: decision.json) == decision)
    }
  }

  @Test("Nothing gives nothing")
  func empty() { #expect(ChunkSelector().decisions(for: []).isEmpty) }
}
