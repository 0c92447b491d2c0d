internal import Foundation
internal import Hashing
internal import JSONText

/// Why there is no tokenizer.
public struct TokenizerError: Error, Equatable, Sendable {
  public enum Code: String, Sendable {
    /// Neither a known name nor a file.
    case unknown
    /// A known name, whose file is in none of the folders.
    case missing
    /// A file of no format that is known, cut short, or not the one that its name says.
    case damaged
    /// A kind of model or of pre-tokens that Quern does not have.
    case unsupported
  }

  public var code: Code
  public var message: String
  /// What to do next.
  public var hint: String
}

extension Tokenizer {
  /// The tokenizer of a known name (``Vocabularies/names``) or of a file: a `tokenizer.json`, or a GGUF file with
  /// a vocabulary.
  ///
  /// Of a GGUF file only the head is read. Takes 10 to 60 ms for a known name, longer for JSON. The file of a known name must be the published one to the last byte.
  public static func load(_ nameOrPath: String) throws(TokenizerError) -> Tokenizer {
    if let known = Vocabularies.known.first(where: { $0.name == nameOrPath }) {
      guard let path = Vocabularies.path(of: known.name) else {
        throw TokenizerError(
          code: .missing, message: "the vocabulary \(known.name) is not installed",
          hint: "run `make setup` where Quern was built, or put \(known.name).tiktoken into "
            + (Vocabularies.folders.first ?? "QUERN_DATA/vocabularies"))
      }
      return try load(known, path)
    }
    if FileManager.default.fileExists(atPath: nameOrPath) { return try loadFile(nameOrPath) }
    throw TokenizerError(
      code: .unknown, message: "`\(nameOrPath)` is neither a known vocabulary nor a file",
      hint: "name one of \(Vocabularies.names.joined(separator: ", ")), or the path of a tokenizer.json or GGUF file")
  }

  private static func loadFile(_ path: String) throws(TokenizerError) -> Tokenizer {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else {
      throw TokenizerError(code: .missing, message: "`\(path)` cannot be read", hint: "check its permissions")
    }
    // Files of models are called the same everywhere; their folders tell them apart.
    let url = URL(fileURLWithPath: path)
    let file = url.deletingPathExtension().lastPathComponent
    let name = file == "tokenizer" ? url.deletingLastPathComponent().lastPathComponent : file
    if data.starts(with: GGUFFile.magic) {
      guard let gguf = data.withUnsafeBytes({ GGUFFile($0) }) else {
        throw TokenizerError(code: .damaged, message: "`\(path)` ends within its head", hint: "fetch the file again")
      }
      return Tokenizer(name: name, model: try GGUFTokenizer.model(gguf, path: path))
    }
    guard data.count <= sizeLimit, let json = try? JSONValue(parsing: String(decoding: data, as: UTF8.self)) else {
      throw TokenizerError(
        code: .damaged, message: "`\(path)` is no tokenizer: it is not JSON, or is cut short", hint: "fetch the file again")
    }
    return Tokenizer(name: name, model: try TokenizerFile.model(json, path: path))
  }

  /// Bytes; the largest that are published have some 35 million.
  private static let sizeLimit = 200 << 20

  private static func load(_ known: Vocabularies.Known, _ path: String) throws(TokenizerError) -> Tokenizer {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TokenizerError(code: .missing, message: "`\(path)` cannot be read", hint: "check its permissions")
    }
    let bytes = [UInt8](data)
    guard ContentHash.sha256(bytes) == known.sha256, let tokens = RankFile.tokens(bytes) else {
      throw TokenizerError(
        code: .damaged, message: "`\(path)` is not the published \(known.name): its SHA-256 differs",
        hint: "remove it and run `make setup` again")
    }
    return Tokenizer(
      name: known.name, model: BytePairModel(vocabulary: RankedBytes(tokens: tokens), pattern: known.pattern))
  }
}
