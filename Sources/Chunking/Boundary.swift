/// What begins at a place where a text may be cut, from the strongest division to the weakest.
public enum Boundary: Int8, Sendable, Comparable, CustomStringConvertible {
  case heading1 = 1
  case heading2, heading3, heading4, heading5, heading6
  /// A paragraph, table, list, block of code, caption or footnote.
  case block
  case item, row, line, sentence, word, character

  /// That of a heading; levels beyond 6 are taken as 6.
  init(heading level: Int) { self = Boundary(rawValue: Int8(clamping: min(6, max(1, level)))) ?? .heading6 }

  /// In words, as part of “cut before …”.
  public var description: String {
    switch self {
    case .block: "a paragraph or other block"
    case .item: "an item of a list"
    case .row: "a row of a table"
    case .line: "a line"
    case .sentence: "a sentence"
    case .word: "a word"
    case .character: "a character inside a word"
    default: "a heading of level \(rawValue)"
    }
  }

  /// As JSON has it.
  private static let names: [(Boundary, String)] = [
    (.heading1, "heading-1"), (.heading2, "heading-2"), (.heading3, "heading-3"), (.heading4, "heading-4"),
    (.heading5, "heading-5"), (.heading6, "heading-6"), (.block, "block"), (.item, "list-item"), (.row, "table-row"),
    (.line, "line"), (.sentence, "sentence"), (.word, "word"), (.character, "character"),
  ]

  var name: String { Self.names[Int(rawValue) - 1].1 }

  init?(name: String) {
    guard let found = Self.names.first(where: { $0.1 == name }) else { return nil }
    self = found.0
  }

  public static func < (one: Boundary, other: Boundary) -> Bool { one.rawValue < other.rawValue }
}
