internal import Foundation

/// The program that runs local models: `llama-server` of llama.cpp.
enum LlamaServerProgram {
  /// Its path: what the user named, else what is installed in the data folder, else the first in the PATH.
  static func find(named: String?, environment: [String: String]) throws(LanguageModelError) -> String {
    if let named = named ?? environment["QUERN_LLAMA_SERVER"].flatMap({ $0.isEmpty ? nil : $0 }) {
      guard isProgram(named) else {
        throw LanguageModelError(
          .engine, "`\(named)` is no program that can be run",
          hint: "`--llama-server` and QUERN_LLAMA_SERVER take the path of llama-server; without them one is looked for")
      }
      return named
    }
    let installed = CatalogueEngine.here.map { DataFolder(environment: environment).path(of: $0) }
    let inPath = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/llama-server" }
    guard let found = ([installed].compactMap(\.self) + inPath).first(where: isProgram) else {
      throw LanguageModelError(
        .engine, "no llama-server was found, which runs local models",
        hint: "`quern model pull llama-server` installs one, or name yours with `--llama-server`")
    }
    return found
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && FileManager.default.isExecutableFile(atPath: path)
  }
}
