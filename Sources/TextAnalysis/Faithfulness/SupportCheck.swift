/// A statement beside the part of a text that is to bear it out.
struct SupportCheck {
  typealias Term = Statement.Term

  let said: Statement
  let window: SupportWindow
  let asked: Statement
  /// What may be taken for granted.
  let known: Statement
  let whole: Statement
  /// The stems of ``asked`` and ``known``.
  private let given: Set<String>
  private let terms: [Term]
  private let stems: Set<String>

  init(said: Statement, window: SupportWindow, asked: Statement, known: Statement, whole: Statement) {
    (self.said, self.window, self.asked, self.known, self.whole) = (said, window, asked, known, whole)
    given = asked.stems.union(known.stems)
    (terms, stems) = (window.statement.terms, window.statement.stems)
  }

  // MARK: Words in common

  /// The share of terms that the window, the question or what is known has, 0…1; numbers and names count twice.
  var coverage: Double {
    let weights = said.terms.map { $0.isNumber || $0.isName ? 2.0 : 1.0 }
    let borne = zip(said.terms, weights).reduce(0) { sum, entry in
      sum + (stems.contains(entry.0.stem) || given.contains(entry.0.stem) ? entry.1 : 0)
    }
    return borne / weights.reduce(0, +)
  }

  /// Of the terms that are not given, the share that the window has; 1 where all are given.
  var ownShare: Double {
    let own = said.terms.filter { !given.contains($0.stem) }
    return own.isEmpty ? 1 : Double(own.count { stems.contains($0.stem) }) / Double(own.count)
  }

  /// The share of common terms that stand in the same order, 0…1: the longest common subsequence. Rows have no order.
  var order: Double {
    let first = said.terms.map(\.stem).filter(stems.contains)
    let second = terms.map(\.stem).filter(said.stems.contains)
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    if window.isRow { return 1 }
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

  // MARK: Numbers and names

  /// By how much numbers lower the score; nil where all are right.
  var numberFactor: Double? {
    var factor = 1.0
    for (index, term) in said.terms.enumerated() where term.isNumber && !asked.stems.contains(term.stem) {
      if known.stems.contains(term.stem) {
        if !stems.contains(term.stem), isNumberedOtherwise(index) { factor = min(factor, 0.3) }
      } else if !whole.stems.contains(term.stem) {
        factor = min(factor, 0.1)
      } else if !stems.contains(term.stem) {
        factor = min(factor, 0.3)
      } else if !keepsCompany(index) {
        factor = min(factor, 0.5)
      }
    }
    return factor < 1 ? factor : nil
  }

  /// Whether what a number counts is what it counts in the window: `60 feet` and not `60 minutes`, where minutes are counted by others.
  private func keepsCompany(_ index: Int) -> Bool {
    guard index + 1 < said.terms.count else { return true }
    let counted = said.terms[index + 1].stem
    let counts = zip(terms, terms.dropFirst()).filter { $0.0.isNumber && $0.1.stem == counted }.map(\.0.stem)
    return counts.isEmpty || counts.contains(said.terms[index].stem)
  }

  /// Whether a sentence has another number behind the same word: `Article 6` for the `Article 3` of a heading.
  private func isNumberedOtherwise(_ index: Int) -> Bool {
    guard index > 0, !window.isRow else { return false }
    let numbered = said.terms[index - 1].stem
    return zip(terms, terms.dropFirst()).contains { $0.0.stem == numbered && $0.1.isNumber }
  }

  /// By how much names lower the score; nil where all are right.
  var nameFactor: Double? {
    var factor = 1.0
    for term in said.terms where term.isName && !stems.contains(term.stem) && !given.contains(term.stem) {
      factor = min(factor, whole.stems.contains(term.stem) ? 0.5 : 0.3)
    }
    return factor < 1 ? factor : nil
  }

  // MARK: Swapped words

  /// Whether a word that window and question lack stands where either has another that the answer lacks: both neighbours are the same, or
  /// at an end of the answer the two nearest, of which the last must be the last of the other too. A row holds the names of all columns: there a word of its own may not stand between two of
  /// the question's either.
  var isSwapped: Bool {
    said.terms.indices.contains { index in
      let term = said.terms[index]
      guard !term.isNumber, !asked.stems.contains(term.stem) else { return false }
      if !stems.contains(term.stem) { return hasAnother(at: index, terms) || hasAnother(at: index, asked.terms) }
      return window.isRow && index > 0 && index < said.terms.count - 1 && hasAnother(at: index, asked.terms)
    }
  }

  private func hasAnother(at index: Int, _ others: [Term]) -> Bool {
    let own = said.terms
    guard own.count >= 3 else { return false }
    let offsets = index == 0 ? [1, 2] : index == own.count - 1 ? [-2, -1] : [-1, 1]
    let places = index == own.count - 1 ? others.indices.suffix(1) : others.indices
    return places.contains { place in
      !said.stems.contains(others[place].stem)
        && offsets.allSatisfy { others.indices.contains(place + $0) && others[place + $0].stem == own[index + $0].stem }
    }
  }

  // MARK: Denials and opposites

  /// Whether a term is denied in one and not in the other, nor a term beside it: “wears no armour” says “must not wear armour”.
  var deniesOtherwise: Bool {
    said.terms.indices.contains { index in
      let term = said.terms[index]
      // A question may deny for its answer: “Who need not pay?”
      if asked.terms.contains(where: { $0.isDenied && term.isDenied && $0.stem == term.stem }) { return false }
      let places = places(of: index)
      guard places.isEmpty else { return !places.contains { Self.denyAlike((said.terms, index), (terms, $0)) } }
      // What is asked after other than by yes or no is taken for granted: “Which gate has two locks?”
      return term.isDenied && !asked.isYesNo && asked.stems.contains(term.stem)
    }
  }

  private static func denyAlike(_ one: (terms: [Term], place: Int), _ other: (terms: [Term], place: Int)) -> Bool {
    func isDenied(_ one: (terms: [Term], place: Int)) -> Bool { one.terms[one.place].isDenied }
    func isDeniedNear(_ one: (terms: [Term], place: Int)) -> Bool {
      [one.place - 1, one.place + 1].contains { one.terms.indices.contains($0) && one.terms[$0].isDenied }
    }
    return isDenied(one) == isDenied(other) || (isDenied(one) ? isDeniedNear(other) : isDeniedNear(one))
  }

  /// Where the window has a term: beside the same neighbour, if it stands beside one anywhere.
  private func places(of index: Int) -> [Int] {
    let all = terms.indices.filter { terms[$0].stem == said.terms[index].stem }
    guard all.count > 1 else { return all }
    let beside = all.filter { place in
      [-1, 1].contains { step in
        said.terms.indices.contains(index + step) && terms.indices.contains(place + step)
          && said.terms[index + step].stem == terms[place + step].stem
      }
    }
    return beside.isEmpty ? all : beside
  }

  var turnsAround: Bool {
    let words = window.statement.words
    return said.words.contains { word in
      guard let opposites = Opposites.of[word], !words.contains(word), !asked.words.contains(word) else { return false }
      return opposites.contains { words.contains($0) && !said.words.contains($0) }
    }
  }
}
