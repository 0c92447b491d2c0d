import ArgumentParser
import DocumentModel
import Foundation
import JSONText
import Quern

/// `quern ingest`.
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Read documents to Markdown.",
    discussion: """
      Writes a line of JSON a document: its Markdown text and every element, table cell and page as a range of it. With --format \
      markdown -o FOLDER one .md file a document is written.
      """)

  /// How documents are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl, markdown, text, table
  }

  @Argument(help: ArgumentHelp("Files, folders or patterns; - reads one document from standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("How to write: jsonl, markdown, text (words only) or table (an overview).", valueName: "name"))
  var format: Format = .jsonl

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "A file to write into; for markdown and text a folder, with a file a document. (default: standard output)",
      valueName: "path"))
  var output: String?

  @OptionGroup var options: StageOptions

  func run() throws {
    try Command.perform {
      let folder = format == .markdown || format == .text ? output : nil
      let file = try DataOutput(path: folder == nil ? output : nil)
      var files = try folder.map(DocumentFiles.init(folder:))
      var table = TextTable(
        header: ["document", "format", "pages", "headings", "tables", "bytes of text", "notes", "title"],
        rightAligned: [2, 3, 4, 5, 6])
      var isFirst = true
      /// Documents on one output are parted by a blank line.
      func parted(_ text: String) -> String {
        defer { isFirst = false }
        return isFirst || text.isEmpty ? text : "\n" + text
      }
      let showsProgress = folder != nil || output != nil || isatty(1) == 0
      let reading = ReadingProgress(isOn: showsProgress)
      let counts = try StageStream(options: try options.resolved(cuts: false), upTo: .ingest).run(
        inputs, pages: { reading.begin($1, of: $0) },
        emit: { output in
          guard case .document(let document) = output else { return }
          if showsProgress { Console.endProgress() }
          if document.elements.isEmpty { Console.say(Console.noText(document.source.name, document.diagnostics.first?.message)) }
          switch format {
          case .jsonl: try file.write(output.json.text + "\n")
          case .markdown:
            try files?.write(document.text, for: document, kind: "md") ?? file.write(parted(document.text))
          case .text:
            let text = Self.plainText(document)
            try files?.write(text, for: document, kind: "txt") ?? file.write(parted(text))
          case .table: table.add(Self.row(document))
          }
        }, report: { Console.error($0.message, hint: $0.hint) })
      Console.endProgress()
      if format == .table { try file.write(table.text) }
      try file.finish()
      try Command.exit(done: counts.done, failed: counts.failed)
    }
  }

  private static func plainText(_ document: Document) -> String {
    document.elements.map { document.plainText(of: $0.range) }.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func row(_ document: Document) -> [String] {
    [
      TextTable.clip(document.source.name, to: 50), document.source.format.rawValue,
      document.pages.isEmpty ? "–" : "\(document.pages.count)",
      "\(document.elements.count(where: \.isHeading))", "\(document.elements.count { $0.table != nil })",
      "\(document.text.utf8.count)",
      "\(document.diagnostics.count)", TextTable.clip(document.metadata.title ?? "", to: 50),
    ]
  }
}

/// A folder with a file a document.
struct DocumentFiles {
  private let folder: String
  private var names = FileNames()

  init(folder: String) throws {
    self.folder = folder
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw Failure.message(
        "`\(folder)` cannot be made", hint: "check the permissions of the folder above, or name another with `-o`")
    }
  }

  mutating func write(_ text: String, for document: Document, kind: String) throws {
    let path = folder + "/" + names.name(for: document.source.name, kind: kind)
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw Failure.message("`\(path)` cannot be written", hint: "check the permissions and the room on the disk")
    }
  }
}
