internal import DocumentModel

/// What one pass over a chunk's words finds, before the document around it is looked at.
struct ChunkScan: Sendable {
  /// The language whose words were counted; nil for one that is not known.
  var language: Vocabulary.Language?
  /// Tokens by mark.
  var counts = [Int32](repeating: 0, count: TokenMarks.count)
  var tokens = 0
  var sentences = 0
  var wordsInSentences = 0
  var wordsInTitles = 0
  /// Letters of all words.
  var wordLength = 0
  /// Of the first two hundred words: how many differ, their entropy as a share of the greatest, and how many they are.
  var (distinct, entropy, sampled) = (0, 0.0, 0)
  /// The share of rises in the row of numbers that end entries; 0 for fewer than four.
  var rise = 0.0
  /// How many numbers end entries.
  var pages = 0
  /// Words in runs of four that a known licence has.
  var wordsOfLicences = 0
  /// The logical lines that hold a word, by the hashes of their words without numbers.
  var lines: [UInt64] = []
  var lineCount: Int { lines.count }
  /// Entries of lists, as commas, numbers and ends of lines part them, and how many stand in the order of the alphabet behind the
  /// entry before.
  var (entries, entriesInOrder) = (0, 0)

  func count(_ mark: TokenMarks) -> Int { mark.total(counts) }
  var words: Int { count(.word) }
}

/// Scans chunks one after the other, with storage that is used again.
struct ChunkScanner {
  private var plain: [UInt8] = []
  private var tokens: [TextToken] = []
  /// The marks of the chunk scanned last, one a token.
  private(set) var marks: [TokenMarks] = []
  private var sample = WordSample()

  init() {}

  /// - Parameters:
  ///   - text: Markdown.
  ///   - document: the language of the whole document, for chunks of few words.
  mutating func scan(_ text: String, document: Vocabulary.Language?) -> ChunkScan {
    var text = text
    text.withUTF8 { PlainText.write($0, into: &plain) }
    return plain.withUnsafeBufferPointer { plain in
      TokenScanner.scan(plain, into: &tokens)
      var scan = ChunkScan()
      scan.tokens = tokens.count
      scan.language = classify(document)
      mark(&scan)
      scan.wordsOfLicences = LicenceBank.shipped.coverage(of: tokens)
      LogicalLines.count(tokens, plain, into: &scan)
      return scan
    }
  }

  /// The text of up to `limit` tokens of the chunk scanned last that have one of these marks, each once.
  func evidence(_ wanted: TokenMarks, limit: Int) -> [String] {
    var found: [String] = []
    for (index, marks) in marks.enumerated() where !marks.isDisjoint(with: wanted) {
      let token = tokens[index]
      var end = token.end
      // A number is nothing without what it counts, nor are the pairs.
      if index + 1 < tokens.count, wanted.contains(.quantity) || wanted.contains(.boilerplate) { end = tokens[index + 1].end }
      let words = String(decoding: plain[Int(token.start)..<min(Int(end), Int(token.start) + 60)], as: UTF8.self)
      guard !found.contains(words) else { continue }
      found.append(words)
      if found.count == limit { break }
    }
    return found
  }

  /// Looks words up, and says in what language they are.
  private mutating func classify(_ document: Vocabulary.Language?) -> Vocabulary.Language? {
    let english = Vocabulary.english
    var (words, functions) = (0, (english: 0, german: 0, french: 0, spanish: 0))
    tokens.withUnsafeMutableBufferPointer { tokens in
      for index in tokens.indices where tokens[index].isWord {
        let classes = english.classes(tokens[index].key)
        tokens[index].classes = classes
        words += 1
        if classes.isDisjoint(with: WordClass.telling) { continue }
        if classes.contains(.function) { functions.english += 1 }
        if classes.contains(.germanFunction) { functions.german += 1 }
        if classes.contains(.frenchFunction) { functions.french += 1 }
        if classes.contains(.spanishFunction) { functions.spanish += 1 }
      }
    }
    let language = Self.language(functions, words: words) ?? Self.fallback(document, words: words)
    if language != .english {
      let vocabulary = language.map(Vocabulary.of)
      for index in tokens.indices where tokens[index].isWord {
        tokens[index].classes = vocabulary?.classes(tokens[index].key) ?? []
      }
    }
    return language
  }

  /// Words from which on function words tell the language.
  private static let tellingWords = 30

  private static func language(_ functions: (english: Int, german: Int, french: Int, spanish: Int), words: Int)
    -> Vocabulary.Language?
  {
    guard words >= tellingWords else { return nil }
    let counts: [(Vocabulary.Language, Int)] = [
      (.english, functions.english), (.german, functions.german), (.french, functions.french), (.spanish, functions.spanish),
    ]
    let best = counts.reduce(counts[0]) { $1.1 > $0.1 ? $1 : $0 }
    return best.1 * 100 >= words * 15 ? best.0 : nil
  }

  /// The language of words that do not tell it: the document's, or English where there are too few words to be anything else.
  private static func fallback(_ document: Vocabulary.Language?, words: Int) -> Vocabulary.Language? {
    document ?? (words < tellingWords ? .english : nil)
  }

  private mutating func mark(_ scan: inout ChunkScan) {
    marks.removeAll(keepingCapacity: true)
    marks.reserveCapacity(tokens.count)
    sample.reset()
    let vocabulary = scan.language.map(Vocabulary.of)
    let isEnglish = scan.language == .english
    var counts: [Int32] = []
    swap(&counts, &scan.counts)
    tokens.withUnsafeBufferPointer { tokens in
      var marker = TokenMarker(tokens, vocabulary)
      var (open, openMarks) = (0, TokenMarks())
      for index in tokens.indices {
        var found = marker.marks(index)
        let token = tokens[index]
        if token.isWord {
          scan.wordLength += Int(token.letters)
          sample.add(token.key)
          if isEnglish, isPast(token) { found.insert(.past) }
        }
        marks.append(found)
        openMarks.formUnion(found)
        var bits = found.rawValue
        while bits != 0 {
          counts[bits.trailingZeroBitCount] += 1
          bits &= bits - 1
        }
        if marker.lastEnd.isEnd {
          settle(open..<index, openMarks, isSentence: marker.lastEnd.isSentence, &counts)
          (open, openMarks) = (index, found)
        }
      }
      settle(open..<tokens.count, openMarks, isSentence: false, &counts)
      scan.sentences = marker.sentences
      scan.wordsInSentences = marker.wordsInSentences
      scan.wordsInTitles = marker.wordsInTitles
      scan.pages = marker.pages.count
      if marker.pages.count >= 4 {
        let rises = zip(marker.pages, marker.pages.dropFirst()).count { $0 <= $1 }
        scan.rise = Double(rises) / Double(marker.pages.count - 1)
      }
    }
    scan.counts = counts
    (scan.distinct, scan.entropy, scan.sampled) = (sample.distinct, sample.entropy, sample.count)
  }

  /// Takes back the marks that mean something only inside a sentence, or only outside of one.
  private mutating func settle(_ range: Range<Int>, _ found: TokenMarks, isSentence: Bool, _ counts: inout [Int32]) {
    let mark: TokenMarks = isSentence ? .capital : .definition
    if found.isDisjoint(with: mark) { return }
    for index in range where !marks[index].isDisjoint(with: mark) {
      marks[index].remove(mark)
      counts[mark.rawValue.trailingZeroBitCount] -= 1
    }
  }

  private func isPast(_ token: TextToken) -> Bool {
    token.letters > 4 && plain[Int(token.end) - 1] | 0x20 == UInt8(ascii: "d")
      && plain[Int(token.end) - 2] | 0x20 == UInt8(ascii: "e")
  }
}
