/// SentencePiece's byte pair encoding as GGUF files hold it: neighbours merge into the token of the best score, and scalars that
/// the vocabulary has not are written as bytes.
struct ScoredModel: TokenModel {
  private let model: PieceModel

  /// `types` by token: 6 is a byte, 3 a control token, which text never becomes.
  init(tokens: [[UInt8]], scores: [Float], types: [Int], addsSpace: Bool) {
    let table = ByteTable(capacity: tokens.count)
    var bytes = [UInt32](repeating: 0, count: 256)
    var scalars: [UInt32: UInt32] = [:]
    // Equal scores are equal ranks, so that the leftmost of them merges first.
    let order = Set(scores).sorted(by: >)
    let rankOfScore = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, UInt32($0)) })
    var ranks = [UInt32](repeating: 0, count: tokens.count)
    for (id, token) in tokens.enumerated() {
      ranks[id] = rankOfScore[scores[id]] ?? 0
      let type = id < types.count ? types[id] : 1
      if type == 6, let byte = Self.byte(token) {
        bytes[Int(byte)] = UInt32(id)
      } else if type == 1 || type == 4 {
        token.withUnsafeBufferPointer { table.insert($0, UInt32(id)) }
        let text = String(decoding: token, as: UTF8.self).unicodeScalars
        if text.count == 1, let scalar = text.first { scalars[scalar.value] = UInt32(id) }
      }
    }
    model = PieceModel(
      normalizers: (addsSpace ? [.prepend(" ")] : []) + [.replace(" ", "▁")], pretokenizer: .words,
      symbols: .scalars(ids: scalars, bytes: bytes, unknown: nil, fusesUnknown: false),
      merges: .scored(ScoredMerges(table: table, ranks: ranks)), wholes: nil)
  }

  func count(_ utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) -> Int { model.count(utf8, state) }

  func encode(_ utf8: UnsafeBufferPointer<UInt8>, into ids: inout [Int], _ state: TokenizerState) {
    model.encode(utf8, into: &ids, state)
  }

  /// `<0x0A>`.
  private static func byte(_ token: [UInt8]) -> UInt8? {
    guard token.count == 6, token.starts(with: "<0x".utf8) else { return nil }
    return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
  }
}

/// Merges by what two neighbours spell.
struct ScoredMerges: MergeRule, Sendable {
  let table: ByteTable
  let ranks: [UInt32]

  func merge(
    _ piece: UnsafeBufferPointer<UInt8>, _ left: MergeSymbol, _ right: MergeSymbol
  ) -> (rank: UInt32, id: UInt32)? {
    let range = Int(left.start)..<Int(right.end)
    return table[UnsafeBufferPointer(rebasing: piece[range]), piece.count - range.lowerBound].map { (ranks[Int($0)], $0) }
  }
}
