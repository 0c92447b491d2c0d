import Foundation
import TestSupport
import Testing
import TextAnalysis

@testable import Tokenization

/// Text of many scripts, runs of white space and marks, from a seed.
struct MixedText {
  private var random: SeededGenerator
  private static let pools: [ClosedRange<UInt32>] = [
    0x41...0x5A, 0x61...0x7A, 0x61...0x7A, 0x30...0x39, 0x21...0x2F, 0xC0...0xD6, 0xDF...0xF6, 0x391...0x3A1, 0x3B1...0x3C9,
    0x430...0x44F, 0x5D0...0x5EA, 0x905...0x914, 0x300...0x304, 0x4E00...0x4E20, 0x3042...0x3050, 0x1F600...0x1F640,
    0x2160...0x2165, 0x1C5...0x1C5,
  ]
  private static let parts = [
    " ", " ", " ", "  ", "   ", "\n", "\n\n", " \n ", "\r\n", "\t", "'s", "'LL ", "don't", "I'VE", "12345", "/", ".\n\n", ".\n/",
    "\u{A0}",
    "\u{3000}", "…", "''", "'ſ",
  ]

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func text(_ count: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<count {
      let pool = Self.pools[Int.random(in: 0..<Self.pools.count, using: &random)]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &random)) { text.append(scalar) }
      }
      if Bool.random(using: &random) {
        text.append(contentsOf: Self.parts.randomElement(using: &random)?.unicodeScalars ?? "".unicodeScalars)
      }
    }
    return String(text)
  }
}

@Suite("Pre-tokens")
struct PretokenTests {
  private static let marks = #" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  static let expressions: [(PretokenPattern, String)] = [
    (.gpt2, #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#),
    (.llama3, #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|"# + marks),
    (.qwen2, #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"# + marks),
    (
      .cl100k,
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++\z|\s*[\r\n]|\s+(?!\S)|\s"#
    ),
    (
      .o200k,
      #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"#
        + #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"#
        + #"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    ),
  ]

  @Test("The scanner cuts as the published expressions do", arguments: 0..<expressions.count)
  func scanner(index: Int) throws {
    let (pattern, expression) = Self.expressions[index]
    let regex = try NSRegularExpression(pattern: expression)
    let classes = ScalarClasses()
    var source = MixedText(seed: 7)
    for length in [1, 2, 3, 5, 8, 40] {
      for _ in 0..<150 {
        var text = source.text(length)
        let units = text as NSString
        let expected = regex.matches(in: text, range: NSRange(location: 0, length: units.length)).map {
          units.substring(with: $0.range)
        }
        let found = text.withUTF8 { utf8 -> [String] in
          let scanner = PretokenScanner(utf8, pattern: pattern, classes: classes)
          var (pieces, start) = ([String](), 0)
          while start < utf8.count {
            let end = scanner.next(start)
            pieces.append(String(decoding: utf8[start..<end], as: UTF8.self))
            start = end
          }
          return pieces
        }
        guard found.map({ Array($0.utf8) }) == expected.map({ Array($0.utf8) }) else {
          Issue.record("\(text.debugDescription): \(found) is not \(expected)")
          return
        }
      }
    }
  }

  @Test("Expressions of models' files are known by what they say")
  func named() {
    for (pattern, expression) in Self.expressions.prefix(3) {
      #expect(PretokenPattern.named(byExpression: expression) == pattern)
    }
    #expect(PretokenPattern.named(byExpression: "\\w+") == nil)
  }
}

@Suite("Byte pairs")
struct BytePairTests {
  /// All bytes, then pairs and longer strings of `a` to `d`, so that merges compete.
  static let vocabulary: RankedBytes = {
    var tokens = (0..<256).map { [UInt8($0)] }
    let letters = Array("abcd ".utf8)
    for one in letters { for other in letters where (one ^ other) & 1 == 0 { tokens.append([other, one]) } }
    for text in ["abc", "cab", "dcb", "aaaa", " abc", "bbbbbbbb", "abcabcabcabcabcabc", "\n\n", "..", " the", " The"] {
      tokens.append(Array(text.utf8))
    }
    return RankedBytes(tokens: tokens)
  }()

  /// The definition, in cubic time.
  private static func naive(_ piece: [UInt8]) -> [[UInt8]] {
    var parts = piece.map { [$0] }
    while true {
      let ranks = parts.indices.dropLast().map { index -> UInt32 in
        let joined = parts[index] + parts[index + 1]
        return joined.withUnsafeBufferPointer { vocabulary.rank(of: $0, available: joined.count) } ?? .max
      }
      guard let best = ranks.min(), best != .max, let index = ranks.firstIndex(of: best) else { return parts }
      parts.replaceSubrange(index...index + 1, with: [parts[index] + parts[index + 1]])
    }
  }

  @Test("Merging follows the definition, in short pieces and in long ones", arguments: [1, 2, 7, 30, 99, 100, 101, 102, 240])
  func merging(length: Int) {
    var random = SeededGenerator(seed: UInt64(length))
    for _ in 0..<20 {
      let piece = (0..<length).map { _ in Array("aabbccd".utf8).randomElement(using: &random) ?? 0x61 }
      var symbols = piece.enumerated().map {
        MergeSymbol(start: Int32($0.offset), end: Int32($0.offset + 1), id: UInt32($0.element))
      }
      piece.withUnsafeBufferPointer { PairMerging.merge(&symbols, of: $0, by: Self.vocabulary) }
      #expect(symbols.map { Array(piece[Int($0.start)..<Int($0.end)]) } == Self.naive(piece))
    }
  }

  private func tokenizer(_ pattern: PretokenPattern) -> Tokenizer {
    Tokenizer(name: "test", model: BytePairModel(vocabulary: Self.vocabulary, pattern: pattern))
  }

  @Test("There are as many ids as are counted, and their bytes are the text", arguments: [PretokenPattern.cl100k, .o200k, .gpt2])
  func counts(pattern: PretokenPattern) {
    let tokenizer = tokenizer(pattern)
    var source = MixedText(seed: 3)
    for length in [0, 1, 5, 50, 400] {
      let text = source.text(length) + " abcabc the "
      let ids = tokenizer.encode(text)
      #expect(ids.count == tokenizer.count(text))
      #expect(ids.flatMap { Self.vocabulary.token(UInt32($0)) } == Array(text.utf8))
    }
    #expect(tokenizer.count("") == 0 && tokenizer.encode("").isEmpty)
  }

  @Test(
    "The count of a range from totals is that of its text, wherever it begins and ends",
    arguments: [PretokenPattern.cl100k, .o200k, .gpt2, .llama3, .qwen2])
  func totals(pattern: PretokenPattern) {
    let tokenizer = tokenizer(pattern)
    var source = MixedText(seed: 11)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<60 {
      var text = source.text(30)
      text.withUTF8 { utf8 in
        // Only between scalars: text that is cut inside one is not UTF-8.
        let places = utf8.indices.filter { utf8[$0] & 0xC0 != 0x80 && ($0 == 0 || Int.random(in: 0..<5, using: &random) == 0) }
        let boundaries = places + [utf8.count]
        let totals = tokenizer.totals(utf8, at: boundaries)
        for lower in boundaries.indices {
          for upper in boundaries.indices.dropFirst(lower + 1) where boundaries[upper] - boundaries[lower] > 24 {
            let range = boundaries[lower]..<boundaries[upper]
            let expected = tokenizer.count(UnsafeBufferPointer(rebasing: utf8[range]))
            guard totals.count(lower..<upper) == expected else {
              let text = String(decoding: utf8[range], as: UTF8.self)
              Issue.record("\(text.debugDescription): \(totals.count(lower..<upper)) is not \(expected)")
              return
            }
          }
        }
      }
    }
  }

  @Test("Much of one letter, and much without a letter, take no time")
  func longPieces() {
    let tokenizer = tokenizer(.o200k)
    #expect(tokenizer.count(String(repeating: "a", count: 1 << 17)) == 1 << 15)
    #expect(tokenizer.count(String(repeating: "é", count: 1 << 16)) == 1 << 17)
    #expect(tokenizer.count(String(repeating: " ", count: 1 << 17)) > 0)
  }

  @Test("Threads that count at once count the same")
  func threads() async {
    let tokenizer = tokenizer(.cl100k)
    var source = MixedText(seed: 9)
    let text = source.text(2000)
    let expected = tokenizer.count(text)
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { tokenizer.count(text) } }
      for await count in group { #expect(count == expected) }
    }
  }
}

@Suite("Vocabularies")
struct VocabularyTests {
  @Test("A file of ranks is read, one that is cut or disordered is not")
  func ranks() {
    #expect(
      RankFile.tokens(Array("YQ== 0\nYWI= 1\nYWJj 2\n".utf8))?.map { String(decoding: $0, as: UTF8.self) } == ["a", "ab", "abc"])
    #expect(RankFile.tokens(Array("YQ== 0\nYWI= 3".utf8))?.map(\.count) == [1, 0, 0, 2])
    for bad in ["", "YQ== 0\nYWI", "YQ== 1\nYWI= 0\n", "Y*== 0\n", "YQ==0\n", "YQ== 0 1\n", "YQ== 999999999\n"] {
      #expect(RankFile.tokens(Array(bad.utf8)) == nil, "\(bad)")
    }
  }

  @Test("What is no tokenizer says so and what to do")
  func errors() throws {
    let folder = TemporaryFolder()
    func code(_ name: String, _ content: String) throws -> TokenizerError.Code? {
      let path = folder.path + "/" + name
      try Data(content.utf8).write(to: URL(fileURLWithPath: path))
      do { _ = try Tokenizer.load(path) } catch let error as TokenizerError {
        #expect(!error.hint.isEmpty)
        return error.code
      }
      return nil
    }
    #expect(throws: TokenizerError.self) { try Tokenizer.load("p9k_base") }
    #expect(try code("a.json", "{\"model\":") == .damaged)
    #expect(try code("a.json", "[]") == .damaged)
    #expect(try code("a.json", "{\"model\":{\"type\":\"Unigram\",\"vocab\":{\"a\":0}}}") == .unsupported)
    #expect(try code("a.json", "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a b\"]}}") == .damaged)
    #expect(try code("a.gguf", "GGUF") == .damaged)
    #expect(try code("a.gguf", "GGUF\u{3}\u{0}\u{0}\u{0}" + String(repeating: "\u{7F}", count: 60)) == .damaged)
  }

  private func load(_ json: String) throws -> Tokenizer {
    let folder = TemporaryFolder()
    let path = folder.path + "/tokenizer.json"
    try Data(json.utf8).write(to: URL(fileURLWithPath: path))
    return try Tokenizer.load(path)
  }

  @Test("SentencePiece's way: the space is a letter, and what is unknown is bytes")
  func sentencePiece() throws {
    let bytes = (0..<256).map { String(format: "\"<0x%02X>\":%d", $0, $0) }.joined(separator: ",")
    let json =
      "{\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Prepend\",\"prepend\":\"▁\"},"
      + "{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},\"content\":\"▁\"}]},\"pre_tokenizer\":null,"
      + "\"model\":{\"type\":\"BPE\",\"byte_fallback\":true,\"vocab\":{\(bytes),\"▁\":256,\"a\":257,\"b\":258,\"ab\":259,\"▁ab\":260},"
      + "\"merges\":[\"a b\",\"▁ ab\"]}}"
    let tokenizer = try load(json)
    #expect(tokenizer.encode("ab a\néb") == [260, 256, 257, 0x0A, 0xC3, 0xA9, 258])
    #expect(tokenizer.count("ab a\néb") == 7)
  }

  @Test("WordPiece: the longest piece first, and one unknown for a word with a part that is none")
  func wordPiece() throws {
    let json =
      "{\"normalizer\":{\"type\":\"BertNormalizer\",\"lowercase\":true},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},"
      + "\"model\":{\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\",\"vocab\":{\"[UNK]\":0,\"tide\":1,\"ti\":2,\"##de\":3,\"##s\":4,\".\":5,\"潮\":6}}}"
    #expect(try load(json).encode("Tides. tidz TÍDE 潮潮") == [1, 4, 5, 0, 1, 6, 6])
  }

  @Test("Bytes as letters, by a published expression and by one of its own", arguments: ["\\\\p{N}", "[0-9]"])
  func byteLevel(digits: String) throws {
    let vocabulary = (0x21...0x7E).map { value -> String in
      let escape = value == 0x22 || value == 0x5C ? "\\" : ""
      return "\"" + escape + String(Unicode.Scalar(UInt8(value))) + "\":" + String(value)
    }
    let json =
      "{\"pre_tokenizer\":{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"behavior\":\"Isolated\",\"pattern\":{\"Regex\":"
      + "\"\(digits)\"}},{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"use_regex\":true}]},\"model\":{\"type\":\"BPE\",\"vocab\":{"
      + vocabulary.joined(separator: ",") + ",\"Ġ\":200,\"Ġa\":201,\"11\":202},\"merges\":[\"Ġ a\",\"1 1\"]}}"
    // Digits are cut apart before the merge of two is tried.
    #expect(try load(json).encode("b a11") == [0x62, 201, 0x31, 0x31])
  }
}

/// Against what tiktoken itself gives, where the vocabularies are installed.
@Suite(
  "Published vocabularies", .enabled(if: Vocabularies.names.allSatisfy { Vocabularies.path(of: $0) != nil }, "not installed"))
struct PublishedVocabularyTests {
  @Test(
    "Ids are those of tiktoken",
    arguments: [
      (
        "cl100k_base", "Hello, world! I'll pay $1,234.56.\n\n\tif x:\n  return ünïcode 中文 🙂",
        [
          9906, 11, 1917, 0, 358, 3358, 2343, 400, 16, 11, 11727, 13, 3487, 382, 748, 865, 512, 220, 471, 10709, 77, 38672, 1889,
          73958, 17161, 28584,
        ]
      ),
      (
        "o200k_base", "Hello, world! I'll pay $1,234.56.\n\n\tif x:\n  return ünïcode 中文 🙂",
        [
          13225, 11, 2375, 0, 17291, 2777, 548, 16, 11, 20771, 13, 5007, 364, 1224, 1215, 734, 220, 622, 86582, 9954, 3056, 83711,
          26192,
        ]
      ),
    ])
  func ids(name: String, text: String, ids: [Int]) throws {
    #expect(try Tokenizer.load(name).encode(text) == ids)
  }
}
