internal import JSONText
internal import Numerics

/// The weights of the two models, read from JSON.
///
/// `{"name", "features": {NAME: {"mean", "density", "rules"}}, "bias": {"density", "rules"}}`. A feature that the file does not
/// name weighs nothing.
public struct ScoringModel: Sendable {
  /// Part of the key under which scores are kept.
  public let name: String
  let density: Logistic
  let rules: Logistic

  /// A linear function through the logistic curve.
  struct Logistic: Sendable {
    let bias: Double
    let weights: [Double]
    let means: [Double]

    /// The probability, and what each feature adds to the logit compared with its mean.
    func evaluate(_ values: [Double]) -> (probability: Double, contributions: [Double]) {
      let contributions = values.indices.map { weights[$0] * (values[$0] - means[$0]) }
      return (Numerics.Logistic.probability(ofLogit: bias + contributions.reduce(0, +)), contributions)
    }
  }

  /// Why a file is no model.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Reads a model file.
  public init(json text: String) throws(Failure) {
    let json: JSONValue
    do { json = try JSONValue(parsing: text) } catch { throw Failure(description: "is not JSON: \(error)") }
    guard let name = json["name"]?.stringValue, case .object(let members)? = json["features"] else {
      throw Failure(description: "is no scoring model: `name` or `features` is missing")
    }
    for member in members where !Feature.all.contains(where: { $0.name == member.key }) {
      throw Failure(description: "is a model of another version: this one knows no feature `\(member.key)`")
    }
    func logistic(_ output: String) -> Logistic {
      let entries = Feature.all.map { json["features"]?[$0.name] }
      return Logistic(
        bias: json["bias"]?[output]?.doubleValue ?? 0, weights: entries.map { $0?[output]?.doubleValue ?? 0 },
        means: entries.map { $0?["mean"]?.doubleValue ?? 0 })
    }
    self.name = name
    density = logistic("density")
    rules = logistic("rules")
  }

  /// The model that ships. A broken one would be our own mistake, which a test rules out.
  static let shipped: ScoringModel = {
    do { return try ScoringModel(json: String(decoding: PackageResources.default_json, as: UTF8.self)) } catch {
      preconditionFailure("the shipped model \(error)")
    }
  }()
}
