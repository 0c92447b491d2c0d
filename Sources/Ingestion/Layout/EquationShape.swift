/// Formulas that stand on lines of their own, with a number at the right margin.
enum EquationShape {
  /// Whether rows that might be a table are formulas: half of those that end in a number such as `(2.4)` hold a sign of equality,
  /// or stand beside one that does.
  static func areEquations(_ rows: [LayoutRow]) -> Bool {
    let numbered = rows.indices.filter { isNumber(rows[$0].words.last?.text ?? "") && rows[$0].words.count > 1 }
    guard !numbered.isEmpty else { return false }
    let equal = numbered.count { index in
      (max(0, index - 1)...min(rows.count - 1, index + 1)).contains { rows[$0].words.contains { "=≈≃≤≥≡∝→".contains($0.text) } }
    }
    return equal * 2 >= numbered.count && equal > 0
  }

  private static func isNumber(_ text: String) -> Bool {
    guard text.hasPrefix("("), text.hasSuffix(")"), (3...9).contains(text.utf8.count) else { return false }
    let core = text.utf8.dropFirst().dropLast()
    return core.contains(where: \.isDigit) && core.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") || $0.isLowercase }
  }
}
