internal import JSONText
internal import Numerics
internal import TextAnalysis

/// How likely a reader is to keep a question: a linear function of its features and its wording through the logistic curve.
///
/// The weights stand in `questions.json`, fitted by Benchmarks/train/questions.py to the verdicts of readers in corpora/labels/questions.
struct QuestionJudge: Sendable {
  private let bias: Double
  private let weights: WordMap<Double>
  /// What is asked.
  let question: WordPairs
  let answer: WordPairs
  /// The probabilities from which on questions of tables and of all else are written.
  private let thresholds: (table: Double, prose: Double)

  static let standard = QuestionJudge(json: String(decoding: PackageResources.questions_json, as: UTF8.self))

  /// A model file: `{"bias", "threshold": {"table", "prose"}, "weights": {NAME: number}, "wording"}`, the last as ``WordPairs`` has it with
  /// `question` and `answer`. What it does not name weighs nothing.
  init(json text: String) {
    let json = try? JSONValue(parsing: text)
    guard let bias = json?["bias"]?.doubleValue, let table = json?["threshold"]?["table"]?.doubleValue,
      let prose = json?["threshold"]?["prose"]?.doubleValue,
      case .object(let members)? = json?["weights"], let wording = json?["wording"],
      let question = WordPairs(wording, part: "question"), let answer = WordPairs(wording, part: "answer")
    else { preconditionFailure("questions.json is no model of questions") }
    self.bias = bias
    thresholds = (table, prose)
    (self.question, self.answer) = (question, answer)
    weights = WordMap(members.map { ($0.key, $0.value.doubleValue ?? 0) })
  }

  /// The probability from which on a question of a kind is written: each group's is chosen so that readers keep as many of it.
  func threshold(of kind: QuestionKind) -> Double { kind.isOfTable ? thresholds.table : thresholds.prose }

  func probability(_ features: QuestionFeatures) -> Double {
    Logistic.probability(ofLogit: bias + (features.placed?.sum ?? 0) + sum(features.own) + features.wording)
  }

  /// The weighted sum of features.
  func sum(_ features: PlacedFeatures.Values) -> Double {
    features.reduce(0) { $0 + (weights[$1.name] ?? 0) * $1.value }
  }
}
