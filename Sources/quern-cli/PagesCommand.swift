import ArgumentParser
import DocumentModel
import JSONText
import Quern
import Selection

/// `quern pages`.
struct PagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Say which pages hold something worth asking about.",
    discussion: """
      For work that goes page by page: every page is scored as one chunk, and a page goes on where it is not blank and is dense \
      enough. What is skipped carries its reason: blank, contents, index, credits, licence, noise and the like. With another \
      --chunker a page goes on where it has text of a chunk that was kept.

      With --format jsonl each line is an object with document, page, label, kept, reason and density.
      """)

  /// How verdicts are shown.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, table, jsonl
  }

  @Argument(
    help: ArgumentHelp("Files, folders or patterns; - reads an earlier stage's JSONL from standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("How to write: text, table or jsonl.", valueName: "name"))
  var format: Format = .text

  @OptionGroup var options: StageOptions

  func run() throws {
    try Command.perform {
      let resolved = try options.resolved(chunker: .page)
      let output = try DataOutput(path: nil)
      var table = TextTable(header: ["document", "page", "label", "density", "verdict"], rightAligned: [1, 3])
      var open: (document: Document, lines: [ChunkLine])?
      func finish() throws {
        guard let group = open else { return }
        open = nil
        try write(group.document, group.lines, &table, output)
      }
      let counts = try StageStream(options: resolved, upTo: .select).run(
        inputs,
        emit: { line in
          switch line {
          case .document(let document):
            try finish()
            open = (document, [])
          case .chunk(let line, _): open?.lines.append(line)
          case .record: break
          }
        }, report: { Console.error($0.message, hint: $0.hint) })
      try finish()
      if format == .table { try output.write(table.text) }
      try output.finish()
      try Command.exit(done: counts.done, failed: counts.failed)
    }
  }

  private func write(_ document: Document, _ lines: [ChunkLine], _ table: inout TextTable, _ output: DataOutput) throws {
    let name = document.source.name
    let verdicts = lines.pageVerdicts(of: document)
    if verdicts.isEmpty { Console.say("\(name) has no pages") }
    switch format {
    case .text:
      guard !verdicts.isEmpty else { return }
      try output.write("\(name): \(verdicts.count { $0.isKept }) of \(verdicts.count) pages\n  \(verdicts.summary)\n")
    case .table:
      for verdict in verdicts {
        table.add([
          TextTable.clip(name, to: 40), "\(verdict.page)", verdict.label ?? "", verdict.density.map { "\($0)" } ?? "",
          verdict.reason ?? "goes on",
        ])
      }
    case .jsonl:
      for verdict in verdicts {
        guard case .object(let members) = verdict.json else { continue }
        try output.write(JSONValue.object([.init("document", .string(name))] + members).text + "\n")
      }
    }
  }
}
