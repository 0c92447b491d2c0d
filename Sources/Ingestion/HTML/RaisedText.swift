/// Exponents and indices in the characters that Unicode has for them: `10⁻³`, `CO₂`.
enum RaisedText {
  /// The text raised or lowered; nil where a character has no such form, or ordinals and marks of notes would be changed (`1st`).
  static func unicode(_ text: String, isRaised: Bool) -> String? {
    let table = isRaised ? raised : lowered
    var output = ""
    for character in text where !character.isWhitespace {
      guard let found = table[character] else { return nil }
      output.append(found)
    }
    return output.isEmpty || output.count > 8 ? nil : output
  }

  private static let raised: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺", "-": "⁻",
    "−": "⁻",
    "–": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ",
  ]
  private static let lowered: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "+": "₊", "-": "₋",
    "−": "₋",
    "–": "₋", "=": "₌", "(": "₍", ")": "₎", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "m": "ₘ", "n": "ₙ", "x": "ₓ",
  ]
}
