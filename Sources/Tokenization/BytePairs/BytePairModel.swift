internal import TextAnalysis

/// Byte pair encoding over pre-tokens, with the counts of pieces kept.
struct BytePairModel: TokenModel {
  let vocabulary: RankedBytes
  let pattern: PretokenPattern

  /// A piece longer than this is taken in parts, so that a megabyte of one letter takes neither its square in time nor a heap of
  /// its size. No word is as long.
  static let pieceLimit = 1 << 16

  func count(_ utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) -> Int {
    var total = 0
    forEachPretoken(of: utf8, state) { _, _, tokens in total &+= tokens }
    return total
  }

  /// Gives each pre-token's start, its end and its tokens, in order.
  @inline(__always)
  private func forEachPretoken(
    of utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState, _ body: (_ start: Int, _ end: Int, _ tokens: Int) -> Void
  ) {
    guard let base = utf8.baseAddress else { return }
    let scanner = PretokenScanner(utf8, pattern: pattern, classes: state.classes)
    let (cache, table) = (state.cache.slots, vocabulary.table.slots)
    var index = 0
    while index < utf8.count {
      let end = scanner.next(index)
      body(index, end, count(base + index, end &- index, available: utf8.count &- index, cache, table, state))
      index = end
    }
  }

  /// The tokens of one pre-token.
  @inline(__always)
  private func count(
    _ piece: UnsafePointer<UInt8>, _ length: Int, available: Int, _ cache: PieceCache.Slots, _ table: ByteTable.Slots,
    _ state: TokenizerState
  ) -> Int {
    guard length <= ByteKey.limit else { return longCount(piece, length, available, state) }
    let key = ByteKey(piece, length, available: available)
    let place = cache.place(of: key)
    let known = place[key]
    return known > 0 ? known : newCount(piece, length, available, key, place, table, state)
  }

  @inline(never)
  private func newCount(
    _ piece: UnsafePointer<UInt8>, _ length: Int, _ available: Int, _ key: ByteKey, _ place: PieceCache.Place,
    _ table: ByteTable.Slots, _ state: TokenizerState
  ) -> Int {
    let count = table[key] == nil ? mergedCount(piece, length, available, state) : 1
    place.insert(key, count)
    return count
  }

  @inline(never)
  private func longCount(_ piece: UnsafePointer<UInt8>, _ length: Int, _ available: Int, _ state: TokenizerState) -> Int {
    state.cache.count(UnsafeBufferPointer(start: piece, count: length)) {
      let rank = vocabulary.rank(of: UnsafeBufferPointer(start: piece, count: length), available: available)
      return rank == nil ? mergedCount(piece, length, available, state) : 1
    }
  }

  @inline(never)
  private func mergedCount(_ piece: UnsafePointer<UInt8>, _ length: Int, _ available: Int, _ state: TokenizerState) -> Int {
    if length <= RankedBytes.fewBytes { return vocabulary.mergedCount(piece, length, available: available) }
    if length <= Self.pieceLimit {
      mergedSymbols(UnsafeBufferPointer(start: piece, count: length), available: available, state)
      return state.symbols.count
    }
    var count = 0
    forEachPart(of: UnsafeBufferPointer(start: piece, count: length)) { part in
      mergedSymbols(part, available: part.count, state)
      count += state.symbols.count
    }
    return count
  }

  func encode(_ utf8: UnsafeBufferPointer<UInt8>, into ids: inout [Int], _ state: TokenizerState) {
    let scanner = PretokenScanner(utf8, pattern: pattern, classes: state.classes)
    var index = 0
    while index < utf8.count {
      let end = scanner.next(index)
      let piece = UnsafeBufferPointer(rebasing: utf8[index..<end])
      if let rank = vocabulary.rank(of: piece, available: utf8.count - index) {
        ids.append(Int(rank))
      } else {
        forEachPart(of: piece) { part in
          mergedSymbols(part, available: part.count, state)
          ids.append(contentsOf: state.symbols.lazy.map { Int($0.id) })
        }
      }
      index = end
    }
  }

  /// `available` bytes, at least those of the piece, may be read from its start on.
  private func mergedSymbols(_ piece: UnsafeBufferPointer<UInt8>, available: Int, _ state: TokenizerState) {
    state.symbols.removeAll(keepingCapacity: true)
    for (index, byte) in piece.enumerated() {
      state.symbols.append(MergeSymbol(start: Int32(index), end: Int32(index + 1), id: vocabulary.id(ofByte: byte)))
    }
    PairMerging.merge(&state.symbols, of: UnsafeBufferPointer(start: piece.baseAddress, count: available), by: vocabulary)
  }

  private func forEachPart(of piece: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var start = 0
    while start < piece.count {
      let end = Self.partEnd(of: piece, from: start)
      body(UnsafeBufferPointer(rebasing: piece[start..<end]))
      start = end
    }
  }

  /// The end of the part of a long piece that begins at `start`; no scalar is cut.
  static func partEnd(of piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = min(piece.count, start + pieceLimit)
    while end < piece.count, end > start + 1, piece[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }
}

// MARK: Totals

extension BytePairModel {
  /// One pass with the total at each boundary.
  ///
  /// Where the next pre-token ends depends on nothing before it, so a range that begins inside one falls into step with the whole
  /// text a little later; what it counts until then, and what one that ends inside a pre-token counts behind the last whole one,
  /// is found by counting that little piece by itself.
  func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int], _ state: TokenizerState) -> TokenTotals? {
    var result = TokenTotals(totals: [Int32](repeating: 0, count: boundaries.count))
    let scanner = PretokenScanner(utf8, pattern: pattern, classes: state.classes)
    let (cache, table) = (state.cache.slots, vocabulary.table.slots)
    var (total, next) = (0, 0)
    var pending = boundaries.first ?? .max
    /// Where the white space began that ends before a pre-token, and the total there.
    var space: (start: Int, total: Int)?
    forEachPretoken(of: utf8, state) { index, end, tokens in
      while pending < end {
        let boundary = pending
        result.totals[next] = Int32(total)
        if boundary > index || space != nil {
          let (start, before) = space ?? (index, total)
          let tail = count(UnsafeBufferPointer(rebasing: utf8[start..<boundary]), state) - (total - before)
          if tail != 0 { result.tails[next] = Int32(tail) }
        }
        if boundary > index {
          let head = head(boundary, behind: index, scanner, cache, table, state)
          if head != 0 { result.heads[next] = Int32(head) }
        }
        next += 1
        pending = next < boundaries.count ? boundaries[next] : .max
      }
      let isSpace = utf8[index].isSpace && utf8[end - 1].isSpace
      if isSpace { space = space ?? (index, total) } else { space = nil }
      total &+= tokens
    }
    while next < boundaries.count {
      result.totals[next] = Int32(total)
      next += 1
    }
    return result
  }

  /// How many tokens more there are from `boundary` than from the pre-token around it, which begins at `start`.
  private func head(
    _ boundary: Int, behind start: Int, _ scanner: PretokenScanner, _ cache: PieceCache.Slots, _ table: ByteTable.Slots,
    _ state: TokenizerState
  ) -> Int {
    var (own, whole) = (boundary, start)
    var difference = 0
    while own != whole {
      let isOwn = own < whole
      let from = isOwn ? own : whole
      let end = scanner.next(from)
      let tokens = count(scanner.bytes + from, end - from, available: scanner.end - from, cache, table, state)
      if isOwn { own = end } else { whole = end }
      difference += isOwn ? tokens : -tokens
    }
    return difference
  }
}
