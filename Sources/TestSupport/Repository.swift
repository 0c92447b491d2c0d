internal import Foundation

/// Places in the repository.
public enum Repository {
  /// The folder that holds Package.swift.
  public static let root: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// A file by its path from the root.
  public static func path(_ relative: String) -> String { root + "/" + relative }

  /// The bytes of a file by its path from the root; empty where there is none.
  public static func bytes(_ relative: String) -> [UInt8] {
    FileManager.default.contents(atPath: path(relative)).map { [UInt8]($0) } ?? []
  }

  /// The lines of a file, the empty left out.
  public static func lines(_ relative: String) -> [String] {
    String(decoding: bytes(relative), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The documents of the demo.
  public static let demo = [
    "corpora/rulebook/rulebook.pdf", "corpora/harbour-code/harbour-code.txt", "corpora/handbook/handbook.html",
    "corpora/policy/policy.md",
  ]
}
