/// Puts the large letter that opens a paragraph to the word that it begins.
enum DropCaps {
  /// The words of a page, those that open with a letter set two lines high or more made whole; such a letter is no word then.
  static func joined(_ words: [LayoutWord], usualSize: Double) -> [LayoutWord] {
    let caps = words.indices.filter { isCap(words[$0], usualSize) }
    guard !caps.isEmpty, caps.count <= 20 else { return words }
    var words = words
    var gone: Set<Int> = []
    for cap in caps {
      guard let head = head(of: cap, in: words) else { continue }
      words[head].text = words[cap].text + words[head].text
      words[head].x0 = words[cap].x0
      gone.insert(cap)
    }
    return gone.isEmpty ? words : words.indices.filter { !gone.contains($0) }.map { words[$0] }
  }

  private static func isCap(_ word: LayoutWord, _ usualSize: Double) -> Bool {
    word.style.size >= 1.8 * usualSize && word.text.count <= 2 && word.text.last?.isUppercase == true
      && word.text.dropLast().allSatisfy { "“\"‘'«".contains($0) }
  }

  /// The first word of the lines beside the letter, where there are two lines or more and the upper begins as closely as the next:
  /// where it does not, the letter is a word, as in “A ship”.
  private static func head(of cap: Int, in words: [LayoutWord]) -> Int? {
    let letter = words[cap]
    let beside = words.indices.filter { index in
      let word = words[index]
      return index != cap && word.style.size < 0.7 * letter.style.size && word.x0 > letter.x1 - 0.3 * letter.style.size
        && word.x0 < letter.x1 + 0.5 * letter.style.size && word.middle > letter.y0 && word.middle < letter.y1
    }
    // The leftmost word of each line.
    var lines: [Int] = []
    for index in beside.sorted(by: { (words[$0].middle, words[$0].x0) < (words[$1].middle, words[$1].x0) }) {
      if let last = lines.last, words[index].middle - words[last].middle < 0.5 * words[last].height {
        if words[index].x0 < words[last].x0 { lines[lines.count - 1] = index }
      } else {
        lines.append(index)
      }
    }
    guard lines.count >= 2, let first = words[lines[0]].text.first, first.isLetter,
      words[lines[0]].x0 - words[lines[1]].x0 < 0.2 * words[lines[1]].style.size
    else { return nil }
    return lines[0]
  }
}
