/// Programs that are printed with a number before each line.
enum ListingShape {
  /// Whether rows are such a listing: numbers that rise by one at the left, and lines in a typewriter face behind them.
  static func isNumbered(_ rows: some Collection<LayoutRow>) -> Bool {
    let numbers = rows.compactMap { number($0.words) }
    guard numbers.count >= 3, numbers.count * 4 >= rows.count * 3 else { return false }
    let steps = zip(numbers, numbers.dropFirst()).count { $1 == $0 + 1 }
    guard steps * 5 >= (numbers.count - 1) * 4 else { return false }
    let words = rows.flatMap { $0.words.dropFirst() }
    return !words.isEmpty && words.count(where: \.style.isMonospaced) * 3 >= words.count * 2
  }

  /// Whether a line is one of such a listing, by itself.
  static func isNumberedLine(_ line: LayoutSegment) -> Bool {
    guard line.words.count >= 2, number(line.words) != nil else { return false }
    let rest = line.words.dropFirst()
    func length(_ words: some Sequence<LayoutWord>) -> Int { words.reduce(0) { $0 + $1.text.utf8.count } }
    return rest[rest.startIndex].style.isMonospaced && length(rest.filter(\.style.isMonospaced)) * 2 >= length(rest)
  }

  /// The number that begins a line; nil where none does.
  static func number(_ words: [LayoutWord]) -> Int? {
    guard let first = words.first?.text, first.utf8.count <= 6, first.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(first)
  }
}
