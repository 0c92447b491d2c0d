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

  /// How many sentences have the same words as their subject, articles aside.
  func count(ofSubject stems: Set<UInt64>) -> Int { subjects[stems] ?? 0 }

  private lazy var subjects: [Set<UInt64>: Int] = {
    var counts: [Set<UInt64>: Int] = [:]
    for sentence in sentences {
      let subject =
        sentence.clause.map { sentence.words[$0.subject] } ?? sentence.modalClause.map { sentence.words[$0.subjectWords] }
      if let subject { counts[Self.stems(ofSubject: subject), default: 0] += 1 }
    }
    return counts
  }()

  /// The stems of a subject's words that carry meaning.
  static func stems(ofSubject words: ArraySlice<Word>) -> Set<UInt64> {
    Set(words.filter { !FunctionWords.all.contains($0) && !Phrases.determiners.contains($0) }.map { WordStem.key($0.folded) })
  }

  /// How many sentences have one of the stems.
  func count(of stems: Set<UInt64>) -> Int { all.count { !$0.isDisjoint(with: stems) } }
}
