internal import TextAnalysis

/// The stems of the words that carry meaning in sentences.
final class SentenceStems {
  private let sentences: [Sentence]
  private(set) lazy var all: [Set<UInt64>] = sentences.map { sentence in
    Set(sentence.words.filter { !FunctionWords.all.contains($0) }.map { WordStem.key($0.folded) })
  }
  /// In which sentence a stem stands first.
  private(set) lazy var firstPlaces: [UInt64: Int] = {
    var places: [UInt64: Int] = [:]
    for (index, stems) in all.enumerated() { for stem in stems where places[stem] == nil { places[stem] = index } }
    return places
  }()

  init(_ sentences: [Sentence]) { self.sentences = sentences }

  private var sharesFound: [Double]?

  /// Which share of all words each of some lists has; always to be asked for the same lists.
  ///
  /// - Parameter lists: the list that a word belongs to, counted from 0.
  func shares(of lists: WordMap<Int>, count: Int) -> [Double] {
    if let sharesFound { return sharesFound }
    var counts = [Int](repeating: 0, count: count)
    var all = 0
    for sentence in sentences {
      all += sentence.words.count
      for word in sentence.words { if let list = lists[word] { counts[list] += 1 } }
    }
    let shares = counts.map { Double($0) / Double(max(1, all)) }
    sharesFound = shares
    return shares
  }

  /// How many sentences have one of the stems.
  func count(of stems: Set<UInt64>) -> Int { all.count { !$0.isDisjoint(with: stems) } }
}
