public import JSONText

extension ChunkScore {
  /// `{"density", "rules", "label", "language", "reasons"}`.
  public var json: JSONValue {
    [
      "density": .double(density),
      "rules": .double(rules),
      "label": .string(label.rawValue),
      "language": JSONValue(language),
      "reasons": .array(
        reasons.map {
          [
            "feature": .string($0.feature), "value": .double($0.value), "contribution": .double($0.contribution),
          ]
        }),
    ]
  }

  /// Reads ``json`` back; nil where a member is missing.
  public init?(json: JSONValue) {
    guard let density = json["density"]?.doubleValue, let rules = json["rules"]?.doubleValue,
      let label = json["label"]?.stringValue.flatMap(ChunkLabel.init)
    else { return nil }
    self.init(
      density: density, rules: rules, label: label, language: json["language"]?.stringValue,
      reasons: (json["reasons"]?.arrayValue ?? []).compactMap { reason in
        guard let feature = reason["feature"]?.stringValue, let value = reason["value"]?.doubleValue,
          let contribution = reason["contribution"]?.doubleValue
        else { return nil }
        return Reason(feature: feature, value: value, contribution: contribution)
      })
  }
}

extension Double {
  /// Rounded to `places` decimal places, so that output is short and does not hang on the last bits.
  package func rounded(places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
