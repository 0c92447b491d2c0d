internal import JSONText
internal import Numerics
internal import TextAnalysis

/// How likely a reader is to keep a question: a linear function of its features through the logistic curve.
///
/// The weights stand in `questions.json`, fitted by Benchmarks/train/questions.py to the verdicts of readers in corpora/labels/questions.
struct QuestionJudge: Sendable {
  private let bias: Double
  private let weights: WordMap<Double>
  /// The probability from which on a question is written.
  let threshold: Double

  static let standard = QuestionJudge(json: String(decoding: PackageResources.questions_json, as: UTF8.self))

  /// A model file: `{"bias", "threshold", "weights": {NAME: number}}`. What it does not name weighs nothing.
  init(json text: String) {
    let json = try? JSONValue(parsing: text)
    guard let bias = json?["bias"]?.doubleValue, let threshold = json?["threshold"]?.doubleValue,
      case .object(let members)? = json?["weights"]
    else { preconditionFailure("questions.json is no model of questions") }
    self.bias = bias
    self.threshold = threshold
    weights = WordMap(members.map { ($0.key, $0.value.doubleValue ?? 0) })
  }

  func probability(_ features: QuestionFeatures) -> Double {
    Logistic.probability(ofLogit: bias + (features.placed?.sum ?? 0) + sum(features.own))
  }

  /// The weighted sum of features.
  func sum(_ features: PlacedFeatures.Values) -> Double {
    features.reduce(0) { $0 + (weights[$1.name] ?? 0) * $1.value }
  }
}
