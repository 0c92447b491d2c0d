/// Lines as the structure of the text makes them: paragraphs, items of lists, rows of tables. How lines were wrapped does not count.
enum LogicalLines {
  /// Counts lines and entries, and hashes each line by its words, numbers left out, so that an entry of a table of contents is its
  /// heading.
  static func count(_ tokens: [TextToken], _ plain: UnsafeBufferPointer<UInt8>, into scan: inout ChunkScan) {
    var (hash, words) = (WordHash.start, 0)
    var before: UInt64 = 0
    var isEntryStart = true
    for token in tokens {
      if token.flags.contains(.lineStart) {
        if words > 0 { scan.lines.append(hash) }
        (hash, words, isEntryStart) = (WordHash.start, 0, true)
      }
      guard token.isWord else {
        if endsEntry(token.kind) { isEntryStart = true }
        continue
      }
      if isEntryStart {
        let letters = initialLetters(token, plain)
        scan.entries += 1
        if before != 0, letters >= before { scan.entriesInOrder += 1 }
        before = letters
        isEntryStart = false
      }
      hash = WordHash.pair(hash, token.key)
      words += 1
    }
    if words > 0 { scan.lines.append(hash) }
  }

  private static func endsEntry(_ kind: TextToken.Kind) -> Bool {
    switch kind {
    case .comma, .number, .leader, .ellipsis: true
    default: false
    }
  }

  /// The first six letters of a word, as a number that rises with the alphabet.
  private static func initialLetters(_ token: TextToken, _ plain: UnsafeBufferPointer<UInt8>) -> UInt64 {
    (0..<6).reduce(0) { letters, offset in
      let place = Int(token.start) + offset
      return letters << 8 | UInt64(place < token.end ? plain[place] | 0x20 : 0)
    }
  }

  /// The hash of a heading, as ``count(_:_:into:)`` hashes a line.
  static func hash(_ tokens: [TextToken]) -> UInt64? {
    let words = tokens.filter(\.isWord)
    return words.isEmpty ? nil : words.reduce(WordHash.start) { WordHash.pair($0, $1.key) }
  }
}
