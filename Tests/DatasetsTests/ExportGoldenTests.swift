import Datasets
import JSONText
import TestSupport
import Testing

/// The records of `fixtures/exports/records.jsonl` as every format writes them. `make golden` rewrites the files.
@Suite("GoldenTests: exports")
struct ExportGoldenTests {
  static let records = Repository.lines("fixtures/exports/records.jsonl").compactMap {
    (try? JSONValue(parsing: $0)).flatMap(Record.init(json:))
  }

  /// The files of a folder one below the other, each under its name, and what was left out.
  static func text(_ options: ExportOptions) throws -> String {
    try ExportLayout(options.format).parts(of: records).map { part in
      "== \(part.name).\(options.format.fileExtension)\n"
        + (options.format == .markdown ? MarkdownBook.text(part.records) : rows(part.records, options))
    }.joined()
  }

  private static func rows(_ records: [Record], _ options: ExportOptions) -> String {
    var rows = RowWriter(options)
    var (text, faults) = (rows.opening, "")
    for record in records {
      do throws(RowFault) { text += try rows.row(record) } catch { faults += "-- \(record.id): \(error.reason)\n" }
    }
    return text + rows.closing + faults
  }

  private static func expectGolden(_ options: ExportOptions, _ name: String) throws {
    let difference = Golden.difference(try text(options), "fixtures/exports/\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("Questions alone", arguments: ExportFormat.allCases)
  func closedBook(format: ExportFormat) throws { try Self.expectGolden(ExportOptions(format), format.rawValue) }

  @Test("With a system message and passages", arguments: [ExportFormat.openai, .alpaca, .sharegpt, .trlPromptCompletion])
  func reading(format: ExportFormat) throws {
    var options = ExportOptions(format)
    options.system = "Answer by the code."
    options.passages = Passages()
    options.passages?.add("\nHarbour Code\n\nIn this code\n\n“berth” means a length of quay;\n", chunkID: "c1")
    options.asMessages = true
    try Self.expectGolden(options, format.rawValue + "-with-context")
  }

  @Test("The card and LLaMA-Factory's list of files")
  func descriptions() throws {
    let files = [("train", Subset.qa, 3), ("test", .qa, 1), ("train", .tools, 1)].map { split, subset, count in
      DatasetCard.File(
        subset: subset, split: split, path: "data/\(subset)/\(split)-00000-of-00001.jsonl", rowCount: count,
        byteCount: 100 * count)
    }
    let text =
      DatasetCard(files: files, documentCount: 2, unit: .document).text + "== dataset_info.json\n"
      + DatasetInfo.json(files: ["train", "test"], options: ExportOptions(.sharegpt)).prettyText
    let difference = Golden.difference(text, "fixtures/exports/card.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
