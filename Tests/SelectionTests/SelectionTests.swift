import Chunking
import Scoring
import Selection
import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Selection")
struct SelectionTests {
  private func item(
    _ id: String, density: Double = 0.9, rules: Double = 0.5, tokens: Int = 100, document: String = "d", path: [String] = [],
    kinds: [String] = ["paragraph"], text: String? = nil
  ) -> ScoredChunk {
    ScoredChunk(
      chunk: Chunk(
        id: id, documentID: document, range: 0..<1, headingPath: path, context: "", pages: nil, kinds: kinds,
        tokenCount: tokens,
        text: text ?? "The text of chunk \(id) differs from all others, for it says \(id) again and again, and \(id) once more."),
      score: ChunkScore(density: density, rules: rules, label: density < 0.5 ? .contents : .rules, reasons: []))
  }

  private func decisions(_ options: SelectionOptions, _ items: [ScoredChunk]) -> [String] {
    ChunkSelector(options: options).decisions(for: items).map { $0.category ?? "kept" }
  }

  @Test("In equals kept and dropped, and each drop has its reason")
  func reasons() {
    let same = "A vessel shall not anchor in the fairway unless the harbour master has agreed to it in writing before noon."
    let near = same + " and has paid what is due to the harbour"
    let items = [
      item("a"), item("b", density: 0.1), item("c", text: same), item("d", text: same.uppercased()), item("e", text: near),
    ]
    #expect(
      decisions(SelectionOptions(duplicateSimilarity: 0.6), items) == ["kept", "contents", "kept", "duplicate", "near-duplicate"])
    #expect(decisions(SelectionOptions(duplicateSimilarity: 2), items) == ["kept", "contents", "kept", "kept", "kept"])
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

  @Test("Quotas keep the richest of each document and section")
  func quotas() {
    let items = [
      item("a", rules: 0.2, path: ["One"]), item("b", rules: 0.8, path: ["One", "Deeper"]), item("c", rules: 0.5, path: ["Two"]),
      item("d", rules: 0.1, document: "e", path: ["One"]),
    ]
    #expect(decisions(SelectionOptions(sectionQuota: 1), items) == ["over-section-quota", "kept", "kept", "kept"])
    #expect(
      decisions(SelectionOptions(documentQuota: 1), items) == ["over-document-quota", "kept", "over-document-quota", "kept"])
  }

  @Test("A title above everything is no section")
  func title() {
    let items = [
      item("a", rules: 0.2, path: ["Title", "One"]), item("b", rules: 0.8, path: ["Title", "One"]),
      item("c", rules: 0.5, path: ["Title", "Two"]),
    ]
    #expect(decisions(SelectionOptions(sectionQuota: 1), items) == ["over-section-quota", "kept", "kept"])
  }

  @Test("Covering the outline takes the best of every section first")
  func coverage() {
    let items = [
      item("a", rules: 0.9, path: ["One"]), item("b", rules: 0.8, path: ["One"]), item("c", rules: 0.3, path: ["Two"]),
      item("d", rules: 0.2, path: ["Two"]),
    ]
    #expect(decisions(SelectionOptions(limit: 2), items) == ["kept", "kept", "over-budget", "over-budget"])
    #expect(decisions(SelectionOptions(limit: 2, coversOutline: true), items) == ["kept", "over-budget", "kept", "over-budget"])
    #expect(decisions(SelectionOptions(limit: 3, coversOutline: true), items) == ["kept", "kept", "kept", "over-budget"])
    #expect(decisions(SelectionOptions(coversOutline: true), items).allSatisfy { $0 == "kept" })
  }

  @Test("Diversity lets another subject go before more of the same")
  func diversity() {
    let fees = "Vessels longer than thirty metres shall pay harbour fees every month, vessels shorter than that every quarter"
    let items = [
      item("a", rules: 0.9, text: fees + " in advance."), item("b", rules: 0.85, text: fees + " to the cashier behind the gate."),
      item("c", rules: 0.6, text: "Nobody may light fires on deck unless the captain watches over them until they are out."),
    ]
    #expect(decisions(SelectionOptions(limit: 2), items) == ["kept", "kept", "over-budget"])
    #expect(decisions(SelectionOptions(limit: 2, diversity: 0.5), items) == ["kept", "over-budget", "kept"])
    #expect(decisions(SelectionOptions(limit: 3, diversity: 0.5), items).allSatisfy { $0 == "kept" })
  }

  @Test("A lazy queue chooses what comparing all would", arguments: [0.2, 0.5, 0.9])
  func lazy(_ diversity: Double) {
    var generator = SeededGenerator(seed: 11)
    let items = (0..<60).map { index in
      item(
        "\(index)", rules: Double.random(in: 0...1, using: &generator),
        text: (0..<30).map { _ in "subject\(Int.random(in: 0..<40, using: &generator))" }.joined(separator: " "))
    }
    let kept = decisions(SelectionOptions(limit: 20, diversity: diversity, duplicateSimilarity: 2), items).enumerated().filter {
      $0.element == "kept"
    }.map(\.offset)
    var chosen: [Int] = []
    let sketches = items.map { WordSketch($0.chunk.text) }
    while chosen.count < 20 {
      let worth = items.indices.map { index in
        let nearest = chosen.map { sketches[index].similarity(to: sketches[$0]) }.max() ?? 0
        return chosen.contains(index) ? -9 : (1 - diversity) * items[index].score.rules - diversity * nearest
      }
      chosen.append(worth.firstIndex(of: worth.max()!)!)
    }
    #expect(kept == chosen.sorted())
  }

  @Test("Profiles: what ranks, and what is taken at all")
  func profiles() {
    let items = [
      item("a", density: 0.9, rules: 0.2), item("b", density: 0.7, rules: 0.8),
      item("c", density: 0.6, rules: 0.1, kinds: ["paragraph", "table"]),
    ]
    #expect(decisions(SelectionOptions(profile: .rules, limit: 1), items) == ["over-budget", "kept", "over-budget"])
    #expect(decisions(SelectionOptions(profile: .general, limit: 1), items) == ["kept", "over-budget", "over-budget"])
    #expect(decisions(SelectionOptions(profile: .tables), items) == ["off-profile", "off-profile", "kept"])
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
      SelectionDecision.kept, .dropped(.lowDensity(.index)), .dropped(.duplicate(of: "y")), .dropped(.nearDuplicate(of: "x")),
      .dropped(.offProfile), .dropped(.overDocumentQuota), .dropped(.overSectionQuota), .dropped(.overBudget),
    ] {
      #expect(SelectionDecision(json: decision.json) == decision)
    }
  }

  @Test("Nothing gives nothing")
  func empty() { #expect(ChunkSelector().decisions(for: []).isEmpty) }
}
