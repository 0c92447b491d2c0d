internal import JSONText
internal import TextAnalysis

/// What the wording of a text adds to the judge's sum: its words, and each with the next. Common words count as they are, all others by
/// their ending or as numbers, so that none of any field is known.
struct WordPairs: Sendable {
  private let common: WordSet
  private let endings: [(utf8: [UInt8], key: UInt64)]
  private let weights: WordMap<Double>

  /// - Parameters:
  ///   - model: of a model file: `{"common": [WORD], "endings": [ENDING]}`, of which the first that a word has counts.
  ///   - part: what the weights are for: the member of `model` that holds them, `{"WORD": number, "WORD WORD": number}`.
  ///     In them `-ENDING` stands for words with an ending, `-` for those with none of them, `#` for those with digits, `^` and `$`
  ///     for the text's beginning and end.
  init?(_ model: JSONValue, part: String) {
    guard let common = model["common"]?.arrayValue, let endings = model["endings"]?.arrayValue,
      case .object(let members)? = model[part]
    else { return nil }
    self.common = WordSet(common.compactMap(\.stringValue))
    self.endings = endings.compactMap(\.stringValue).map { (Array($0.utf8), WordKey("-" + $0).value) }
    weights = WordMap(keyed: members.map { (Self.key(of: $0.key), $0.value.doubleValue ?? 0) })
  }

  /// Words beyond these do not count.
  static let limit = 90

  /// The sum of what the words of a text weigh, divided by the square root of their number.
  func sum(_ words: ArraySlice<Word>) -> Double {
    guard !words.isEmpty else { return 0 }
    let words = words.prefix(Self.limit)
    var sum = 0.0
    var last = Self.start
    for word in words {
      let key = key(word)
      sum += (weights.value(of: key) ?? 0) + (weights.value(of: Self.key(last, key)) ?? 0)
      last = key
    }
    sum += weights.value(of: Self.key(last, Self.end)) ?? 0
    return sum / Double(words.count).squareRoot()
  }

  private static let start = WordKey("^").value
  private static let end = WordKey("$").value
  private static let number = WordKey("#").value
  private static let other = WordKey("-").value

  /// That of a member of the model's file: one word, or two with a space between.
  private static func key(of member: String) -> UInt64 {
    var (first, word): (UInt64?, WordKey) = (nil, WordKey())
    for byte in member.utf8 {
      if byte == 0x20 {
        (first, word) = (word.value, WordKey())
      } else {
        word.add(byte)
      }
    }
    return first.map { key($0, word.value) } ?? word.value
  }

  private static func key(_ first: UInt64, _ second: UInt64) -> UInt64 { (first &* 0x9E37_79B9_7F4A_7C15 ^ second) | 1 }

  private func key(_ word: Word) -> UInt64 {
    if common.contains(word) { return word.key }
    var folded = word.folded
    return folded.withUTF8 { utf8 in
      if utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) { return Self.number }
      let ending = endings.first { ending in
        utf8.count > ending.utf8.count + 2 && utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
      }
      return ending?.key ?? Self.other
    }
  }
}
