internal import Evaluation
internal import Scoring

/// Figures as pages show them.
enum Figure {
  /// `12`, `97.5 %`, `2.31`.
  static func text(_ value: Double, _ unit: Measure.Unit) -> String {
    switch unit {
    case .count: "\(Int(value))"
    case .share: "\((value * 100).rounded(places: 1)) %"
    case .number: "\(value.rounded(places: 2))"
    }
  }
}
