/// A part of a text that may bear out an answer.
struct SupportWindow: Sendable {
  let statement: Statement
  /// Whether it is a row of a table below its header: cells stand in no order of their own.
  let isRow: Bool

  /// The fewest terms of which it means something that they stand in a row.
  static let leastVerbatim = 3

  init(_ statement: Statement, isRow: Bool) { (self.statement, self.isRow) = (statement, isRow) }

  /// How many terms of a statement it has, numbers and names twice; long windows a little behind short ones.
  func overlap(_ said: Statement) -> Double {
    let found = said.terms.reduce(0.0) { $0 + (statement.stems.contains($1.stem) ? ($1.isNumber || $1.isName ? 2 : 1) : 0) }
    return found - 0.01 * Double(statement.terms.count)
  }

  /// Whether it has all terms of a statement in their order and in sentences. Which row of a table is meant hangs on the question, and so
  /// rows say nothing by themselves.
  func says(_ said: Statement) -> Bool {
    guard !isRow, said.stems.isSubset(of: statement.stems) else { return false }
    var terms = statement.terms[...]
    return said.terms.allSatisfy { term in
      guard let place = terms.firstIndex(where: { $0.stem == term.stem }) else { return false }
      terms = terms[(place + 1)...]
      return true
    }
  }
}
