internal import Foundation
internal import JSONText

/// Reads a `tokenizer.json`: byte pair encoding over bytes or over scalars with bytes to fall back on, and WordPiece.
struct TokenizerFile {
  /// A token in UTF-8: strings would be the same where their accents are only written differently.
  typealias Token = [UInt8]

  private let json: JSONValue
  private let path: String

  static func model(_ json: JSONValue, path: String) throws(TokenizerError) -> any TokenModel {
    try TokenizerFile(json: json, path: path).model()
  }

  private func unsupported(_ what: String) -> TokenizerError {
    TokenizerError(
      code: .unsupported, message: "`\(path)` asks for \(what), which Quern does not have",
      hint: "name another tokenizer; BPE and WordPiece are read, Unigram is not")
  }

  private func damaged(_ what: String) -> TokenizerError {
    TokenizerError(code: .damaged, message: "`\(path)` is no tokenizer: \(what)", hint: "fetch the file again")
  }

  private func model() throws(TokenizerError) -> any TokenModel {
    guard let model = json["model"], let vocabulary = vocabulary(model) else { throw damaged("it has no vocabulary") }
    // Old files do not say what they are.
    let kind = model["type"]?.stringValue ?? (model["merges"] != nil ? "BPE" : "WordPiece")
    switch kind {
    case "BPE": return try bytePairs(model, vocabulary)
    case "WordPiece": return try wordPieces(model, vocabulary)
    default: throw unsupported("a model of the kind \(kind)")
    }
  }

  private func vocabulary(_ model: JSONValue) -> [Token: UInt32]? {
    guard case .object(let members)? = model["vocab"], !members.isEmpty else { return nil }
    var vocabulary: [Token: UInt32] = [:]
    vocabulary.reserveCapacity(members.count)
    for member in members {
      guard let id = member.value.intValue, id >= 0, id < 1 << 30 else { return nil }
      vocabulary[Array(member.key.utf8)] = UInt32(id)
    }
    return vocabulary
  }

  // MARK: Byte pair encoding

  private func bytePairs(_ model: JSONValue, _ vocabulary: [Token: UInt32]) throws(TokenizerError) -> PieceModel {
    let steps = steps(json["pre_tokenizer"], "pretokenizers")
    let isByteLevel = steps.contains { $0["type"]?.stringValue == "ByteLevel" }
    let pairs = try merges(model, vocabulary)
    var normalizers = try normalizers(json["normalizer"])
    let pretokenizer = try pretokenizer(steps, isByteLevel: isByteLevel, &normalizers, vocabulary)
    let ignoresMerges = model["ignore_merges"]?.boolValue == true
    if isByteLevel {
      return PieceModel(
        normalizers: normalizers, pretokenizer: pretokenizer, symbols: .bytes(Self.byteIDs(vocabulary)),
        merges: .listed(MergeList(pairs)), wholes: ignoresMerges ? Self.wholes(vocabulary, Self.bytes(ofByteLevel:)) : nil)
    }
    var bytes: [UInt32]?
    if model["byte_fallback"]?.boolValue == true {
      bytes = (0..<256).compactMap { vocabulary[Array(String(format: "<0x%02X>", $0).utf8)] }
      if bytes?.count != 256 { bytes = nil }
    }
    var scalars: [UInt32: UInt32] = [:]
    for (token, id) in vocabulary {
      let text = String(decoding: token, as: UTF8.self).unicodeScalars
      if text.count == 1, let scalar = text.first { scalars[scalar.value] = id }
    }
    let unknown = model["unk_token"]?.stringValue.flatMap { vocabulary[Array($0.utf8)] }
    return PieceModel(
      normalizers: normalizers, pretokenizer: pretokenizer,
      symbols: .scalars(ids: scalars, bytes: bytes, unknown: unknown, fusesUnknown: model["fuse_unk"]?.boolValue == true),
      merges: .listed(MergeList(pairs)), wholes: ignoresMerges ? Self.wholes(vocabulary) { $0 } : nil)
  }

  private static func byteIDs(_ vocabulary: [Token: UInt32]) -> [UInt32] {
    (0..<256).map { vocabulary[Array(String(byteScalar(UInt8($0))).utf8)] ?? 0 }
  }

  /// A vocabulary over bytes whose parts are given as they stand in a GGUF file: tokens by id, merges as `left right`.
  static func byteLevel(
    tokens: [Token], merges: [[UInt8]], path: String, _ pretokenizer: Pretokenizer, keepsWholes: Bool
  ) throws(TokenizerError) -> PieceModel {
    var vocabulary: [Token: UInt32] = [:]
    for (id, token) in tokens.enumerated() where vocabulary[token] == nil { vocabulary[token] = UInt32(id) }
    var pairs: [(left: UInt32, right: UInt32, merged: UInt32)] = []
    for merge in merges {
      guard let space = merge.firstIndex(of: 0x20), let left = vocabulary[Array(merge[..<space])],
        let right = vocabulary[Array(merge[(space + 1)...])],
        let merged = vocabulary[Array(merge[..<space] + merge[(space + 1)...])]
      else {
        throw TokenizerError(
          code: .damaged, message: "`\(path)` is no tokenizer: a merge is not in the vocabulary", hint: "fetch the file again")
      }
      pairs.append((left, right, merged))
    }
    return PieceModel(
      normalizers: [], pretokenizer: pretokenizer, symbols: .bytes(byteIDs(vocabulary)), merges: .listed(MergeList(pairs)),
      wholes: keepsWholes ? wholes(vocabulary, bytes(ofByteLevel:)) : nil)
  }

  private func merges(
    _ model: JSONValue, _ vocabulary: [Token: UInt32]
  ) throws(TokenizerError) -> [(left: UInt32, right: UInt32, merged: UInt32)] {
    var pairs: [(left: UInt32, right: UInt32, merged: UInt32)] = []
    for merge in model["merges"]?.arrayValue ?? [] {
      var left: Token
      var right: Token
      if let text = merge.stringValue?.utf8, let space = text.firstIndex(of: 0x20) {
        (left, right) = (Array(text[..<space]), Array(text[text.index(after: space)...]))
      } else if let parts = merge.arrayValue, parts.count == 2, let first = parts[0].stringValue,
        let second = parts[1].stringValue
      {
        (left, right) = (Array(first.utf8), Array(second.utf8))
      } else {
        throw damaged("a merge is no pair")
      }
      guard let one = vocabulary[left], let other = vocabulary[right], let merged = vocabulary[left + right] else {
        throw damaged("a merge is not in the vocabulary")
      }
      pairs.append((one, other, merged))
    }
    return pairs
  }

  private static func wholes(_ vocabulary: [Token: UInt32], _ bytes: (Token) -> [UInt8]?) -> ByteTable {
    let table = ByteTable(capacity: vocabulary.count)
    for (token, id) in vocabulary {
      if let bytes = bytes(token) { bytes.withUnsafeBufferPointer { table.insert($0, id) } }
    }
    return table
  }

  /// The scalar by which byte-level vocabularies write a byte: itself where it shows, else one from U+0100 on.
  private static func byteScalar(_ byte: UInt8) -> Unicode.Scalar {
    if shows(byte) { return Unicode.Scalar(byte) }
    let place = (0..<Int(byte)).count { !shows(UInt8($0)) }
    return Unicode.Scalar(UInt32(256 + place)) ?? " "
  }

  private static func shows(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
  }

  private static let bytesByScalar: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: (0..<256).map { (byteScalar(UInt8($0)), UInt8($0)) })

  private static func bytes(ofByteLevel token: Token) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in String(decoding: token, as: UTF8.self).unicodeScalars {
      guard let byte = bytesByScalar[scalar] else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  // MARK: Pieces

  /// The steps of a sequence, or the one that stands alone.
  private func steps(_ value: JSONValue?, _ name: String) -> [JSONValue] {
    guard let value, value != .null else { return [] }
    return value["type"]?.stringValue == "Sequence" ? value[name]?.arrayValue ?? [] : [value]
  }

  private func pretokenizer(
    _ steps: [JSONValue], isByteLevel: Bool, _ normalizers: inout [TextNormalizer], _ vocabulary: [Token: UInt32]
  ) throws(TokenizerError) -> Pretokenizer {
    var expressions: [String] = []
    for step in steps {
      switch step["type"]?.stringValue ?? "" {
      case "ByteLevel":
        if step["add_prefix_space"]?.boolValue == true { normalizers.append(.prepend(" ")) }
        if step["use_regex"]?.boolValue != false { expressions.append(Self.byteLevelExpression) }
      case "Split":
        guard let expression = expression(step) else { throw unsupported("a cut that is not written as an expression") }
        expressions.append(expression)
      case "Digits" where step["individual_digits"]?.boolValue == true: expressions.append("\\p{Nd}")
      case "Digits": expressions.append("\\p{Nd}+")
      case "Metaspace":
        normalizers.append(.replace(" ", "▁"))
        let scheme = step["prepend_scheme"]?.stringValue
        if scheme != "never", step["add_prefix_space"]?.boolValue != false { normalizers.append(.prepend("▁")) }
      case let kind: throw unsupported("pre-tokens of the kind \(kind)")
      }
    }
    if expressions.isEmpty { return isByteLevel ? .none : wordsAreSafe(vocabulary) ? .words : .none }
    if expressions.count == 1, let pattern = PretokenPattern.named(byExpression: expressions[0]) { return .pattern(pattern) }
    guard let compiled = Pretokenizer.expressions(of: expressions) else {
      throw unsupported("an expression that cannot be compiled")
    }
    return compiled
  }

  static let byteLevelExpression =
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  private func expression(_ step: JSONValue) -> String? {
    guard step["behavior"]?.stringValue == "Isolated" || step["behavior"]?.stringValue == "Removed",
      step["invert"]?.boolValue != true || step["behavior"]?.stringValue == "Removed"
    else { return nil }
    if let regex = step["pattern"]?["Regex"]?.stringValue { return regex }
    return step["pattern"]?["String"]?.stringValue.map(NSRegularExpression.escapedPattern(for:))
  }

  /// Whether no token holds the mark of a space behind anything but such marks, so that merges never cross words.
  private func wordsAreSafe(_ vocabulary: [Token: UInt32]) -> Bool {
    !vocabulary.keys.contains { token in
      var wasOther = false
      for scalar in String(decoding: token, as: UTF8.self).unicodeScalars {
        if scalar == "▁", wasOther { return true }
        wasOther = wasOther || scalar != "▁"
      }
      return false
    }
  }

  private func normalizers(_ value: JSONValue?) throws(TokenizerError) -> [TextNormalizer] {
    var result: [TextNormalizer] = []
    for step in steps(value, "normalizers") {
      switch step["type"]?.stringValue ?? "" {
      case "NFC": result.append(.nfc)
      case "NFD": result.append(.nfd)
      case "NFKC": result.append(.nfkc)
      case "NFKD": result.append(.nfkd)
      case "Lowercase": result.append(.lowercase)
      case "StripAccents": result.append(.stripAccents)
      case "Prepend": result.append(.prepend(step["prepend"]?.stringValue ?? ""))
      case "Replace":
        guard let old = step["pattern"]?["String"]?.stringValue, let new = step["content"]?.stringValue else {
          throw unsupported("a replacement by an expression")
        }
        result.append(.replace(old, new))
      case "BertNormalizer":
        let lowercases = step["lowercase"]?.boolValue ?? true
        result.append(
          .bert(
            parts: step["handle_chinese_chars"]?.boolValue ?? true, stripsAccents: step["strip_accents"]?.boolValue ?? lowercases,
            lowercases: lowercases))
      case let kind: throw unsupported("a normalisation of the kind \(kind)")
      }
    }
    return result
  }

  // MARK: WordPiece

  private func wordPieces(_ model: JSONValue, _ vocabulary: [Token: UInt32]) throws(TokenizerError) -> WordPieceModel {
    let kind = json["pre_tokenizer"]?["type"]?.stringValue
    guard kind == "BertPreTokenizer" || kind == nil else { throw unsupported("pre-tokens of the kind \(kind ?? "")") }
    return WordPieceModel(
      vocabulary: vocabulary, prefix: model["continuing_subword_prefix"]?.stringValue ?? "##",
      unknown: model["unk_token"]?.stringValue ?? "[UNK]", wordLimit: model["max_input_chars_per_word"]?.intValue ?? 100,
      normalizers: try normalizers(json["normalizer"]))
  }
}

extension WordPieceModel {
  init(
    vocabulary: [[UInt8]: UInt32], prefix: String, unknown: String, wordLimit: Int, normalizers: [TextNormalizer]
  ) {
    let starts = ByteTable(capacity: vocabulary.count)
    let continuations = ByteTable(capacity: vocabulary.count)
    for (token, id) in vocabulary {
      let continues = token.starts(with: prefix.utf8) && token.count > prefix.utf8.count
      Array(token.dropFirst(continues ? prefix.utf8.count : 0)).withUnsafeBufferPointer {
        (continues ? continuations : starts).insert($0, id)
      }
    }
    self.init(
      normalizers: normalizers, starts: starts, continuations: continuations, unknown: vocabulary[Array(unknown.utf8)] ?? 0,
      wordLimit: wordLimit)
  }
}
