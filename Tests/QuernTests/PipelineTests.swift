import Chunking
import Datasets
import Foundation
import Ingestion
import JSONText
import Quern
import Selection
import TestSupport
import Testing

@Suite("The main job")
struct PipelineTests {
  private let folder = TemporaryFolder()

  private func run(
    _ paths: [String], _ output: String = "out", jobs: Int = 1, force: Bool = false, options: RunOptions = RunOptions()
  ) throws -> RunSummary {
    var options = options
    options.jobs = jobs
    return try Pipeline(options: options).run(paths.map { DocumentInput(file: $0) }, output: folder.file(output), force: force)
  }

  private let demo = Repository.demo.map { Repository.path($0) }

  private func objects(_ name: String) throws -> [JSONValue] {
    try (folder.text(name) ?? "").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  }

  @Test("One job, many jobs and a second run give the same bytes")
  func stable() throws {
    _ = try run(demo, "one", jobs: 1)
    _ = try run(demo, "many", jobs: 8)
    let again = try run(demo, "one", jobs: 3)
    #expect(again.entries.map(\.isReused) == [true, true, true, true])
    for name in ["chunks.jsonl", "dataset.jsonl", "documents/rulebook.md"] {
      let text = try #require(folder.text("one/" + name))
      #expect(!text.isEmpty && text == folder.text("many/" + name), "\(name) differs")
    }
  }

  @Test("Counts balance: in is out, filtered and failed")
  func counts() throws {
    let missing = folder.file("missing.pdf")
    let summary = try run(demo + [missing], "out")
    let manifest = try JSONValue(parsing: try #require(folder.text("out/run.json")))
    for name in ["documents", "chunks"] {
      func count(_ key: String) throws -> Int { try #require(manifest["counts"]?[name]?[key]?.intValue) }
      #expect(try count("in") == count("out") + count("filtered") + count("failed"))
    }
    let chunks = try objects("out/chunks.jsonl")
    #expect(chunks.count == summary.chunkCount)
    #expect(chunks.count { $0["selection"]?["kept"] == true } == summary.keptCount)
    #expect(chunks.allSatisfy { $0["selection"]?["kept"] == true || $0["selection"]?["reason"] != nil })
    #expect(try objects("out/dataset.jsonl").count == summary.recordCount)
    #expect(summary.failedCount == 1 && summary.entries.last?.error?.code == .missing)
  }

  @Test("Every record traces to its chunk, its document and its range")
  func traces() throws {
    _ = try run(demo)
    let chunks = try objects("out/chunks.jsonl").compactMap { Chunk(json: $0) }
    let manifest = try JSONValue(parsing: try #require(folder.text("out/run.json")))
    var texts: [String: [UInt8]] = [:]
    for input in manifest["inputs"]?.arrayValue ?? [] {
      let name = try #require(input["markdown"]?.stringValue)
      texts[try #require(input["sha256"]?.stringValue)] = Array(try #require(folder.text("out/" + name)).utf8)
    }
    for line in try objects("out/dataset.jsonl") {
      let record = try #require(Record(json: line))
      let text = try #require(texts[record.evidence.documentID])
      #expect(String(decoding: text[record.evidence.range], as: UTF8.self) == record.evidence.text)
      #expect(chunks.contains { $0.id == record.chunkID && $0.documentID == record.evidence.documentID })
    }
  }

  @Test("A folder with another run is refused, and started anew with force")
  func otherRun() throws {
    _ = try run([demo[3]])
    #expect(throws: RunError.self) { try run([demo[2]]) }
    var options = RunOptions()
    options.chunkLimits.budget = 200
    #expect(throws: RunError.self) { try run([demo[3]], options: options) }
    #expect(try run([demo[2]], force: true).recordCount > 0)
    #expect(folder.names.contains("out"))
  }

  @Test("A folder with other things is left alone")
  func foreignFolder() throws {
    folder.write("out/thesis.txt", text: "mine")
    #expect(throws: RunError.self) { try run([demo[3]]) }
    _ = try run([demo[3]], force: true)
    #expect(folder.text("out/thesis.txt") == "mine")
  }

  @Test("Two documents of one name get files of their own, and one document given twice is read twice")
  func names() throws {
    let first = folder.write("a/rules.md", text: "# A\n\nThe gate must be shut at night.\n")
    let second = folder.write("b/rules.md", text: "# B\n\nThe lamp must be lit at dusk.\n")
    let summary = try run([first, second])
    #expect(summary.entries.map(\.markdown) == ["documents/rules.md", "documents/rules-2.md"])
    #expect(folder.text("out/documents/rules-2.md")?.hasPrefix("# B") == true)
  }

  @Test("Page by page, the first pages only, and a limit of chunks")
  func options() throws {
    var options = RunOptions(ingestion: IngestionOptions(pages: 8...12), chunker: .page)
    options.selection.limit = 2
    let summary = try run([demo[1]], options: options)
    #expect(summary.entries[0].pages == 5 && summary.chunkCount == 5 && summary.keptCount == 2)
    #expect(summary.droppedCounts.contains { $0.reason == "over-budget" })
  }

  @Test("A second run into a folder in use is refused")
  func locked() throws {
    _ = try run([demo[3]])
    let holder = try #require(fopen(folder.file("out/.lock"), "w"))
    defer { fclose(holder) }
    #expect(flock(fileno(holder), LOCK_EX | LOCK_NB) == 0)
    #expect(throws: RunError.self) { try run([demo[3]]) }
  }
}

/// The main claim, on the labels written for the demo corpus.
@Suite("What reaches generation")
struct LabelTests {
  struct Label {
    var document: String
    var page: Int?
    var kind: String
    var keep: Bool
    var passage: String
  }

  /// Lower-cased letters and digits: line ends, hyphens and Markdown do not count.
  private static func folded(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }

  private static let labels: [Label] = ["rulebook", "harbour-code", "handbook", "policy"].flatMap { name in
    Repository.lines("corpora/labels/\(name).jsonl").compactMap { line in
      guard let json = try? JSONValue(parsing: line), let document = json["document"]?.stringValue,
        let passage = json["passage"]?.stringValue
      else { return nil }
      return Label(
        document: document, page: json["page"]?.intValue, kind: json["label"]?.stringValue ?? "",
        keep: json["keep"]?.boolValue ?? false,
        passage: folded(passage))
    }
  }

  private struct Row {
    var document: String
    var pages: ClosedRange<Int>?
    var text: String
    var isKept: Bool
  }

  private static let rows: Result<[Row], any Error> = Result {
    let folder = TemporaryFolder()
    let summary = try Pipeline(options: RunOptions()).run(
      Repository.demo.map { DocumentInput(file: Repository.path($0)) }, output: folder.file("out"))
    let names = Dictionary(summary.entries.map { ($0.sha256 ?? "", $0.name) }, uniquingKeysWith: { first, _ in first })
    return try (folder.text("out/chunks.jsonl") ?? "").split(separator: "\n").compactMap { line in
      let json = try JSONValue(parsing: String(line))
      guard let chunk = Chunk(json: json), let name = names[chunk.documentID] else { return nil }
      return Row(document: name, pages: chunk.pages, text: folded(chunk.text), isKept: json["selection"]?["kept"] == true)
    }
  }

  private func rows(holding label: Label) throws -> [Row] {
    try Self.rows.get().filter { row in
      row.document.hasSuffix("/" + label.document) && row.text.contains(label.passage)
        && (label.page == nil || row.pages?.contains(label.page ?? 0) != false)
    }
  }

  @Test("Contents, credits, licence, index, forms and navigation never reach generation")
  func junk() throws {
    let junk = Self.labels.filter { !$0.keep }
    #expect(junk.count > 120)
    // Front matter that no heading sets apart from the text is not claimed: these are known to pass.
    var passed: [String] = []
    for label in junk where try rows(holding: label).contains(where: \.isKept) {
      passed.append("\(label.document) p.\(label.page ?? 0) \(label.kind)")
    }
    let claimed = passed.filter { !$0.hasSuffix("front") && !$0.hasSuffix("boilerplate") }
    #expect(claimed.isEmpty, "\(claimed)")
    #expect(passed.count <= 5, "\(passed)")
  }

  @Test("Passages worth keeping do")
  func content() throws {
    let content = Self.labels.filter(\.keep)
    #expect(content.count > 300)
    let lost = try content.filter { label in try !rows(holding: label).contains(where: \.isKept) }
    #expect(lost.isEmpty, "\(lost.map { "\($0.document) p.\($0.page ?? 0) \($0.passage)" })")
  }
}
