internal import Hashing
public import JSONText
internal import Numerics

/// The weights of the scorer, as a file that can be read and changed by hand.
///
/// `{"format": "quern-scoring/2", "name", "bias": {"density", "rules", "labels": {LABEL: number}}, "features": {NAME: {"mean",
/// "density", "rules", "labels": {LABEL: number}}}}`. What the file does not name weighs nothing.
public struct ScoringModel: Sendable {
  public let name: String
  /// Part of the key under which scores are kept: the name, and a hash of all weights.
  let key: String
  let density: Logistic
  let rules: Logistic
  let labels: [(label: ChunkLabel, model: Logistic)]

  static let format = "quern-scoring/2"

  /// A linear function through the logistic curve.
  struct Logistic: Sendable, Equatable {
    var bias: Double
    var weights: [Double]
    /// Of each feature, in the training data: what contributions are measured against.
    var means: [Double]

    /// The probability, and what each feature adds to the logit compared with its mean. The bias is that of a chunk of means.
    func evaluate(_ values: [Double], knowsWords: Bool) -> (probability: Double, contributions: [Double]) {
      let contributions = values.indices.map { contribution($0, values, knowsWords: knowsWords) }
      return (Numerics.Logistic.probability(ofLogit: bias + contributions.reduce(0, +)), contributions)
    }

    /// The logit of ``evaluate(_:knowsWords:)`` alone.
    func logit(_ values: [Double], knowsWords: Bool) -> Double {
      bias + values.indices.reduce(0) { $0 + contribution($1, values, knowsWords: knowsWords) }
    }

    private func contribution(_ place: Int, _ values: [Double], knowsWords: Bool) -> Double {
      knowsWords || !Self.isOfWords[place] ? weights[place] * (values[place] - means[place]) : 0
    }

    private static let isOfWords = Feature.all.map(\.isOfWords)
  }

  /// Why a file is no model.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  init(name: String, density: Logistic, rules: Logistic, labels: [(label: ChunkLabel, model: Logistic)]) {
    self.name = name
    (self.density, self.rules, self.labels) = (density, rules, labels)
    key = name
  }

  /// Reads a model file.
  public init(json text: String) throws(Failure) {
    let json: JSONValue
    do { json = try JSONValue(parsing: text) } catch { throw Failure(description: "is not JSON: \(error)") }
    guard let name = json["name"]?.stringValue, case .object(let features)? = json["features"],
      case .object(let biases)? = json["bias"]
    else { throw Failure(description: "is no scoring model: `name`, `bias` or `features` is missing") }
    guard json["format"]?.stringValue == Self.format else {
      throw Failure(description: "is a model of another version: this one reads `\(Self.format)`; train it again")
    }
    for member in features where Feature.named(member.key) == nil {
      throw Failure(description: "is a model of another version: this one knows no feature `\(member.key)`")
    }
    var labels: [String] = []
    if case .object(let members)? = json["bias"]?["labels"] { labels = members.map(\.key) }
    for label in labels where ChunkLabel(rawValue: label) == nil {
      throw Failure(description: "names a label that there is not: `\(label)`")
    }
    guard biases.contains(where: { $0.key == "density" }), biases.contains(where: { $0.key == "rules" }) else {
      throw Failure(description: "is no scoring model: `density` or `rules` has no bias")
    }
    func logistic(_ value: (JSONValue?) -> JSONValue?) -> Logistic {
      let entries = Feature.all.map { json["features"]?[$0.name] }
      return Logistic(
        bias: value(json["bias"])?.doubleValue ?? 0, weights: entries.map { value($0)?.doubleValue ?? 0 },
        means: entries.map { $0?["mean"]?.doubleValue ?? 0 })
    }
    self.name = name
    key = name + " " + ContentHash.sha256(Array(text.utf8)).prefix(16)
    density = logistic { $0?["density"] }
    rules = logistic { $0?["rules"] }
    self.labels = ChunkLabel.allCases.filter { labels.contains($0.rawValue) }
      .map { label in (label, logistic { $0?["labels"]?[label.rawValue] }) }
  }

  /// The model as a file holds it, weights rounded to four places.
  public var json: JSONValue {
    func members(_ value: (Logistic) -> Double) -> [JSONValue.Member] {
      func number(_ model: Logistic) -> JSONValue { .double(value(model).rounded(places: 4)) }
      return [
        .init("density", number(density)), .init("rules", number(rules)),
        .init("labels", .object(labels.map { .init($0.label.rawValue, number($0.model)) })),
      ]
    }
    let features = Feature.all.enumerated().map { place, feature in
      JSONValue.Member(
        feature.name, .object([.init("mean", .double(density.means[place].rounded(places: 4)))] + members { $0.weights[place] }))
    }
    return [
      "format": .string(Self.format), "name": .string(name), "bias": .object(members(\.bias)), "features": .object(features),
    ]
  }

  /// What most of a chunk is: the likeliest label among those of content, or among all others.
  func label(_ values: [Double], knowsWords: Bool, isKept: Bool) -> ChunkLabel {
    var best = (label: isKept ? ChunkLabel.rules : .noise, logit: -Double.infinity)
    for (label, model) in labels where label.isContent == isKept {
      let logit = model.logit(values, knowsWords: knowsWords)
      if logit > best.logit { best = (label, logit) }
    }
    return best.label
  }

  /// What is known before any chunk was read: matter under a heading that announces it is no content, nor are lines that repeat
  /// headings or each other, nor blanks to fill in.
  public static var untrained: ScoringModel {
    func logistic(_ bias: Double, _ known: [String: Double]) -> Logistic {
      Logistic(
        bias: bias, weights: Feature.all.map { known[$0.name] ?? 0 }, means: Array(repeating: 0, count: Feature.all.count))
    }
    let density = logistic(
      0,
      [
        "heading-lines": -4, "repeated-lines": -2, "under-contents": -8, "under-index": -8, "under-licence": -8,
        "under-credits": -8, "under-changes": -10,
        "under-references": -5, "under-preface": -2, "leaders": -5, "rising-numbers": -2, "numbered-titles": -3,
        "index-entries": -2,
        "licence-runs": -8, "licence-words": -4, "credit-words": -4, "change-words": -2, "navigation-words": -2,
        "garbled-words": -3,
        "link-share": -3, "alphabetical-entries": -1, "table-fill": 1,
        "code-share": 1,
        "blanks": -5, "edge": -0.5, "heading-share": -0.5,
      ])
    let labels: [(ChunkLabel, [String: Double])] = [
      (.contents, ["page-numbers": 3, "heading-lines": 4, "under-contents": 4, "leaders": 8, "rising-numbers": 4]),
      (.index, ["under-index": 4, "index-entries": 3, "listed-numbers": 2, "rising-numbers": -6, "alphabetical-entries": 4]),
      (.licence, ["under-licence": 3, "licence-words": 2]),
      (.credits, ["under-credits": 3, "under-changes": 3, "credit-words": 2]),
      (.references, ["under-references": 3, "reference-words": 2]), (.navigation, ["link-share": 3, "navigation-words": 2]),
      (.form, ["blanks": 8]), (.boilerplate, ["under-preface": 2, "boilerplate": 2]), (.noise, ["garbled-words": 4]),
      (.table, ["table-share": 4]), (.code, ["code-share": 4]), (.definitions, ["definitions": 2]),
      (.narrative, ["narrative": 2]),
    ]
    return ScoringModel(
      name: "untrained", density: density, rules: density, labels: labels.map { ($0.0, logistic(-4, $0.1)) })
  }

  /// The model that ships. A broken one would be our own mistake, which a test rules out.
  static let shipped: ScoringModel = {
    do { return try ScoringModel(json: String(decoding: PackageResources.default_json, as: UTF8.self)) } catch {
      preconditionFailure("the shipped model \(error)")
    }
  }()
}
