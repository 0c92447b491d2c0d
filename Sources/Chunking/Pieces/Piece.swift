/// The smallest run of text that a chunk is made of: an element with the white space behind it, or a part of one that is over
/// budget by itself.
struct Piece {
  /// The offset of its first byte in the document's text; it reaches to the next piece.
  var start: Int
  /// What begins with it.
  var boundary: Boundary
  /// The price of a cut right before it.
  var cutCost: Float
  /// The price of standing behind another piece in one chunk.
  var mixingCost: Float = 0
  /// The index of the headings above it.
  var path: Int32
  /// The index of the context it needs where it begins a chunk; -1 for none.
  var context: Int32 = -1
  /// The index of the text before it that it is given along where it begins a chunk; -1 for none.
  var overlap: Int32 = -1
  var isHeading = false
  /// Whether it is of paragraphs, items of lists, quotes or footnotes.
  var isProse = false
}

/// How finely elements are cut before they are packed.
enum Granularity {
  /// Elements stay whole unless they are over the budget.
  case elements
  /// Prose is cut between sentences, tables between rows.
  case sentences
  /// Prose that does not fit behind the pieces before it is cut between sentences, tables between rows; for packing that fills chunks
  /// one by one.
  case sentencesAtCuts
  /// What does not fit behind the pieces before it is cut between words where it would, tables between rows.
  case words
}
