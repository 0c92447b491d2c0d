internal import Foundation
internal import Hashing

/// Where vocabularies lie, and those that Quern knows by name.
public enum Vocabularies {
  /// A vocabulary that is known by name.
  struct Known {
    var name: String
    var pattern: PretokenPattern
    /// Of the file in tiktoken's format, as its publisher states it.
    var sha256: String
  }

  static let known = [
    Known(
      name: "o200k_base", pattern: .o200k, sha256: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
    Known(
      name: "cl100k_base", pattern: .cl100k, sha256: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
  ]

  /// The names that ``TokenizerLoader`` takes, the default first.
  public static var names: [String] { known.map(\.name) }

  /// The folders that are looked in, the first that has the file wins: `vocabularies` in `QUERN_DATA` alone where that is set; else
  /// in `share/quern` beside the binary or up to three folders above, in `~/.local/share/quern` (`XDG_DATA_HOME`), in
  /// `/usr/local/share/quern` and `/usr/share/quern`.
  public static var folders: [String] {
    let environment = ProcessInfo.processInfo.environment
    if let data = environment["QUERN_DATA"] { return [data + "/vocabularies"] }
    var folders: [String] = []
    if let binary = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      var folder = binary.deletingLastPathComponent()
      for _ in 0..<4 {
        folders.append(folder.path + "/share/quern/vocabularies")
        folder.deleteLastPathComponent()
      }
    }
    let home = environment["XDG_DATA_HOME"] ?? environment["HOME"].map { $0 + "/.local/share" }
    folders += [home, "/usr/local/share", "/usr/share"].compactMap(\.self).map { $0 + "/quern/vocabularies" }
    return folders
  }

  /// Whether the file of a known name is in one of the folders.
  public static func isInstalled(_ name: String) -> Bool { path(of: name) != nil }

  /// The path of a vocabulary's file in the first folder that has it.
  static func path(of name: String) -> String? {
    folders.map { "\($0)/\(name).tiktoken" }.first { FileManager.default.fileExists(atPath: $0) }
  }
}
