import ArgumentParser
import Datasets
import Evaluation
import Foundation
import JSONText
import Quern

/// `quern eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure a dataset without a model.",
    discussion: """
      Takes the folder of a run or a file of records, and prints how many records there are of which kinds, how many questions give their \
      answer away or nearly repeat another, how well answers are supported by their evidence, and, for a run, whether every range gives \
      its evidence byte for byte.
      """)

  @Argument(help: ArgumentHelp("The folder of a run, a JSONL file, or - for standard input.", valueName: "input"))
  var input: String

  @Flag(help: "Write JSON.")
  var json = false

  func run() throws {
    try Command.perform {
      let isRun = FileManager.default.fileExists(atPath: input + "/run.json")
      let records = try Self.records(isRun ? input + "/dataset.jsonl" : input)
      let texts = isRun ? Self.texts(of: input) : [:]
      let measures = DatasetMeasures(records, texts: { texts[$0] })
      let output = try DataOutput(path: nil)
      try output.write(json ? measures.json.prettyText : Self.table(measures))
      try output.finish()
    }
  }

  private static func records(_ path: String) throws -> [Record] {
    guard let lines = LineReader(path) else {
      throw Failure.message("`\(path)` cannot be read", hint: "name the folder of a run, or a file of records")
    }
    var records: [Record] = []
    var number = 0
    while let bytes = lines.next() {
      number += 1
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      guard let record = (try? JSONValue(parsing: bytes[...])).flatMap(Record.init(json:)) else {
        throw Failure.message("`\(path)` line \(number) is no record", hint: "records come from `quern run` and `quern generate`")
      }
      records.append(record)
    }
    return records
  }

  /// The texts of a run's documents by their id.
  private static func texts(of folder: String) -> [String: String] {
    guard let data = FileManager.default.contents(atPath: folder + "/run.json"),
      let manifest = try? JSONValue(parsing: [UInt8](data)[...])
    else { return [:] }
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

  private static func table(_ measures: DatasetMeasures) -> String {
    var table = TextTable(header: ["measure", "figure"], rightAligned: [1])
    for measure in measures.measures {
      table.add([measure.summary, measure.isShare ? String(format: "%.1f %%", 100 * measure.value) : "\(Int(measure.value))"])
    }
    var kinds = TextTable(header: ["kind", "records"], rightAligned: [1])
    for (kind, count) in measures.kinds { kinds.add([kind, "\(count)"]) }
    return table.text + "\n" + kinds.text
  }
}
