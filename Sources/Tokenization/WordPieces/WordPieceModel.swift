/// WordPiece, as BERT and its likes use it: words are cut greedily into the longest pieces that the vocabulary has.
struct WordPieceModel: TokenModel {
  var normalizers: [TextNormalizer]
  /// Pieces that begin a word, and those that go on with one, without their mark.
  var starts: ByteTable
  var continuations: ByteTable
  var unknown: UInt32
  /// Words of more scalars than this are unknown.
  var wordLimit: Int

  func count(_ utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) -> Int {
    var count = 0
    forEachToken(utf8, state) { _ in count += 1 }
    return count
  }

  func encode(_ utf8: UnsafeBufferPointer<UInt8>, into ids: inout [Int], _ state: TokenizerState) {
    var found: [Int] = []
    forEachToken(utf8, state) { found.append(Int($0)) }
    ids.append(contentsOf: found)
  }

  private func forEachToken(_ utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState, _ body: (UInt32) -> Void) {
    var text = normalizers.reduce(String(decoding: utf8, as: UTF8.self)) { $1.apply($0) }
    text.withUTF8 { utf8 in
      Self.forEachWord(utf8) { word in
        for id in pieces(of: word) { body(id) }
      }
    }
  }

  /// The ids of a word's pieces; the unknown alone where any part of it has none.
  private func pieces(of word: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    guard word.count(where: { $0 & 0xC0 != 0x80 }) <= wordLimit else { return [unknown] }
    var ids: [UInt32] = []
    var start = 0
    while start < word.count {
      let table = start == 0 ? starts : continuations
      var end = word.count
      var found: UInt32?
      while end > start {
        if end == word.count || word[end] & 0xC0 != 0x80 {
          found = table[UnsafeBufferPointer(rebasing: word[start..<end]), end - start]
          if found != nil { break }
        }
        end -= 1
      }
      guard let found else { return [unknown] }
      ids.append(found)
      start = end
    }
    return ids
  }

  /// Words between white space, each mark of punctuation by itself.
  private static func forEachWord(_ utf8: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var start = 0
    var index = 0
    func end(_ index: Int) { if index > start { body(UnsafeBufferPointer(rebasing: utf8[start..<index])) } }
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      let width = UTF8.width(scalar)
      if scalar.properties.isWhitespace {
        end(index)
        start = index + width
      } else if isPunctuation(scalar) {
        end(index)
        body(UnsafeBufferPointer(rebasing: utf8[index..<index + width]))
        start = index + width
      }
      index += width
    }
    end(index)
  }

  /// ASCII's marks and the category P.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    case ..<0x80: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation:
      return true
    default: return false
    }
  }
}
