import Datasets
import Evaluation
import Foundation
import JSONText
import Quern

/// What is measured: records, and the run that they come from where there is one.
struct EvalInput {
  var dataset: DatasetInput
  /// `run.json`; nil where records stand alone.
  var manifest: JSONValue?

  /// Reads the folder of a run, a JSONL file of records, or standard input for `-`.
  init(_ path: String) throws {
    guard path != "-", FileManager.default.fileExists(atPath: path + "/run.json") else {
      dataset = DatasetInput(records: try Self.records(path))
      return
    }
    let manifest = FileManager.default.contents(atPath: path + "/run.json").flatMap { try? JSONValue(parsing: [UInt8]($0)[...]) }
    guard let manifest else {
      throw Failure.message("`\(path)/run.json` is no JSON", hint: "run `quern run` again with the same options")
    }
    self.manifest = manifest
    dataset = DatasetInput(
      records: try Self.records(path + "/dataset.jsonl"), chunks: try Self.chunks(path + "/chunks.jsonl"),
      texts: Self.texts(of: path, manifest))
  }

  private static func records(_ path: String) throws -> [Record] {
    try values(path) { number, json in
      guard let record = json.flatMap(Record.init(json:)) else {
        throw Failure.message("`\(path)` line \(number) is no record", hint: "records come from `quern run` and `quern generate`")
      }
      return record
    }
  }

  private static func chunks(_ path: String) throws -> [SourceChunk] {
    try values(path) { number, json in
      guard let chunk = json.flatMap(SourceChunk.init(json:)) else {
        throw Failure.message("`\(path)` line \(number) is no chunk", hint: "run `quern run` again with the same options")
      }
      return chunk
    }
  }

  /// What the lines of a file hold, blank ones left out; numbers of lines count from 1.
  private static func values<Value>(_ path: String, _ read: (Int, JSONValue?) throws -> Value) throws -> [Value] {
    guard let lines = LineReader(path) else {
      throw Failure.message("`\(path)` cannot be read", hint: "name the folder of a run, or a file of records")
    }
    var values: [Value] = []
    var number = 0
    while let bytes = lines.next() {
      number += 1
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      values.append(try read(number, try? JSONValue(parsing: bytes[...])))
    }
    return values
  }

  /// The texts of a run's documents by their id.
  private static func texts(of folder: String, _ manifest: JSONValue) -> [String: String] {
    var texts: [String: String] = [:]
    for input in manifest["inputs"]?.arrayValue ?? [] {
      // A name from a file is not trusted as a path: only files of the run's own folder are opened.
      guard let id = input["sha256"]?.stringValue, let name = input["markdown"]?.stringValue, name.hasPrefix("documents/"),
        !name.contains(".."),
        let text = FileManager.default.contents(atPath: folder + "/" + name)
      else { continue }
      texts[id] = String(decoding: text, as: UTF8.self)
    }
    return texts
  }
}
