internal import Foundation

/// The folder of something that is being fetched. One process at a time has it.
struct PartialFolder: ~Copyable {
  let path: String
  private let lock: Int32

  init(_ path: String) throws(ModelPullError) {
    lock = try Self.locked(path)
    self.path = path
  }

  /// Makes the folder and takes it: the descriptor of its lock.
  private static func locked(_ path: String) throws(ModelPullError) -> Int32 {
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw .disk(path, EACCES)
    }
    let lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw .disk(path, errno) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw ModelPullError(.busy, "another `quern model pull` fetches the same now", hint: "wait until it is done")
    }
    return lock
  }

  deinit { close(lock) }

  func file(_ name: String) -> String { path + "/" + name }

  /// Takes everything away, and the folder above where nothing else is fetched.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
    rmdir((path as NSString).deletingLastPathComponent)
  }

  /// An empty folder in it.
  func emptied(_ name: String) throws(ModelPullError) -> String {
    let folder = file(name)
    try? FileManager.default.removeItem(atPath: folder)
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw .disk(folder, errno)
    }
    return folder
  }

  /// Bytes that may still be written to the disk; nil where the system does not tell.
  static func room(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
}
