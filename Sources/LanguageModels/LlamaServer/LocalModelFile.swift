internal import Foundation
internal import Hashing

/// The file of a local model.
struct LocalModelFile: Equatable {
  let path: String
  /// What tells the model from others: the name in the catalogue, or the file's name with a mark of its content.
  let name: String

  /// - Parameter reference: a name of the catalogue, or the path of a GGUF file.
  init(_ reference: String, data: DataFolder) throws(LanguageModelError) {
    if let model = ModelCatalogue.model(reference) {
      path = data.path(of: model)
      name = reference
      try Self.check(path, of: model)
    } else if reference.hasSuffix(".gguf") {
      path = reference
      name = (reference as NSString).lastPathComponent + "@" + (try Self.mark(of: reference))
    } else {
      throw LanguageModelError(
        .notFound, "the catalogue has no model `\(reference)`",
        hint: "`quern model list` shows what it has; any other file is named by its path, which ends in .gguf")
    }
  }

  private static func check(_ path: String, of model: CatalogueModel) throws(LanguageModelError) {
    guard let size = size(of: path) else {
      throw LanguageModelError(
        .notFound, "the model `\(model.name)` is not installed", hint: "`quern model pull \(model.name)` fetches it")
    }
    guard size == model.bytes else {
      throw LanguageModelError(
        .unreadable, "the file of `\(model.name)` has \(size) bytes, and should have \(model.bytes)",
        hint: "`quern model pull \(model.name)` fetches it anew")
    }
  }

  static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Twelve digits that change with the file's length, its first mebibyte (metadata) and its last.
  private static func mark(of path: String) throws(LanguageModelError) -> String {
    guard let size = size(of: path), let file = FileHandle(forReadingAtPath: path) else {
      throw LanguageModelError(
        .notFound, "`\(path)` cannot be read", hint: "`local/` takes the path of a GGUF file, or a name of `quern model list`")
    }
    defer { try? file.close() }
    let piece = 1 << 20
    let first = (try? file.read(upToCount: piece)) ?? Data()
    guard first.starts(with: Array("GGUF".utf8)) else {
      throw LanguageModelError(.unreadable, "`\(path)` is no GGUF file", hint: "llama.cpp reads models in GGUF alone")
    }
    _ = try? file.seek(toOffset: UInt64(max(0, size - piece)))
    let last = (try? file.read(upToCount: piece)) ?? Data()
    return String(ContentHash.sha256(Array("\(size) ".utf8) + first + last).prefix(12))
  }
}
