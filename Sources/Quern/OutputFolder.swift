internal import Foundation
internal import Workspace

/// The folder that a run writes into.
final class OutputFolder {
  let path: String
  /// Whether what a run left here is to count for nothing, but for the replies of models.
  let startsAnew: Bool
  private var lock: Int32 = -1

  private static let workspace = ["workspace.sqlite", "workspace.sqlite-wal", "workspace.sqlite-shm"]
  /// Everything that a run writes beside the workspace, which `--force` removes.
  private static let products = [
    "documents", "chunks.jsonl", "dataset.jsonl", "run.json", "report.html", "rows.jsonl", "failed.jsonl",
  ]

  /// Makes the folder and takes its lock. A folder that holds other things than a run is refused.
  init(_ path: String, force: Bool) throws(RunError) {
    self.path = path
    guard !path.isEmpty else { throw RunError("the name of the output folder is empty", hint: "name a folder with `-o`") }
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    var isRun = false
    if manager.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw RunError("`\(path)` is a file", hint: "name a folder with `-o`") }
      let names = (try? manager.contentsOfDirectory(atPath: path)) ?? []
      isRun = names.contains("workspace.sqlite")
      let isEmpty = names.allSatisfy { $0.hasPrefix(".") }
      guard isRun || isEmpty || force else {
        throw RunError(
          "`\(path)` is not empty and holds no run", hint: "name another folder with `-o`, or pass `--force` to write into it")
      }
      // What only looks like a run's must not be lost.
      if !isRun, let taken = (Self.workspace + Self.products).first(where: { names.contains($0) }) {
        throw RunError("`\(path)` holds no run, but a `\(taken)` of its own", hint: "name another folder with `-o`")
      }
    } else {
      do { try manager.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
        throw RunError("`\(path)` cannot be made", hint: "check the permissions of the folder above, or name another with `-o`")
      }
    }
    startsAnew = force && isRun
    try takeLock()
    if startsAnew {
      for name in Self.products { try? manager.removeItem(atPath: file(name)) }
    }
  }

  /// Opens the workspace in the folder. One that is to count for nothing keeps its replies, unless it cannot be read.
  func openWorkspace() throws(Workspace.Failure) -> Workspace {
    do throws(Workspace.Failure) {
      let workspace = try Workspace(path: file("workspace.sqlite"))
      if startsAnew { try workspace.forgetAllButReplies() }
      return workspace
    } catch {
      guard startsAnew else { throw error }
      for name in Self.workspace { try? FileManager.default.removeItem(atPath: file(name)) }
      return try Workspace(path: file("workspace.sqlite"))
    }
  }

  deinit {
    if lock >= 0 {
      unlink(file(".lock"))
      close(lock)
    }
  }

  private func takeLock() throws(RunError) {
    lock = open(file(".lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else {
      throw RunError("`\(path)` cannot be written", hint: "check its permissions, or name another folder with `-o`")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let owner =
        (try? String(contentsOfFile: file(".lock"), encoding: .utf8))?.split(separator: "\n").first.map { " (process \($0))" }
        ?? ""
      close(lock)
      lock = -1
      throw RunError("another run\(owner) is writing into `\(path)`", hint: "wait for it, or name another folder with `-o`")
    }
    ftruncate(lock, 0)
    let owner = "\(getpid())\n"
    _ = owner.withCString { Foundation.write(lock, $0, strlen($0)) }
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// Writes a whole file under its name at once, so that no reader sees half of it.
  func write(_ text: String, to name: String) throws(RunError) {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)), options: .atomic) } catch {
      throw RunError("`\(file(name))` cannot be written", hint: "check the permissions and the room on the disk")
    }
  }

  /// A file that grows under another name until it is finished.
  func stream(_ name: String) throws(RunError) -> StreamedFile {
    guard let stream = StreamedFile(path: file(name)) else {
      throw RunError("`\(file(name))` cannot be written", hint: "check the permissions and the room on the disk")
    }
    return stream
  }

  func makeDocumentsFolder() throws(RunError) {
    do { try FileManager.default.createDirectory(atPath: file("documents"), withIntermediateDirectories: true) } catch {
      throw RunError("`\(file("documents"))` cannot be made", hint: "check the permissions and the room on the disk")
    }
  }
}

/// A file that is written line by line and takes its name when it is whole.
final class StreamedFile {
  private let path: String
  private let handle: UnsafeMutablePointer<FILE>
  private var failed = false
  private var isOpen = true

  init?(path: String) {
    guard let handle = fopen(path + ".part", "w") else { return nil }
    self.path = path
    self.handle = handle
  }

  func writeLine(_ line: String) {
    var line = line
    let isWritten = line.withUTF8 { fwrite($0.baseAddress, 1, $0.count, handle) == $0.count } && fputc(0x0A, handle) >= 0
    if !isWritten { failed = true }
  }

  deinit {
    guard isOpen else { return }
    fclose(handle)
    unlink(path + ".part")
  }

  func finish() throws(RunError) {
    isOpen = false
    let isWhole = !failed && fflush(handle) == 0 && fsync(fileno(handle)) == 0
    guard fclose(handle) == 0, isWhole, rename(path + ".part", path) == 0 else {
      throw RunError("`\(path)` cannot be written", hint: "check the room on the disk")
    }
  }
}
