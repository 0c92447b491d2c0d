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
  private let stems: SentenceStems
  /// The sentence's place in the chunk.
  private let position: Int?

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
    stems = passage.stems
  }

  /// Whether a sentence of the chunk before it has one of the stems.
  func isBefore(_ stems: KeySet) -> Bool { position.map { self.stems.stand(stems, before: $0) } ?? false }

  func isRightBefore(_ stems: KeySet) -> Bool {
    guard let position, position > 0 else { return false }
    return !self.stems.all[position - 1].isDisjoint(with: stems)
  }
}
