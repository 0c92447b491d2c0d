import ArgumentParser
import Foundation
import Generation
import JSONText
import Quern

/// Which rows a flow gets.
struct FlowRowOptions: ParsableArguments {
  @Option(name: .customLong("rows"), help: ArgumentHelp("Take only so many rows.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("What the documents are about, for flows that ask it. (default: their titles)", valueName: "text"))
  var domain: String?

  @Option(
    help: ArgumentHelp(
      "A YAML or JSON file of columns that are the same in all rows, such as icl_document and icl_query_1. (default: an example "
        + "from the documents)", valueName: "file"))
  var icl: String?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("`--rows` must be 1 or more") }
  }

  var hints: SeedRows.Hints {
    get throws { SeedRows.Hints(domain: domain, columns: try icl.map(ColumnFile.columns) ?? []) }
  }

  /// The rows, and how many inputs gave none.
  ///
  /// - Parameter options: made for documents only, since they load a vocabulary.
  func read(_ inputs: [String], for flow: Flow, _ options: @autoclosure () throws -> RunOptions, isQuiet: Bool) throws -> (
    rows: FlowRows, failed: Int
  ) {
    let isFile = inputs.count == 1 && (inputs[0] == "-" || inputs[0].hasSuffix(".jsonl"))
    var inputs = inputs
    var spooled: SpooledInput?
    defer { withExtendedLifetime(spooled) {} }
    if inputs == ["-"] {
      // An earlier stage's lines are read by another reader than rows, and standard input only once.
      spooled = try SpooledInput()
      inputs = [spooled?.path ?? "-"]
    }
    if isFile, let found = try rows(of: inputs[0]) {
      guard domain == nil, icl == nil else {
        throw Failure.message("`--domain` and `--icl` are for documents", hint: "put the columns into the rows")
      }
      return (found, 0)
    }
    var seeds = SeedRows()
    let counts = try StageStream(options: try options(), upTo: .select).run(
      inputs,
      emit: { line in
        if case .chunk(let line, let document) = line { seeds.add(line, of: document) }
      }, report: { Console.error($0.message, hint: $0.hint) })
    if seeds.count == 0 {
      throw Failure.message(
        counts.done > 0 ? "nothing of the documents is worth asking about" : "no document could be read",
        hint: "`quern select INPUT --explain` says why chunks are dropped")
    }
    seeds.fill(for: flow, try hints, limit: limit)
    if !isQuiet { Console.say(SeedText(seeds).text) }
    guard seeds.missing.isEmpty else { throw seeds.missingColumns }
    return (FlowRows(seeds.rows), counts.failed)
  }

  /// The rows of a file; nil where the lines are those of an earlier stage.
  private func rows(of path: String) throws -> FlowRows? {
    do throws(FlowRows.Problem) { return try FlowRows(file: path, limit: limit) } catch {
      switch error {
      case .stage: return nil
      case .unreadable: throw Failure.message("`\(path)` cannot be read", hint: "name documents, or a file of rows")
      case .noObject(let line):
        throw Failure.message("`\(path)` line \(line) is no JSON object", hint: "write one JSON object a line")
      }
    }
  }
}

/// What becomes of documents, for people.
struct SeedText {
  let text: String

  init(_ seeds: SeedRows) {
    let few = seeds.rows.count < seeds.count ? "\(seeds.rows.count) of " : ""
    var lines = ["\(few)\(seeds.count) chunk\(seeds.count == 1 ? " becomes a row" : "s become rows"):"]
    lines += seeds.mapping.map { "  \($0.column)  ←  \($0.source)" }
    if !seeds.unused.isEmpty {
      lines.append("the flow knows nothing of these columns of `--icl`: \(seeds.unused.joined(separator: ", "))")
    }
    text = lines.joined(separator: "\n")
  }
}

/// Standard input as a file, which is gone with its owner.
private final class SpooledInput {
  let path: String

  init() throws {
    // A name that no one can guess, made anew: in a folder that others write to, a known one could be theirs.
    var template = Array((NSTemporaryDirectory() + "/quern-XXXXXX.jsonl").utf8CString)
    let file = mkstemps(&template, 6)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let input = FileHandle.standardInput.readDataToEndOfFile()
    guard file >= 0, (try? FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: input)) != nil else {
      if file >= 0 { unlink(path) }
      throw Failure.message("`\(path)` cannot be written", hint: "check the room on the disk, or set TMPDIR to another folder")
    }
  }

  deinit { unlink(path) }
}

/// A file of columns that all rows share.
enum ColumnFile {
  static func columns(_ path: String) throws -> [JSONValue.Member] {
    do throws(FlowError) { return try FlowColumnsFile.columns(path) } catch {
      throw Failure.message(
        error.description,
        hint: FileManager.default.fileExists(atPath: path) ? "write one `name: value` a line" : "check the path")
    }
  }
}
