internal import Foundation

/// The built binary, run as a user runs it.
public enum Program {
  /// What a run left.
  public struct Outcome: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String

    /// The lines of the output.
    public var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The path of `quern`, beside the tests that were built with it.
  public static let path: String = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("quern").path
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : Repository.path(".build/debug/quern")
  }()

  /// Runs `quern` with `arguments` in `folder`, with `input` on standard input.
  public static func run(_ arguments: [String], in folder: String = Repository.root, input: String = "") -> Outcome {
    start(path, arguments, in: folder, input: input)
  }

  /// Runs a line of shell with `quern` on the PATH.
  public static func shell(_ line: String, in folder: String = Repository.root) -> Outcome {
    start("/bin/sh", ["-c", line], in: folder, input: "")
  }

  private static func start(_ program: String, _ arguments: [String], in folder: String, input: String) -> Outcome {
    let files = TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = URL(fileURLWithPath: path).deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
    // Counts are those of a machine without vocabularies, unless a test says otherwise.
    if environment["QUERN_DATA"] == nil { environment["QUERN_DATA"] = files.path }
    process.environment = environment
    // Files and not pipes, which would have to be emptied while the process runs.
    process.standardInput = FileHandle(forReadingAtPath: files.write("in", text: input))
    process.standardOutput = FileHandle(forWritingAtPath: files.write("out", text: ""))
    process.standardError = FileHandle(forWritingAtPath: files.write("err", text: ""))
    do { try process.run() } catch { return Outcome(status: -1, output: "", errors: "\(error)") }
    process.waitUntilExit()
    let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Outcome(status: status, output: files.text("out") ?? "", errors: files.text("err") ?? "")
  }
}
