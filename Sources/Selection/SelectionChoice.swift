internal import TextAnalysis

/// Chooses from candidates within the limits: the highest in rank first, or where diversity is asked for those with the best sum of
/// rank and distance from what was chosen (Carbonell and Goldstein, “The use of MMR”, 1998).
struct SelectionChoice {
  private let candidates: [SelectionCandidate]
  private let options: SelectionOptions
  /// By candidate: numbers of its document and its section.
  private var documents: [Int] = []
  private var sections: [Int] = []
  private var taken: (count: Int, tokens: Int) = (0, 0)
  private var takenOfDocument: [Int] = []
  private var takenOfSection: [Int] = []
  private var isChosen: [Bool]
  private var chosen: [Int] = []

  init(_ candidates: [SelectionCandidate], _ options: SelectionOptions) {
    self.candidates = candidates
    self.options = options
    isChosen = [Bool](repeating: false, count: candidates.count)
    number()
  }

  /// Why each candidate is dropped; nil for those chosen.
  mutating func reasons() -> [SelectionDecision.Reason?] {
    let ranked = candidates.indices.sorted { (candidates[$0].rank, $1) > (candidates[$1].rank, $0) }
    var reasons = [SelectionDecision.Reason?](repeating: nil, count: candidates.count)
    if options.coversOutline { chooseOfEachSection(ranked) }
    if options.diversity > 0 { chooseDiverse(ranked, &reasons) } else { chooseByRank(ranked, &reasons) }
    return reasons
  }

  // MARK: Ways to choose

  private mutating func chooseOfEachSection(_ ranked: [Int]) {
    for index in ranked where takenOfSection[sections[index]] == 0 && obstacle(index) == nil { choose(index) }
  }

  private mutating func chooseByRank(_ ranked: [Int], _ reasons: inout [SelectionDecision.Reason?]) {
    for index in ranked where !isChosen[index] {
      reasons[index] = obstacle(index)
      if reasons[index] == nil { choose(index) }
    }
  }

  /// A candidate's worth falls as more are chosen and never rises, so that one whose worth is up to date and still the best of all is
  /// the best, without the others being compared anew.
  private mutating func chooseDiverse(_ ranked: [Int], _ reasons: inout [SelectionDecision.Reason?]) {
    var queue = WorthQueue()
    var nearest = [Double](repeating: 0, count: candidates.count)
    var compared = [Int](repeating: 0, count: candidates.count)
    for index in ranked where !isChosen[index] { queue.push(index, (1 - options.diversity) * candidates[index].rank) }
    while let index = queue.pop() {
      if let obstacle = obstacle(index) {
        reasons[index] = obstacle
        continue
      }
      guard compared[index] < chosen.count, let words = candidates[index].words else {
        choose(index)
        continue
      }
      for other in chosen[compared[index]...] {
        if let known = candidates[other].words { nearest[index] = max(nearest[index], words.similarity(to: known)) }
      }
      compared[index] = chosen.count
      queue.push(index, (1 - options.diversity) * candidates[index].rank - options.diversity * nearest[index])
    }
  }

  // MARK: Limits

  private func obstacle(_ index: Int) -> SelectionDecision.Reason? {
    if takenOfSection[sections[index]] >= options.sectionQuota ?? .max { return .overSectionQuota }
    if takenOfDocument[documents[index]] >= options.documentQuota ?? .max { return .overDocumentQuota }
    if taken.count >= options.limit ?? .max { return .overBudget }
    return taken.tokens + candidates[index].tokens > options.tokenBudget ?? .max ? .overBudget : nil
  }

  private mutating func choose(_ index: Int) {
    isChosen[index] = true
    chosen.append(index)
    taken.count += 1
    taken.tokens += candidates[index].tokens
    takenOfDocument[documents[index]] += 1
    takenOfSection[sections[index]] += 1
  }

  private mutating func number() {
    var numbers: [String: Int] = [:]
    for candidate in candidates { documents.append(numbers.number(candidate.document)) }
    takenOfDocument = [Int](repeating: 0, count: numbers.count)
    var members: [[Int]] = Array(repeating: [], count: numbers.count)
    for index in candidates.indices { members[documents[index]].append(index) }
    sections = [Int](repeating: 0, count: candidates.count)
    var count = 0
    for group in members {
      let names = OutlineCoverage.names(group.map { candidates[$0].headings })
      var known: [String: Int] = [:]
      for (index, name) in zip(group, names) { sections[index] = count + known.number(name) }
      count += known.count
    }
    takenOfSection = [Int](repeating: 0, count: count)
  }
}

extension [String: Int] {
  /// The number of a name, a new one where it is new.
  fileprivate mutating func number(_ name: String) -> Int {
    if let known = self[name] { return known }
    self[name] = count
    return count - 1
  }
}

/// Candidates by worth, the best first, and of equal worth the one pushed first: a binary heap.
private struct WorthQueue {
  private var items: [(index: Int, worth: Double, order: Int)] = []
  private var pushed = 0

  private static func precedes(_ one: (index: Int, worth: Double, order: Int), _ other: (index: Int, worth: Double, order: Int))
    -> Bool
  { (one.worth, other.order) > (other.worth, one.order) }

  mutating func push(_ index: Int, _ worth: Double) {
    items.append((index, worth, pushed))
    pushed += 1
    var place = items.count - 1
    while place > 0, Self.precedes(items[place], items[(place - 1) / 2]) {
      items.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> Int? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return first.index }
    items[0] = last
    var place = 0
    while true {
      var best = place
      for child in [2 * place + 1, 2 * place + 2] where child < items.count && Self.precedes(items[child], items[best]) {
        best = child
      }
      if best == place { return first.index }
      items.swapAt(place, best)
      place = best
    }
  }
}
