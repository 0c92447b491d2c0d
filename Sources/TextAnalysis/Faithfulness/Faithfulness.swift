/// How well a text bears out an answer, by words alone.
///
/// Asks no model, and so cannot follow a conclusion; it sees what is foreign to the text: numbers, names and words that it does not
/// have, numbers that stand by other things, words in the place of others, denials and opposites. What it is sure of needs no model to
/// judge; what lies between is for one.
public struct Faithfulness: Sendable {
  /// What speaks against an answer.
  public enum Doubt: String, Sendable, CaseIterable {
    /// A number that neither the text nor the question has, or that stands by other things there.
    case number = "foreign-number"
    /// A name that neither has.
    case name = "foreign-name"
    /// A word that neither has stands where they have another, the words around it being the same.
    case swap = "swapped-word"
    /// The answer denies what the text says, or says what it denies.
    case denial
    /// A word stands for its opposite.
    case opposite
    /// Less than half of the answer's words stand where the rest do.
    case words = "foreign-words"
    /// A table has something else in the cell that the answer speaks of.
    case cell = "other-cell"
    /// The answer has no word that could be compared.
    case empty
  }

  public struct Verdict: Sendable, Equatable {
    /// 0…1: near 1 where the text says it in nearly the same words.
    public let score: Double
    /// In the order of ``Doubt``.
    public let doubts: [Doubt]
  }

  private let windows: [SupportWindow]
  private let whole: Statement
  private let known: Statement
  private let tables: TableClaims

  /// - Parameters:
  ///   - text: what is to bear answers out; Markdown or plain.
  ///   - known: what may be taken for granted, such as the headings above the text.
  public init(_ text: String, known: String = "") {
    windows = SupportWindows(text).windows.map { SupportWindow(Statement($0.text), isRow: $0.isRow) }
    whole = Statement(text)
    self.known = Statement(known)
    tables = TableClaims(text)
  }

  /// Judges an answer, each of its sentences by itself: it is as good as the weakest.
  ///
  /// Cost: the words of the text times the words of the answer, about 0.1 ms for a page.
  public func verdict(of answer: String, to question: String = "") -> Verdict {
    // What a table says or does not say needs no comparison of words.
    if let isTrue = tables.truth(of: answer) {
      return isTrue ? Verdict(score: 1, doubts: []) : Verdict(score: 0.1, doubts: [.cell])
    }
    let asked = Statement(question)
    let parts = AnswerParts.parts(of: answer)
    // What answers a question stands near its words, but of several sentences each may stand elsewhere.
    let verdicts = parts.map { verdict(of: $0, asked, nearness: parts.count > 1 ? 0.25 : 1.5) }
    guard let score = verdicts.map(\.score).min() else { return Verdict(score: 0.5, doubts: [.empty]) }
    let doubts = Set(verdicts.flatMap(\.doubts))
    return Verdict(score: score, doubts: Doubt.allCases.filter(doubts.contains))
  }

  private func verdict(of said: Statement, _ asked: Statement, nearness: Double) -> Verdict {
    let window = window(for: said, asked, nearness)
    let check = SupportCheck(said: said, window: window, asked: asked, known: known, whole: whole)
    var score = check.coverage * (0.6 + 0.4 * check.ownShare) * (0.8 + 0.2 * check.order)
    let found: [(Doubt, Double?)] = [
      (.number, check.numberFactor), (.name, check.nameFactor), (.swap, check.isSwapped ? 0.5 : nil),
      (.denial, check.deniesOtherwise ? 0.3 : nil), (.opposite, check.turnsAround ? 0.35 : nil),
      (.words, check.coverage < 0.5 ? 1 : nil),
    ]
    for case (_, let factor?) in found { score *= factor }
    return Verdict(score: score, doubts: found.compactMap { $0.1 == nil ? nil : $0.0 })
  }

  /// The sentences that say it word for word, else those that have most words of answer and question, the latter counted `nearness` times.
  private func window(for said: Statement, _ asked: Statement, _ nearness: Double) -> SupportWindow {
    if said.terms.count >= SupportWindow.leastVerbatim, let window = windows.first(where: { $0.says(said) }) { return window }
    let ranks = windows.map { $0.overlap(said) + nearness * $0.overlap(asked) }
    let best = ranks.max().flatMap { best in ranks.firstIndex(of: best) }
    return best.map { windows[$0] } ?? SupportWindow(whole, isRow: false)
  }
}
