import Datasets
import Foundation
import JSONText

/// The folder of an export: its files, and what tells their reader about them.
struct ExportFolder {
  private let path: String
  private let options: ExportOptions
  private let layout: ExportLayout

  init(_ path: String, _ options: ExportOptions, _ layout: ExportLayout) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    (self.options, self.layout) = (options, layout)
  }

  /// The folder of a run is refused: its files have names that an export writes too.
  static func check(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path + "/run.json") else { return }
    throw Failure.message("`\(path)` is the folder of a run", hint: "name another with `-o`")
  }

  /// Writes every part, a line about each to standard error, and gives the files, which are not finished yet.
  func write(_ parts: [ExportPart], _ faults: inout ExportFaults) throws -> [ExportFile] {
    if options.format == .hf, parts.allSatisfy(\.records.isEmpty) {
      throw Failure.message(
        "there are no records, and no loader takes an empty dataset", hint: "see report.html of the run for why")
    }
    let isMixed = Set(parts.flatMap { $0.records.map(\.subset) }).count > 1
    var written: [(part: ExportPart, file: ExportFile)] = []
    var table = TextTable(header: ["file", "records", "documents", "chunks"], rightAligned: [1, 2, 3])
    for part in parts {
      let name = options.format == .hf ? Self.hubName(part, isMixed) : part.name + "." + options.format.fileExtension
      let file = try ExportFile(options, path: try place(name))
      try file.write(part.records, &faults)
      // A file of which every record was left out is not made.
      guard file.rowCount > 0 || part.records.isEmpty else { continue }
      written.append((part, file))
      let documents = Set(part.records.map { $0.group(by: .document) }).count
      table.add([path + "/" + name, "\(file.rowCount)", "\(documents)", "\(Set(part.records.map(\.chunkID)).count)"])
    }
    guard !written.isEmpty else {
      Console.say("no records are left to write, so `\(path)` got no files")
      return []
    }
    try describe(written)
    Console.say(String(table.text.dropLast()))
    noteOthers(than: written.map(\.file))
    return written.map(\.file)
  }

  /// `data/train-00000-of-00001.jsonl`, in a folder of its kind where there are two.
  private static func hubName(_ part: ExportPart, _ isMixed: Bool) -> String {
    let folder = isMixed ? "data/\(part.records[0].subset.rawValue)/" : "data/"
    return folder + (part.split ?? "train") + "-00000-of-00001.jsonl"
  }

  /// The path of a file of the folder, which is made where it is missing.
  private func place(_ name: String) throws -> String {
    let file = path + "/" + name
    do {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw Failure.message(
        "the folder `\(path)` cannot be made", hint: "check that no file has its name, and the permissions above it")
    }
    return file
  }

  /// Says which files an earlier export left, since readers take all files of a folder.
  private func noteOthers(than files: [ExportFile]) {
    let written = Set(files.flatMap { [$0.path, $0.sidecarPath] }.compactMap { $0 })
    let found = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).filter {
      $0.hasSuffix("." + options.format.fileExtension) && !written.contains(path + "/" + $0) && $0 != "dataset_info.json"
    }
    guard !found.isEmpty else { return }
    Console.say("`\(path)` also holds files that this export did not write: \(found.sorted().joined(separator: ", "))")
  }

  private func describe(_ written: [(part: ExportPart, file: ExportFile)]) throws {
    if options.format == .hf { try write(card(written).text, to: "README.md") }
    if options.format.isArray {
      try write(DatasetInfo.json(files: written.map(\.part.name), options: options).prettyText, to: "dataset_info.json")
    }
  }

  private func card(_ written: [(part: ExportPart, file: ExportFile)]) -> DatasetCard {
    let files = written.map { part, file in
      DatasetCard.File(
        subset: part.records[0].subset, split: part.split ?? "train", path: String((file.path ?? "").dropFirst(path.count + 1)),
        rowCount: file.rowCount, byteCount: file.byteCount)
    }
    let documents = Set(written.flatMap { $0.part.records.map { $0.group(by: .document) } })
    return DatasetCard(files: files, documentCount: documents.count, unit: layout.unit)
  }

  private func write(_ text: String, to name: String) throws {
    let output = try DataOutput(path: try place(name))
    try output.write(text)
    try output.finish()
  }
}
