/// How well a text bears out an answer, by words alone.
///
/// Asks no model, and so cannot follow a conclusion; it sees what is foreign to the text: numbers, names and words that it does not
/// have, numbers that stand by other things, denials and opposites. What it is sure of needs no model to judge; what lies between is
/// for one.
public struct Faithfulness: Sendable {
  /// What speaks against an answer.
  public enum Doubt: String, Sendable, CaseIterable {
    /// A number that neither the text nor the question has, or that stands by other things there.
    case number = "foreign-number"
    /// A name that neither has.
    case name = "foreign-name"
    /// The answer denies what the text says, or says what it denies.
    case denial
    /// A word stands for its opposite.
    case opposite
    /// Less than half of the answer's words stand where the rest do.
    case words = "foreign-words"
    /// The answer has no word that could be compared.
    case empty
  }

  public struct Verdict: Sendable, Equatable {
    /// 0…1: near 1 where the text says it in nearly the same words.
    public let score: Double
    /// In the order of ``Doubt``.
    public let doubts: [Doubt]
  }

  private let windows: [Statement]
  private let whole: Statement
  private let known: Statement

  /// - Parameters:
  ///   - text: what is to bear answers out; Markdown or plain.
  ///   - known: what may be taken for granted, such as the headings above the text.
  public init(_ text: String, known: String = "") {
    windows = SupportWindows(text).texts.map { Statement($0) }
    whole = Statement(text)
    self.known = Statement(known)
  }

  /// Judges an answer. Cost: the words of the text times the words of the answer, about 0.1 ms for a page.
  public func verdict(of answer: String, to question: String = "") -> Verdict {
    let said = Statement(answer)
    guard !said.terms.isEmpty else { return Verdict(score: 0.5, doubts: [.empty]) }
    let asked = Statement(question)
    let given = asked.stems.union(known.stems)
    let ranks = windows.map { Self.overlap(said, $0) + 1.5 * Self.overlap(asked, $0) }
    let window = ranks.max().flatMap { best in ranks.firstIndex(of: best) }.map { windows[$0] } ?? whole
    let weights = said.terms.map { $0.isNumber || $0.isName ? 2.0 : 1.0 }
    let borne = zip(said.terms, weights).reduce(0) { sum, entry in
      sum + (window.stems.contains(entry.0.stem) || given.contains(entry.0.stem) ? entry.1 : 0)
    }
    let coverage = borne / weights.reduce(0, +)
    let own = said.terms.filter { !given.contains($0.stem) }
    let ownShare = own.isEmpty ? 1 : Double(own.count { window.stems.contains($0.stem) }) / Double(own.count)
    var score = coverage * (0.6 + 0.4 * ownShare) * (0.8 + 0.2 * Self.order(said, window))
    var doubts: [Doubt] = []
    func doubt(_ kind: Doubt, _ factor: Double) {
      score *= factor
      doubts.append(kind)
    }
    if let factor = numberFactor(said, window, asked) { doubt(.number, factor) }
    if let factor = nameFactor(said, window, given) { doubt(.name, factor) }
    if Self.deniesOtherwise(said, window, asked) { doubt(.denial, 0.3) }
    if Self.turnsAround(said, window, asked) { doubt(.opposite, 0.35) }
    if coverage < 0.5 { doubts.append(.words) }
    return Verdict(score: score, doubts: doubts)
  }

  /// How many words of a statement a window has, long windows a little behind short ones.
  private static func overlap(_ said: Statement, _ window: Statement) -> Double {
    let found = said.terms.reduce(0.0) { $0 + (window.stems.contains($1.stem) ? ($1.isNumber || $1.isName ? 2 : 1) : 0) }
    return found - 0.01 * Double(window.terms.count)
  }

  /// The share of common terms that stand in the same order, 0…1: the longest common subsequence.
  private static func order(_ said: Statement, _ window: Statement) -> Double {
    let first = said.terms.map(\.stem).filter(window.stems.contains)
    let second = window.terms.map(\.stem).filter(said.stems.contains)
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    var row = [Int](repeating: 0, count: second.count + 1)
    for stem in first {
      var diagonal = 0
      for (index, other) in second.enumerated() {
        let above = row[index + 1]
        row[index + 1] = stem == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return Double(row[second.count]) / Double(first.count)
  }

  // MARK: Doubts

  private func numberFactor(_ said: Statement, _ window: Statement, _ asked: Statement) -> Double? {
    var factor = 1.0
    for (index, term) in said.terms.enumerated() where term.isNumber {
      if asked.stems.contains(term.stem) || known.stems.contains(term.stem) { continue }
      if !whole.stems.contains(term.stem) {
        factor = min(factor, 0.1)
      } else if !window.stems.contains(term.stem) {
        factor = min(factor, 0.3)
      } else if !Self.keepsCompany(index, said, window) {
        factor = min(factor, 0.5)
      }
    }
    return factor < 1 ? factor : nil
  }

  /// Whether what a number counts is what it counts in the window: `60 feet` and not `60 minutes`, where minutes are counted by others.
  private static func keepsCompany(_ index: Int, _ said: Statement, _ window: Statement) -> Bool {
    guard index + 1 < said.terms.count else { return true }
    let counted = said.terms[index + 1].stem
    let counts = zip(window.terms, window.terms.dropFirst()).filter { $0.0.isNumber && $0.1.stem == counted }.map(\.0.stem)
    return counts.isEmpty || counts.contains(said.terms[index].stem)
  }

  private func nameFactor(_ said: Statement, _ window: Statement, _ given: Set<String>) -> Double? {
    var factor = 1.0
    for term in said.terms where term.isName && !window.stems.contains(term.stem) && !given.contains(term.stem) {
      factor = min(factor, whole.stems.contains(term.stem) ? 0.5 : 0.3)
    }
    return factor < 1 ? factor : nil
  }

  /// Whether a term is denied in one and not in the other. Of a term that stands several times any may fit.
  private static func deniesOtherwise(_ said: Statement, _ window: Statement, _ asked: Statement) -> Bool {
    var denied: [String: Set<Bool>] = [:]
    for term in window.terms { denied[term.stem, default: []].insert(term.isDenied) }
    return said.terms.contains { term in
      // A question may deny for its answer: “Who need not pay?”
      if asked.terms.contains(where: { $0.isDenied && $0.stem == term.stem }) { return false }
      guard let known = denied[term.stem] else { return false }
      return !known.contains(term.isDenied)
    }
  }

  private static func turnsAround(_ said: Statement, _ window: Statement, _ asked: Statement) -> Bool {
    said.words.contains { word in
      guard let opposites = Opposites.of[word], !window.words.contains(word), !asked.words.contains(word) else { return false }
      return opposites.contains { window.words.contains($0) && !said.words.contains($0) }
    }
  }
}
