import Datasets
import JSONText
import Testing

@testable import Evaluation

@Suite("Answers made wrong on purpose")
struct MutationTests {
  private static let chunk =
    "A vessel must not pass Gull Rock within 40 metres. The fee is 12 crowns, and the pilot of Skel Bay takes it."

  private func mutants(_ answer: String, _ question: String, _ mutation: Mutation) -> Set<String> {
    Set(
      (UInt64(0)..<40).compactMap { seed in
        var mutator = AnswerMutator(answer: answer, question: question, chunk: Self.chunk, seed: seed)
        return mutator.mutant(mutation)
      })
  }

  @Test("A number becomes another, never its own")
  func numbers() {
    let made = mutants("The fee is 12 crowns.", "What is the fee?", .number)
    #expect(
      made.contains("The fee is 40 crowns.") && made.contains("The fee is 13 crowns.") && !made.contains("The fee is 12 crowns."))
    #expect(mutants("The fee is 12 crowns.", "Who pays 12 crowns?", .number).isEmpty)
  }

  @Test("A denial goes, or comes")
  func denials() {
    #expect(mutants("A vessel must not pass.", "", .negation) == ["A vessel must pass."])
    #expect(mutants("It cannot pass.", "", .negation) == ["It can pass."])
    #expect(mutants("The fee is 12 crowns.", "", .negation) == ["The fee is not 12 crowns."])
    #expect(mutants("A pilot can wait.", "", .negation) == ["A pilot cannot wait."])
    #expect(mutants("There is no fee.", "", .negation).isEmpty)
  }

  @Test("A name becomes another name, a noun another noun")
  func entities() {
    let made = mutants("The pilot of Skel Bay takes the boats.", "Who takes the boats?", .entity)
    #expect(made.contains("The vessel of Skel Bay takes the boats."))
    #expect(made.contains("The pilot of Gull Bay takes the boats.") || made.contains("The pilot of Rock Bay takes the boats."))
  }

  @Test("The area under the curve counts ties half")
  func area() {
    #expect(GateMeasures.area([1, 1], above: [0, 0.5]) == 1 && GateMeasures.area([0], above: [1]) == 0)
    #expect(GateMeasures.area([0.5, 1], above: [0.5, 0]) == 0.875 && GateMeasures.area([], above: [1]) == 0.5)
  }

  @Test("The check of answers tells right answers from wrong ones, with the same figures for the same seed")
  func gate() {
    let records = [
      Made.record("What is the fee for the pilot?", "The fee is 12 crowns.", chunk: "c0"),
      Made.record("What must a vessel not do?", "A vessel must not pass Gull Rock within 40 metres.", id: "b", chunk: "c0"),
      Made.record(
        "Who rings the bell?", "Captain Orla rings the bell.", id: "o", evidence: "Captain Orla rings the bell.", chunk: "c1"),
    ]
    let input = DatasetInput(records: records, chunks: Made.chunks([Self.chunk, "Captain Orla rings the bell."]))
    let gate = GateMeasures(input)
    #expect(gate.records == 3 && gate.rows.first?.mutation == nil && gate.rows.count == 5)
    #expect(gate.rows.allSatisfy { (0.97...1).contains($0.chunkArea) && (0...1).contains($0.accepted) }, "\(gate.json.text)")
    #expect(gate == GateMeasures(input) && GateMeasures(DatasetInput(records: [])).rows.isEmpty)
  }
}
