import ArgumentParser
import Datasets
import Foundation
import JSONText
import Quern

/// `quern export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records as JSONL or CSV.",
    discussion: "Takes the folder of a run, a dataset.jsonl, or records on standard input.")

  /// What is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv
  }

  @Argument(help: ArgumentHelp("Folders of runs, JSONL files, or - for standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("What to write: jsonl or csv.", valueName: "name"))
  var format: Format = .jsonl

  @Option(name: [.short, .long], help: ArgumentHelp("A file to write into. (default: standard output)", valueName: "file"))
  var output: String?

  @Flag(help: "Leave CSV fields as they are that a spreadsheet would run as formulas.")
  var rawCells = false

  func run() throws {
    try Command.perform {
      let file = try DataOutput(path: output)
      if format == .csv { try file.write(CSV.line(CSV.header)) }
      var counts = (done: 0, failed: 0)
      for input in inputs {
        if try export(input, to: file) { counts.done += 1 } else { counts.failed += 1 }
      }
      try file.finish()
      try Command.exit(done: counts.done, failed: counts.failed)
    }
  }

  private func export(_ input: String, to file: DataOutput) throws -> Bool {
    var isFolder: ObjCBool = false
    let isRun = FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) && isFolder.boolValue
    let path = isRun ? input + "/dataset.jsonl" : input
    guard path == "-" || FileManager.default.fileExists(atPath: path), let lines = LineReader(path) else {
      Console.error("`\(path)` does not exist", hint: "name the folder of a run, or a file of records")
      return false
    }
    var number = 0
    var isSound = true
    while let bytes = lines.next() {
      number += 1
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      let json = try? JSONValue(parsing: bytes[...])
      guard let record = json.flatMap(Record.init(json:)) else {
        if json?["type"]?.stringValue == "document" || json?["type"]?.stringValue == "chunk" { continue }
        Console.error("`\(path)` line \(number) is no record", hint: "records come from `quern run` and `quern generate`")
        isSound = false
        continue
      }
      try file.write(format == .csv ? CSV.line(CSV.fields(of: record), guardFormulas: !rawCells) : record.json.text + "\n")
    }
    return isSound
  }
}
