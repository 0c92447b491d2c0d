internal import Foundation

/// Expectations that a person can read, kept in files.
public enum Golden {
  /// Compares `actual` with the file at `path` (from the root). Nil where they agree, else what to say.
  ///
  /// With QUERN_RECORD set the file is written, and the comparison still fails, so that a recording run is never taken for a
  /// passing one.
  public static func difference(_ actual: String, _ path: String) -> String? {
    let file = Repository.path(path)
    if ProcessInfo.processInfo.environment["QUERN_RECORD"] != nil {
      try? FileManager.default.createDirectory(
        at: URL(fileURLWithPath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
      _ = FileManager.default.createFile(atPath: file, contents: Data(actual.utf8))
      return "\(path) was recorded; read its diff, then run the tests without QUERN_RECORD"
    }
    guard let data = FileManager.default.contents(atPath: file) else { return "\(path) is missing; `make golden` writes it" }
    let expected = String(decoding: data, as: UTF8.self)
    if expected == actual { return nil }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    func at(_ lines: [Substring]) -> Substring { line < lines.count ? lines[line] : "(end)" }
    return "\(path) differs at line \(line + 1):\n  expected: \(at(old))\n  actual:   \(at(new))"
  }
}
