internal import TextAnalysis

/// Where the vocabulary of a text changes (M. Hearst, TextTiling, Computational Linguistics 23, 1997).
///
/// At each place the content words of a window before it are compared with those of a window behind it, as the cosine of how often
/// each occurs; a place is a turn as far as that is lower than at the peaks on both sides. The windows move word by word, so the
/// time is linear.
enum LexicalCohesion {
  /// Content words on either side: about four sentences.
  private static let window = 50
  /// A drop of the cosine of this much counts as a turn for sure.
  private static let fullDepth: Float = 0.3

  /// For each place, rising offsets into `utf8`, how much the topic turns there: 0 not at all, 1 for sure. The text ends at `end`.
  static func shifts(at places: [Int], in utf8: UnsafeBufferPointer<UInt8>, to end: Int) -> [Float] {
    guard let first = places.first else { return [] }
    let words = stems(utf8, first..<end)
    var similarities: [Float] = []
    var windows = WordWindows(words.stems, size: window)
    var word = 0
    for place in places {
      while word < words.starts.count, words.starts[word] < place {
        windows.advance()
        word += 1
      }
      similarities.append(windows.cosine)
    }
    return TopicDepth.depths(similarities).map { min(1, $0 / fullDepth) }
  }

  /// Content words by number, the endings of English inflection left out, with where they start.
  private static func stems(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (stems: [Int32], starts: [Int]) {
    var numbers: [String: Int32] = [:]
    var (stems, starts): ([Int32], [Int]) = ([], [])
    for word in Words.words(in: UnsafeBufferPointer(rebasing: utf8[range])) where isContent(word) {
      let stem = stem(word.folded)
      let number = numbers[stem] ?? Int32(numbers.count)
      numbers[stem] = number
      stems.append(number)
      starts.append(range.lowerBound + word.range.lowerBound)
    }
    return (stems, starts)
  }

  private static func isContent(_ word: Word) -> Bool {
    !word.isNumber && word.range.count > 2 && !FunctionWords.all.contains(word.folded)
  }

  private static func stem(_ word: String) -> String {
    for ending in ["ings", "ing", "edly", "ed", "ies", "es", "s", "ly"]
    where word.utf8.count >= ending.utf8.count + 3 && word.hasSuffix(ending) {
      return String(word.dropLast(ending.count))
    }
    return word
  }
}

/// Two windows of words that meet at a place, with the cosine of their counts.
private struct WordWindows {
  private let words: [Int32]
  private let size: Int
  private var place = 0
  private var before: [Int32]
  private var behind: [Int32]
  private var (dot, beforeSquare, behindSquare) = (0, 0, 0)

  init(_ words: [Int32], size: Int) {
    self.words = words
    self.size = size
    let count = Int(words.max() ?? 0) + 1
    before = Array(repeating: 0, count: count)
    behind = before
    for index in 0..<min(size, words.count) { addBehind(words[index], 1) }
  }

  /// Where one window is nearly empty there is nothing to compare: all is one topic.
  var cosine: Float {
    guard min(place, words.count - place) >= 5, beforeSquare > 0, behindSquare > 0 else { return 1 }
    return Float(dot) / (Float(beforeSquare) * Float(behindSquare)).squareRoot()
  }

  /// Moves the place behind the next word.
  mutating func advance() {
    addBehind(words[place], -1)
    addBefore(words[place], 1)
    if place >= size { addBefore(words[place - size], -1) }
    if place + size < words.count { addBehind(words[place + size], 1) }
    place += 1
  }

  private mutating func addBefore(_ word: Int32, _ change: Int32) {
    let (count, other) = (before[Int(word)], behind[Int(word)])
    before[Int(word)] = count + change
    beforeSquare += Int(change) * Int(2 * count + change)
    dot += Int(change) * Int(other)
  }

  private mutating func addBehind(_ word: Int32, _ change: Int32) {
    let (count, other) = (behind[Int(word)], before[Int(word)])
    behind[Int(word)] = count + change
    behindSquare += Int(change) * Int(2 * count + change)
    dot += Int(change) * Int(other)
  }
}
