internal import DocumentModel
internal import TextAnalysis

/// Where a draft's sentence stands in its paragraph, and what is said before it.
struct SentencePlace {
  let sentence: Sentence?
  /// Counted from 0 in the element.
  let index: Int
  /// Sentences in the element.
  let count: Int
  let isListItem: Bool
  let isFootnote: Bool
  /// Where in the chunk each stem of a word that carries meaning stands first, by sentences.
  private let firstPlaces: [UInt64: Int]
  /// The sentence's place in the chunk.
  private let position: Int?
  /// Stems of the sentence right before it.
  private let stemsRightBefore: Set<UInt64>

  init(_ range: Range<Int>, in passage: Passage) {
    let element = passage.document.elements[passage.document.elementIndices(in: range)].first
    let all = passage.sentences
    let found = all.partitioningIndex { $0.range.upperBound > range.lowerBound }
    position = found < all.count && all[found].range.overlaps(range) ? found : nil
    sentence = position.map { all[$0] }
    let inside = element.map { passage.sentenceIndices(in: $0.range) } ?? 0..<0
    index = position.map { inside.contains($0) ? $0 - inside.lowerBound : 0 } ?? 0
    count = inside.count
    isListItem = if case .listItem? = element?.kind { true } else { false }
    isFootnote = if case .footnote? = element?.kind { true } else { false }
    firstPlaces = passage.stems.firstPlaces
    stemsRightBefore = position.flatMap { $0 > 0 ? passage.stems.all[$0 - 1] : nil } ?? []
  }

  /// Whether a sentence of the chunk before it has one of the stems.
  func isBefore(_ stems: Set<UInt64>) -> Bool {
    position.map { position in stems.contains { firstPlaces[$0].map { $0 < position } ?? false } } ?? false
  }

  func isRightBefore(_ stems: Set<UInt64>) -> Bool { !stems.isDisjoint(with: stemsRightBefore) }
}
