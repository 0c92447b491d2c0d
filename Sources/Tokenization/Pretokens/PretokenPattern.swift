/// How a vocabulary cuts text into pre-tokens before pairs are merged: the regular expressions that published vocabularies use, as
/// switches of one scanner.
///
/// A pre-token is a word with at most one mark or space before it, a few digits, a run of other marks, or white space; merges never
/// cross its ends. The expressions are those that tiktoken and the files of models state; see ``named(byExpression:)``.
struct PretokenPattern: Sendable, Equatable {
  /// Words are parted before a capital that follows small letters, and a contraction belongs to its word (o200k).
  var partsCases = false
  /// `'s`, `'ll` and the like are pre-tokens of their own; nil where they are none. With `false` capitals are none.
  var contractionsFoldCase: Bool? = true
  /// Any one character but a line break may stand before the letters of a word, not only a space.
  var takesAnyPrefix = true
  /// A space may stand before digits (GPT-2).
  var joinsSpaceToDigits = false
  /// The most digits of a pre-token; 0 for no limit.
  var digitLimit = 3
  /// A run of marks takes the line breaks behind it.
  var marksTakeBreaks = true
  /// And the strokes among and behind these.
  var marksTakeStrokes = false
  /// White space is cut behind its last line break.
  var cutsBehindBreaks = true
  /// White space at the end of the text is one pre-token, whatever is in it.
  var keepsTrailingSpace = false

  static let cl100k = PretokenPattern(keepsTrailingSpace: true)
  static let o200k = PretokenPattern(partsCases: true, contractionsFoldCase: nil, marksTakeStrokes: true)
  static let gpt2 = PretokenPattern(
    contractionsFoldCase: false, takesAnyPrefix: false, joinsSpaceToDigits: true, digitLimit: 0, marksTakeBreaks: false,
    cutsBehindBreaks: false)
  static let llama3 = PretokenPattern()
  static let qwen2 = PretokenPattern(digitLimit: 1)

  /// The pattern that is the same as a regular expression; nil for one that is not known.
  static func named(byExpression expression: String) -> PretokenPattern? {
    let word = #"[^\r\n\p{L}\p{N}]?\p{L}+"#
    let marks = #" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    let contractions = #"(?i:'s|'t|'re|'ve|'m|'ll|'d)"#
    switch expression {
    case "\(contractions)|\(word)|\\p{N}{1,3}|\(marks)": return .llama3
    case "\(contractions)|\(word)|\\p{N}|\(marks)": return .qwen2
    case #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#: return .gpt2
    default: return nil
    }
  }
}
