internal import TextAnalysis

/// The stems of the words that carry meaning in sentences.
final class SentenceStems {
  private let sentences: [Sentence]
  private(set) lazy var all: [KeySet] = sentences.map { $0.stems(of: $0.words.indices) }

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
  func count(ofSubject stems: KeySet) -> Int { subjects.count { $0 == stems } }

  private lazy var subjects: [KeySet] = sentences.compactMap { sentence in
    (sentence.clause?.subject ?? sentence.modalClause?.subjectWords).map { sentence.stems(ofSubject: $0) }
  }

  /// How many sentences have one of the stems.
  func count(of stems: KeySet) -> Int { all.count { !$0.isDisjoint(with: stems) } }

  /// Whether a sentence before another has one of the stems.
  ///
  /// - Parameter position: of the other.
  func stand(_ stems: KeySet, before position: Int) -> Bool { all[..<position].contains { !$0.isDisjoint(with: stems) } }
}
