import Datasets
import Foundation
import JSONText

/// Writes an export: to standard output, into a file, or into a folder.
final class ExportWriter {
  private let options: ExportOptions
  private let layout: ExportLayout
  private let output: String?
  private let isFolder: Bool
  /// Where rows go as they come; nil where all records must be known first.
  private var stream: ExportFile?
  private var held: [Record] = []
  private var faults = ExportFaults()
  private(set) var rowCount = 0

  /// Records that could not be rows.
  var failedCount: Int { faults.count }

  init(_ options: ExportOptions, _ layout: ExportLayout, _ output: String?) throws {
    self.options = options
    self.layout = layout
    self.output = output
    var isThere: ObjCBool = false
    let isPresent = output.map { FileManager.default.fileExists(atPath: $0, isDirectory: &isThere) } ?? false
    isFolder = layout.split != nil || options.format == .hf || output?.hasSuffix("/") == true || (isPresent && isThere.boolValue)
    if isFolder, let output { try ExportFolder.check(output) }
    if !isFolder, options.format.isStream { stream = try ExportFile(options, path: output) }
  }

  func add(_ record: Record) throws {
    if let stream { try stream.write(record, &faults) } else { held.append(record) }
  }

  func finish() throws {
    let files = try stream.map { [$0] } ?? (isFolder ? writeFolder() : [writeFile()])
    for file in files { try file.finish() }
    rowCount = files.reduce(0) { $0 + $1.rowCount }
    faults.report(format: options.format)
    noteMissingChunks()
  }

  /// All records in one file, which both kinds of them cannot share in some formats.
  private func writeFile() throws -> ExportFile {
    if !options.format.mixesSubsets, Set(held.map(\.subset)).count > 1 {
      throw Failure.message(
        "some records are answered in words and others by tools, which cannot stand in one file of `\(options.format.rawValue)`",
        hint: "name a folder with `-o NAME/`; it gets a file of each")
    }
    let file = try ExportFile(options, path: output)
    try file.write(held, &faults)
    return file
  }

  private func writeFolder() throws -> [ExportFile] {
    let parts: [ExportPart]
    do throws(ExportLayout.Fault) { parts = try layout.parts(of: held) } catch {
      throw Failure.message(error.reason, hint: error.hint)
    }
    let folder = ExportFolder(output ?? ".", options, layout)
    return try folder.write(parts, &faults)
  }

  private func noteMissingChunks() {
    guard let passages = options.passages else { return }
    let missing = held.count { !passages.hasChunk(of: $0) }
    if missing > 0 {
      Console.say("\(missing) of \(held.count) prompts show the evidence alone: name the folder of the run for whole chunks")
    }
  }
}

/// Records that could not be rows, by the reason.
struct ExportFaults {
  private var counts: [(reason: String, first: String, count: Int)] = []

  var count: Int { counts.reduce(0) { $0 + $1.count } }

  mutating func add(_ fault: RowFault, _ record: Record) {
    if let index = counts.firstIndex(where: { $0.reason == fault.reason }) {
      counts[index].count += 1
    } else {
      counts.append((fault.reason, TextTable.clip(record.id, to: 32), 1))
    }
  }

  /// One line a reason, on standard error.
  func report(format: ExportFormat) {
    for (reason, first, count) in counts {
      let records = count == 1 ? "1 record, \(first), was" : "\(count) records, the first of them \(first), were"
      Console.error("\(records) left out of `\(format.rawValue)`: \(reason)")
    }
    if count > 0 { Console.say("\nhint: `--format jsonl` takes every record\n") }
  }
}
