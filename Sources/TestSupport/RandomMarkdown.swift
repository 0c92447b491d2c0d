/// Markdown documents made by chance from a seed: headings, paragraphs, lists, tables, code, in any order and of any length.
public enum RandomMarkdown {
  private static let words = [
    "water", "gate", "lantern", "must", "unless", "the", "of", "a", "and", "if", "warden", "9", "40", "feet", "—", "naïve", "日本語",
    "Ω", "e.g.",
    "closes", "“quoted”", "e\u{301}", "👩‍👩‍👧", "it", "costs", "silver.", "Nobody", "may", "leave.", "[link](x)", "*bold*", "`code`",
    "a|b", "\\*",
  ]

  /// A document of up to `elements` elements.
  public static func document(seed: UInt64, elements: Int) -> String {
    var generator = SeededGenerator(seed: seed)
    var parts: [String] = []
    for _ in 0..<Int.random(in: 0...elements, using: &generator) { parts.append(element(&generator)) }
    return parts.joined(separator: ["\n\n", "\n\n\n", "\n"].randomElement(using: &generator) ?? "\n\n") + "\n"
  }

  private static func element(_ generator: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return String(repeating: "#", count: Int.random(in: 1...6, using: &generator)) + " " + text(6, &generator)
    case 1: return (0..<Int.random(in: 1...9, using: &generator)).map { _ in "- " + text(20, &generator) }.joined(separator: "\n")
    case 2: return table(&generator)
    case 3:
      return "```\n" + (0..<Int.random(in: 1...40, using: &generator)).map { _ in text(9, &generator) }.joined(separator: "\n")
        + "\n```"
    case 4: return "> " + text(30, &generator)
    case 5: return String(repeating: "x", count: Int.random(in: 1...3000, using: &generator))
    default: return text(Int.random(in: 1...400, using: &generator), &generator)
    }
  }

  private static func table(_ generator: inout SeededGenerator) -> String {
    let columns = Int.random(in: 1...6, using: &generator)
    func row(_ generator: inout SeededGenerator) -> String {
      "| " + (0..<columns).map { _ in text(4, &generator).filter { $0 != "|" } }.joined(separator: " | ") + " |"
    }
    let delimiter = "|" + String(repeating: "---|", count: columns)
    let head = row(&generator)
    return ([head, delimiter] + (0..<Int.random(in: 0...60, using: &generator)).map { _ in row(&generator) }).joined(
      separator: "\n")
  }

  private static func text(_ count: Int, _ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...max(1, count), using: &generator)).map { _ in words.randomElement(using: &generator) ?? "" }.joined(
      separator: " ")
  }
}
