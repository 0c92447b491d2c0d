internal import TextAnalysis

/// What counts as a fact of a chunk: a sentence of prose, or a cell of a table behind its first column and below its header, that lays
/// down a rule, a quantity or a definition; see ``TextAnalysis/StatedFact``.
///
/// Cells are judged by the same words; the mark before an item of a list is no quantity.
enum Facts {
  static func isFact(_ unit: SourceUnit) -> Bool { !StatedFact.facts(in: unit.words).isEmpty }
}
