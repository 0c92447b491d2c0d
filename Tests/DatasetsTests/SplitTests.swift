import Datasets
import TestSupport
import Testing

@Suite("Splits")
struct SplitTests {
  /// Records of up to 40 documents with up to 30 chunks, by chance.
  private static func records(seed: UInt64) -> [Record] {
    var generator = SeededGenerator(seed: seed)
    return (0..<Int.random(in: 3...40, using: &generator)).flatMap { document in
      (0..<Int.random(in: 1...30, using: &generator)).flatMap { chunk in
        (0..<Int.random(in: 1...4, using: &generator)).map { number in
          Record(
            id: "\(document)-\(chunk)-\(number)", kind: "k", question: "q", answer: "a", shortAnswer: nil,
            evidence: .init(documentID: "d\(document)", documentName: "d", range: 0..<1, pages: nil, text: "e"),
            chunkID: "d\(document)c\(chunk)", headingPath: [], score: 1)
        }
      }
    }
  }

  private static func layout(_ text: String, _ unit: Split.Unit = .document, seed: Int = 0) throws -> ExportLayout {
    var layout = ExportLayout(.jsonl)
    layout.split = try Split(text)
    (layout.unit, layout.seed) = (unit, seed)
    return layout
  }

  @Test(
    "No group is divided, nothing is lost, no part is empty", arguments: 0..<40 as Range<UInt64>, [Split.Unit.document, .chunk])
  func partition(seed: UInt64, unit: Split.Unit) throws {
    let records = Self.records(seed: seed)
    let parts = try Self.layout("train=0.8,validation=0.1,test=0.1", unit).parts(of: records)
    #expect(parts.map(\.name) == ["train", "validation", "test"])
    #expect(parts.allSatisfy { !$0.records.isEmpty } && parts.reduce(0) { $0 + $1.records.count } == records.count)
    let groups = parts.map { part in Set(part.records.map { $0.group(by: unit) }) }
    #expect(
      groups[0].isDisjoint(with: groups[1]) && groups[0].isDisjoint(with: groups[2]) && groups[1].isDisjoint(with: groups[2]))
  }

  @Test("The same for the same seed, in whatever order records come; another seed deals anew")
  func determinism() throws {
    let records = Self.records(seed: 7)
    let layout = try Self.layout("train=0.7,test=0.3")
    func ids(_ parts: [ExportPart]) -> [Set<String>] { parts.map { Set($0.records.map(\.id)) } }
    let first = ids(try layout.parts(of: records))
    #expect(try ids(layout.parts(of: records)) == first && ids(layout.parts(of: records.reversed())) == first)
    #expect(try ids(Self.layout("train=0.7,test=0.3", seed: 1).parts(of: records)) != first)
  }

  @Test("Shares come out as they were asked for where groups are many")
  func shares() throws {
    for seed in 0..<10 as Range<UInt64> {
      let records = Self.records(seed: seed)
      let parts = try Self.layout("a=0.6,b=0.3,c=0.1", .chunk).parts(of: records)
      for (part, share) in zip(parts, [0.6, 0.3, 0.1]) {
        #expect(abs(Double(part.records.count) - share * Double(records.count)) <= max(4, 0.02 * Double(records.count)))
      }
    }
  }

  @Test("Too few documents are refused with what can be done")
  func tooFew() throws {
    let records = Self.records(seed: 1).filter { $0.evidence.documentID == "d0" || $0.evidence.documentID == "d1" }
    let layout = try Self.layout("train=0.8,validation=0.1,test=0.1")
    let fault = #expect(throws: ExportLayout.Fault.self) { try layout.parts(of: records) }
    #expect(
      fault?.reason.contains("2 documents cannot make 3 splits") == true && fault?.hint.contains("--split-by chunk") == true)
    #expect(try Self.layout("train=0.8,validation=0.1,test=0.1", .chunk).parts(of: records).count == 3)
    #expect(throws: ExportLayout.Fault.self) { try layout.parts(of: []) }
  }

  @Test(
    "What is no split is refused",
    arguments: [
      "", "train", "train=0", "train=1.2", "a=0.5,a=0.5", "a b=1", "../x=1", "train=0.8,test=0.1", "train=0.5,=0.5", "a=nan",
    ])
  func faults(text: String) { #expect(throws: Split.Fault.self) { try Split(text) } }

  @Test("Answers and tool calls get files of their own where they cannot share one")
  func subsets() throws {
    let records = ExportGoldenTests.records
    func names(_ format: ExportFormat, _ split: String? = nil) throws -> [String] {
      var layout = ExportLayout(format)
      layout.split = try split.map { (text) throws in try Split(text) }
      return try layout.parts(of: records).map(\.name)
    }
    #expect(try names(.openai) == ["qa", "tools"] && names(.sharegpt) == ["dataset"])
    #expect(Set(try names(.openai, "train=0.5,test=0.5")).isSuperset(of: ["qa-train", "qa-test"]))
    #expect(try ExportLayout(.openai).parts(of: []).isEmpty)
  }
}
