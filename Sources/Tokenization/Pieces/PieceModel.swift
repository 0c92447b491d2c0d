/// Byte pair encoding as a `tokenizer.json` says it: normalisation, pieces, merges by ids.
struct PieceModel: TokenModel {
  /// How the symbols of a piece begin.
  enum Symbols: Sendable {
    /// A symbol a byte; their ids.
    case bytes([UInt32])
    /// A symbol a scalar that the vocabulary has; else its bytes by their ids, or where there are none the id for the unknown.
    case scalars(ids: [UInt32: UInt32], bytes: [UInt32]?, unknown: UInt32?, fusesUnknown: Bool)
  }

  enum Merges: Sendable {
    case listed(MergeList)
    case scored(ScoredMerges)
  }

  var normalizers: [TextNormalizer]
  var pretokenizer: Pretokenizer
  var symbols: Symbols
  var merges: Merges
  /// Whole pieces that are tokens without merging; nil where merges alone count.
  var wholes: ByteTable?

  func count(_ utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) -> Int {
    normalized(utf8) { utf8 in
      guard let base = utf8.baseAddress else { return 0 }
      var start = 0
      var total = 0
      let cache = state.cache.slots
      for end in pretokenizer.ends(of: utf8, state.classes) {
        let length = end - start
        let piece = UnsafeBufferPointer(start: base + start, count: length)
        if length <= ByteKey.limit {
          let key = ByteKey(base + start, length, available: utf8.count - start)
          let place = cache.place(of: key)
          let known = place[key]
          if known > 0 {
            total += known
          } else {
            let count = merged(piece, state)
            place.insert(key, count)
            total += count
          }
        } else {
          total += state.cache.count(piece) { merged(piece, state) }
        }
        start = end
      }
      return total
    }
  }

  func encode(_ utf8: UnsafeBufferPointer<UInt8>, into ids: inout [Int], _ state: TokenizerState) {
    var found: [Int] = []
    normalized(utf8) { utf8 in
      var start = 0
      for end in pretokenizer.ends(of: utf8, state.classes) {
        _ = merged(UnsafeBufferPointer(rebasing: utf8[start..<end]), state)
        found.append(contentsOf: state.symbols.lazy.map { Int($0.id) })
        start = end
      }
    }
    ids.append(contentsOf: found)
  }

  private func normalized<Result>(
    _ utf8: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if normalizers.isEmpty || utf8.isEmpty || (normalizers == [.nfc] && utf8.allSatisfy { $0 < 0x80 }) { return body(utf8) }
    var text = normalizers.reduce(String(decoding: utf8, as: UTF8.self)) { $1.apply($0) }
    return text.withUTF8(body)
  }

  /// Leaves the tokens of a piece in the state's symbols and gives their number.
  private func merged(_ piece: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) -> Int {
    state.symbols.removeAll(keepingCapacity: true)
    if let wholes, let id = wholes[piece, piece.count] {
      state.symbols.append(MergeSymbol(start: 0, end: Int32(piece.count), id: id))
      return 1
    }
    var parts: [MergeSymbol] = []
    var start = 0
    while start < piece.count {
      let end = BytePairModel.partEnd(of: piece, from: start)
      state.symbols.removeAll(keepingCapacity: true)
      begin(start..<end, of: piece, state)
      switch merges {
      case .listed(let rule): PairMerging.merge(&state.symbols, of: piece, by: rule)
      case .scored(let rule): PairMerging.merge(&state.symbols, of: piece, by: rule)
      }
      if end == piece.count, parts.isEmpty { return fused(state) }
      parts += state.symbols
      start = end
    }
    state.symbols = parts
    return fused(state)
  }

  private func begin(_ range: Range<Int>, of piece: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) {
    switch symbols {
    case .bytes(let ids):
      for index in range {
        state.symbols.append(MergeSymbol(start: Int32(index), end: Int32(index + 1), id: ids[Int(piece[index])]))
      }
    case .scalars(let ids, let bytes, let unknown, _):
      var index = range.lowerBound
      while index < range.upperBound {
        let (scalar, width) = Self.scalar(at: index, in: piece)
        let end = min(range.upperBound, index + width)
        if let id = ids[scalar] {
          state.symbols.append(MergeSymbol(start: Int32(index), end: Int32(end), id: id))
        } else if let bytes {
          for place in index..<end {
            state.symbols.append(MergeSymbol(start: Int32(place), end: Int32(place + 1), id: bytes[Int(piece[place])]))
          }
        } else if let unknown {
          state.symbols.append(MergeSymbol(start: Int32(index), end: Int32(end), id: unknown))
        }
        index = end
      }
    }
  }

  /// Unknowns in a row are one where the vocabulary says so.
  private func fused(_ state: TokenizerState) -> Int {
    guard case .scalars(_, nil, let unknown?, true) = symbols else { return state.symbols.count }
    var kept: [MergeSymbol] = []
    for symbol in state.symbols where symbol.id != unknown || kept.last?.id != unknown { kept.append(symbol) }
    state.symbols = kept
    return kept.count
  }

  private static func scalar(at index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> (UInt32, width: Int) {
    let byte = UInt32(utf8[index])
    func next(_ offset: Int) -> UInt32 { index + offset < utf8.count ? UInt32(utf8[index + offset] & 0x3F) : 0 }
    switch byte {
    case 0xC2..<0xE0: return ((byte & 0x1F) << 6 | next(1), 2)
    case 0xE0..<0xF0: return ((byte & 0x0F) << 12 | next(1) << 6 | next(2), 3)
    case 0xF0..<0xF5: return ((byte & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    default: return (byte, 1)
    }
  }
}
