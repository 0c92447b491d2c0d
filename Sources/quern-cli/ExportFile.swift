import Datasets
import Foundation
import JSONText

/// One file of an export, with the file beside it that says where its rows come from.
final class ExportFile {
  let path: String?
  let sidecarPath: String?
  private let options: ExportOptions
  private let file: DataOutput
  private let sidecar: DataOutput?
  private var rows: RowWriter
  private(set) var rowCount = 0
  private(set) var byteCount = 0

  /// Standard output where `path` is nil or `-`; that, devices and pipes have no file beside them.
  init(_ options: ExportOptions, path: String?) throws {
    self.options = options
    self.path = path
    rows = RowWriter(options)
    file = try DataOutput(path: path)
    sidecarPath = path.flatMap { options.format.needsSidecar ? Self.sidecarPath($0) : nil }
    sidecar = try sidecarPath.map { try DataOutput(path: $0) }
    try put(rows.opening)
  }

  /// `out/qa.jsonl` has `out/qa.provenance.jsonl`.
  private static func sidecarPath(_ path: String) -> String? {
    var status = stat()
    guard path != "-", stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG else { return nil }
    let end = URL(fileURLWithPath: path).pathExtension
    return (end.isEmpty ? path : String(path.dropLast(end.count + 1))) + ".provenance.jsonl"
  }

  /// All records of the file at once, as Markdown needs them.
  func write(_ records: [Record], _ faults: inout ExportFaults) throws {
    guard options.format != .markdown else {
      rowCount = records.count
      return try put(MarkdownBook.text(records))
    }
    for record in records { try write(record, &faults) }
  }

  func write(_ record: Record, _ faults: inout ExportFaults) throws {
    let row: String
    do throws(RowFault) { row = try rows.row(record) } catch {
      return faults.add(error, record)
    }
    rowCount += 1
    try put(row)
    try sidecar?.write(record.provenance(line: rows.line).text + "\n")
  }

  func finish() throws {
    try put(rows.closing)
    try file.finish()
    try sidecar?.finish()
  }

  private func put(_ text: String) throws {
    byteCount += text.utf8.count
    try file.write(text)
  }
}
