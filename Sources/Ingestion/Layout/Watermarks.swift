/// Large letters that are painted under or over the text of a page.
enum Watermarks {
  /// The words of a page without its watermark, and the watermark's letters from the left; none on nearly all pages.
  ///
  /// A watermark is what one font sets much larger than the text, pale or very large, so that it lies over other words: nothing that
  /// is meant to be read does. Pale letters that stand askew are words of their own, wherever they stand.
  static func parted(_ words: [LayoutWord], usualSize: Double) -> (words: [LayoutWord], watermark: [LayoutWord]) {
    var groups: [TextStyle: [Int]] = [:]
    for index in words.indices where isLarge(words[index], usualSize) { groups[words[index].style, default: []].append(index) }
    var marked: Set<Int> = []
    for group in groups.values where group.count <= 60 {
      let others = words.indices.filter { words[$0].style.size < 0.6 * words[group[0]].style.size }
      let over = group.count { index in others.contains { lies(words[index], over: words[$0]) } }
      if over * 3 >= group.count || isAskew(group.map { words[$0] }) { marked.formUnion(group) }
    }
    guard !marked.isEmpty else { return (words, []) }
    return (
      words.indices.filter { !marked.contains($0) }.map { words[$0] },
      joined(marked.map { words[$0] }.sorted { ($0.x0, $0.y0) < ($1.x0, $1.y0) })
    )
  }

  /// Whether letters climb or fall from one to the next.
  private static func isAskew(_ group: [LayoutWord]) -> Bool {
    let letters = group.sorted { $0.x0 < $1.x0 }
    guard letters.count >= 3, letters.allSatisfy({ $0.isPale && $0.text.count <= 2 }) else { return false }
    let steps = zip(letters, letters.dropFirst()).map { $1.y0 - $0.y0 }
    return steps.allSatisfy { $0 > 2 } || steps.allSatisfy { $0 < -2 }
  }

  private static func isLarge(_ word: LayoutWord, _ usualSize: Double) -> Bool {
    word.style.size >= (word.isPale ? 1.8 : 5) * usualSize
  }

  private static func lies(_ mark: LayoutWord, over word: LayoutWord) -> Bool {
    let (x, y) = ((word.x0 + word.x1) / 2, word.middle)
    // The box of a letter is higher than the letter.
    return x > mark.x0 && x < mark.x1 && y > mark.y0 + 0.2 * mark.height && y < mark.y1 - 0.2 * mark.height
  }

  /// Letters that stand askew as one word; they follow each other at one distance.
  private static func joined(_ letters: [LayoutWord]) -> [LayoutWord] {
    guard var word = letters.first, letters.allSatisfy({ $0.text.count <= 2 }) else { return letters }
    for letter in letters.dropFirst() {
      word.text += letter.text
      (word.x1, word.y0, word.y1) = (max(word.x1, letter.x1), min(word.y0, letter.y0), max(word.y1, letter.y1))
    }
    return [word]
  }
}
