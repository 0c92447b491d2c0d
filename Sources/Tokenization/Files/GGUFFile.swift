/// The head of a GGUF file: its keys and values, of which those of the tokenizer are kept.
///
/// Version 2 and 3, little-endian. The format is that of the specification in the ggml project.
struct GGUFFile {
  private(set) var strings: [String: String] = [:]
  private(set) var flags: [String: Bool] = [:]
  private(set) var numbers: [String: Int] = [:]
  /// Arrays of strings, as bytes.
  private(set) var texts: [String: [[UInt8]]] = [:]
  private(set) var scores: [String: [Float]] = [:]
  private(set) var integers: [String: [Int]] = [:]

  static let magic = Array("GGUF".utf8)

  /// Nil where the bytes are no GGUF file, or end before its head does.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 24, bytes.prefix(4).elementsEqual(Self.magic) else { return nil }
    var reader = Reader(bytes: bytes, offset: 4)
    guard let version = reader.number(UInt32.self), (2...3).contains(version), reader.number(UInt64.self) != nil,
      let count = reader.count(limit: 100_000)
    else { return nil }
    for _ in 0..<count {
      guard let key = reader.string(), let type = reader.number(UInt32.self),
        read(String(decoding: key, as: UTF8.self), type, &reader)
      else { return nil }
    }
  }

  private mutating func read(_ key: String, _ type: UInt32, _ reader: inout Reader) -> Bool {
    switch type {
    case 0, 1, 7:
      guard let value = reader.number(UInt8.self) else { return false }
      if type == 7 { flags[key] = value != 0 } else { numbers[key] = Int(value) }
    case 2, 3: return reader.number(UInt16.self) != nil
    case 4, 5:
      guard let value = reader.number(UInt32.self) else { return false }
      numbers[key] = Int(value)
    case 6: return reader.number(UInt32.self) != nil
    case 10, 11, 12: return reader.number(UInt64.self) != nil
    case 8:
      guard let value = reader.string() else { return false }
      strings[key] = String(decoding: value, as: UTF8.self)
    case 9: return readArray(key, &reader)
    default: return false
    }
    return true
  }

  private mutating func readArray(_ key: String, _ reader: inout Reader) -> Bool {
    guard let type = reader.number(UInt32.self), let count = reader.count(limit: 4_000_000) else { return false }
    switch type {
    case 8:
      var values: [[UInt8]] = []
      for _ in 0..<count {
        guard let value = reader.string() else { return false }
        values.append(value)
      }
      texts[key] = values
    case 6:
      var values: [Float] = []
      for _ in 0..<count {
        guard let bits = reader.number(UInt32.self) else { return false }
        values.append(Float(bitPattern: bits))
      }
      scores[key] = values
    case 4, 5:
      var values: [Int] = []
      for _ in 0..<count {
        guard let value = reader.number(UInt32.self) else { return false }
        values.append(Int(value))
      }
      integers[key] = values
    case 0, 1, 7: return reader.skip(count)
    case 2, 3: return reader.skip(2 * count)
    case 10, 11, 12: return reader.skip(8 * count)
    default: return false
    }
    return true
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var offset: Int

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
      guard skip(MemoryLayout<Number>.size) else { return nil }
      return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset - MemoryLayout<Number>.size, as: Number.self))
    }

    mutating func count(limit: Int) -> Int? {
      number(UInt64.self).flatMap { $0 <= UInt64(limit) ? Int($0) : nil }
    }

    mutating func string() -> [UInt8]? {
      guard let count = count(limit: 1 << 24), skip(count) else { return nil }
      return Array(bytes[offset - count..<offset])
    }

    mutating func skip(_ count: Int) -> Bool {
      guard count <= bytes.count - offset else { return false }
      offset += count
      return true
    }
  }
}

/// Makes a tokenizer of the vocabulary in a GGUF file.
enum GGUFTokenizer {
  static func model(_ file: GGUFFile, path: String) throws(TokenizerError) -> any TokenModel {
    let key = "tokenizer.ggml."
    guard let tokens = file.texts[key + "tokens"], !tokens.isEmpty else {
      throw TokenizerError(
        code: .damaged, message: "`\(path)` holds no vocabulary, or is cut short", hint: "fetch the file again")
    }
    switch file.strings[key + "model"] {
    case "gpt2": return try bytePairs(file, tokens, path)
    case "llama":
      guard let scores = file.scores[key + "scores"], scores.count == tokens.count else {
        throw TokenizerError(code: .damaged, message: "`\(path)` has no scores for its vocabulary", hint: "fetch the file again")
      }
      return ScoredModel(
        tokens: tokens, scores: scores, types: file.integers[key + "token_type"] ?? [],
        addsSpace: file.flags[key + "add_space_prefix"] ?? true)
    case "bert": return wordPieces(file, tokens)
    case let kind:
      throw TokenizerError(
        code: .unsupported, message: "`\(path)` has a vocabulary of the kind \(kind ?? "none"), which Quern does not have",
        hint: "name the tokenizer.json of the same model")
    }
  }

  private static func bytePairs(_ file: GGUFFile, _ tokens: [[UInt8]], _ path: String) throws(TokenizerError) -> PieceModel {
    let pretokenizer = file.strings["tokenizer.ggml.pre"] ?? "default"
    guard let steps = pretokenizers[pretokenizer] else {
      throw TokenizerError(
        code: .unsupported, message: "`\(path)` cuts text in the way \(pretokenizer), which Quern does not have",
        hint: "name the tokenizer.json of the same model")
    }
    let merges = file.texts["tokenizer.ggml.merges"] ?? []
    return try TokenizerFile.byteLevel(
      tokens: tokens, merges: merges, path: path, steps, keepsWholes: pretokenizer == "llama-bpe")
  }

  /// By the names that llama.cpp gives them.
  private static let pretokenizers: [String: Pretokenizer] = {
    let gpt2 = Pretokenizer.pattern(.gpt2)
    let llama3 = Pretokenizer.pattern(.llama3)
    var known = [
      "default": gpt2, "gpt-2": gpt2, "gpt2": gpt2, "phi-2": gpt2, "jina-v2-en": gpt2, "llama-bpe": llama3, "llama3": llama3,
      "llama-v3": llama3, "qwen2": .pattern(.qwen2), "gpt-4o": .pattern(.o200k), "dbrx": llama3, "smaug-bpe": llama3,
    ]
    let digits = Pretokenizer.expressions(of: ["\\p{N}", TokenizerFile.byteLevelExpression])
    for name in ["smollm", "starcoder", "refact", "codeshell", "command-r"] { known[name] = digits }
    return known
  }()

  private static func wordPieces(_ file: GGUFFile, _ tokens: [[UInt8]]) -> WordPieceModel {
    // llama.cpp marks what begins a word, where the original marks what goes on.
    let starts = ByteTable(capacity: tokens.count)
    let continuations = ByteTable(capacity: tokens.count)
    for (id, token) in tokens.enumerated() {
      let begins = token.starts(with: Pretokenizer.space)
      Array(token.dropFirst(begins ? Pretokenizer.space.count : 0)).withUnsafeBufferPointer {
        (begins ? starts : continuations).insert($0, UInt32(id))
      }
    }
    return WordPieceModel(
      normalizers: [.bert(parts: true, stripsAccents: true, lowercases: true)], starts: starts, continuations: continuations,
      unknown: UInt32(file.numbers["tokenizer.ggml.unknown_token_id"] ?? 0), wordLimit: 100)
  }
}
