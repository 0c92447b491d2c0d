import Chunking
import Datasets
import Foundation
import JSONText
import Quern

/// The records that an export takes. Says of what cannot be read where it is, and goes on.
final class ExportInput {
  private let paths: [String]
  /// Inputs of which every line was a record, also where there were none.
  private(set) var soundCount = 0
  private(set) var failedCount = 0

  init(_ paths: [String]) { self.paths = paths }

  func forEachRecord(_ body: (Record) throws -> Void) throws {
    for path in paths {
      if try read(Self.file("dataset.jsonl", of: path) ?? path, body) { soundCount += 1 } else { failedCount += 1 }
    }
  }

  /// The chunks of all inputs that are folders of runs, with what a prompt needs to know above them.
  func passages() -> Passages {
    var passages = Passages()
    for path in paths {
      guard let file = Self.file("chunks.jsonl", of: path), let lines = LineReader(file) else { continue }
      while let bytes = lines.next() {
        guard let chunk = (try? JSONValue(parsing: bytes[...])).flatMap(Chunk.init(json:)) else { continue }
        passages.add(chunk.textWithContext, chunkID: chunk.id)
      }
    }
    return passages
  }

  /// A file of a run's folder; nil where `path` is no folder.
  private static func file(_ name: String, of path: String) -> String? {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue ? path + "/" + name : nil
  }

  private func read(_ path: String, _ body: (Record) throws -> Void) throws -> Bool {
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
      try body(record)
    }
    return isSound
  }
}
