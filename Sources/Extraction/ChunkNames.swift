internal import TextAnalysis

/// Which words of a text are written as names are: worked out when first asked for, once.
final class ChunkNames {
  private let text: String
  /// Words with a capital behind a small letter or a comma, and words with a small first letter.
  private lazy var words = Self.words(of: text)

  init(_ text: String) { self.text = text }

  /// - Parameter word: of a word in lower case.
  func isName(_ word: WordKey) -> Bool { words.names.contains(word.value) }

  /// Whether a word stands somewhere without a capital.
  func isSmall(_ word: Word) -> Bool { words.small.contains(word.key) }

  private static func words(of text: String) -> (names: KeySet, small: KeySet) {
    var (names, small) = (KeySet(), KeySet(minimumCapacity: text.utf8.count / 16))
    let utf8 = Array(text.utf8)
    Words.forEachKey(in: text) { key, start in
      guard utf8[start] >= 0x41, utf8[start] <= 0x5A else {
        small.insert(key.value)
        return
      }
      guard start >= 2, utf8[start - 1] == 0x20 else { return }
      let before = utf8[start - 2]
      if (before >= 0x61 && before <= 0x7A) || before == UInt8(ascii: ",") { names.insert(key.value) }
    }
    return (names, small)
  }
}
