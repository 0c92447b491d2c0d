internal import JSONText
internal import TextAnalysis

/// Says of which document a question is where it names nothing by itself.
///
/// “What should you do if you do not want to autopartition?” can be asked of anything. A question without a name (a word with a capital
/// behind the first, code, a word with a digit) gets the title of its document before it; where the title is none to speak of, such as a
/// file's number or what OCR made of a stamp, it is left out.
struct QuestionSubjectBlock: RowBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "QuestionSubjectBlock"
  let inputs: [String]
  let outputs: [String] = []
  private let question: String
  private let outline: String

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireOutputs(0...0)
    func column(_ name: String) -> String? { config.inputs.first { $0.name == name }?.column }
    guard let question = column("question"), let outline = column("outline") else {
      throw config.error(
        "needs to know which columns are the question and the outline", key: "input_cols",
        hint: "write `input_cols: {question: question, document_outline: outline}`")
    }
    name = config.name
    inputs = config.columns
    (self.question, self.outline) = (question, outline)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    let asked = row[question]?.stringValue ?? ""
    if Self.hasName(asked) { return [row] }
    let title = (row[outline]?.stringValue ?? "").split(separator: " > ").first.map { PythonText.stripped(String($0)) } ?? ""
    guard Self.isTitle(title), let first = asked.first else { throw .filtered("no-name") }
    var named = row
    named[question] = .string("According to “\(title)”, \(first.lowercased())\(asked.dropFirst())")
    return [named]
  }

  /// Whether a question names something: a word with a capital behind the first, code, or a word with a digit among letters.
  static func hasName(_ question: String) -> Bool {
    question.contains("`")
      || Words.words(in: question).dropFirst().contains { word in
        word.isCapitalised || word.folded.contains(where: \.isNumber) && word.folded.contains(where: \.isLetter)
      }
  }

  /// Whether a title can stand in a question: it begins with a capital, has 2 to 18 words, and most of it is letters.
  static func isTitle(_ title: String) -> Bool {
    let words = Words.words(in: title)
    guard title.first?.isUppercase == true, (2...18).contains(words.count), title.count <= 110 else { return false }
    let letters = title.count { $0.isLetter || $0 == " " }
    return 10 * letters >= 8 * title.count && !words.contains { Words.isGarbled($0.folded) }
  }
}
