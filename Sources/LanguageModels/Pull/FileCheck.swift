internal import Foundation
internal import Hashing

/// Whether a file is the one that is wanted.
enum FileCheck {
  /// Checks the size first, which costs nothing, then the SHA-256.
  static func check(_ path: String, _ name: String, bytes: Int, sha256: String) throws(ModelPullError) {
    let size = LocalModelFile.size(of: path) ?? 0
    guard size == bytes else { throw wrong(name, "it has \(size) bytes, and should have \(bytes)") }
    guard Self.sha256(path) == sha256 else { throw wrong(name, "its SHA-256 is another") }
  }

  private static func wrong(_ name: String, _ reason: String) -> ModelPullError {
    ModelPullError(
      .wrong, "what came for `\(name)` is not what the catalogue names: \(reason)",
      hint: "it was thrown away; try again, or take the other source with `--source`")
  }

  /// The hash of a file, which is mapped and not read into memory; nil where it cannot be read or is empty.
  static func sha256(_ path: String) -> String? {
    guard let size = LocalModelFile.size(of: path), size > 0 else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else { return nil }
    defer { munmap(start, size) }
    return ContentHash.sha256(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: size))
  }
}
