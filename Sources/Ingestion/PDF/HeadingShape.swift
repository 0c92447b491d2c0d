/// What the words of a heading look like, apart from their type.
enum HeadingShape {
  /// How many parts the number has that `text` begins with: 1 for `3 Rules`, 2 for `3.1 Dice` and `A.2 Tables`; nil without one.
  static func numberDepth(_ text: String) -> Int? {
    guard let space = text.firstIndex(of: " "), text[space...].contains(where: \.isLetter) else { return nil }
    var number = text[..<space]
    if number.last == "." { number.removeLast() }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, (1...6).contains(parts.count), isOrdinal(first, mayBeLetter: parts.count > 1),
      parts.dropFirst().allSatisfy({ isOrdinal($0, mayBeLetter: false) })
    else { return nil }
    return parts.count
  }

  private static func isOrdinal(_ part: Substring, mayBeLetter: Bool) -> Bool {
    if !part.isEmpty, part.utf8.count <= 3, part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return true }
    return mayBeLetter && part.utf8.count == 1 && part.first?.isUppercase == true
  }

  /// A number alone and then a title in capitals or with a capital: `12 Conclusion`, not `12 men` nor `12. Each player …`.
  static func isNumberedTitle(_ line: LayoutSegment) -> Bool {
    guard let depth = numberDepth(line.text), line.words.count <= 12, let title = line.words.dropFirst().first?.text.first else {
      return false
    }
    return title.isUppercase && (depth > 1 || (line.words.count <= 8 && line.words[0].text.last != "."))
  }

  /// Four letters and more, all of them capitals, in at most ten words.
  static func isCapitals(_ line: LayoutSegment) -> Bool {
    let letters = line.text.filter(\.isLetter)
    return letters.count >= 4 && line.words.count <= 10 && letters.allSatisfy(\.isUppercase)
      && letters.count * 2 > line.text.count
  }

  /// `Contents`, `Table of contents`.
  static func isContentsTitle(_ text: String) -> Bool {
    ["contents", "table of contents", "list of tables", "list of figures"].contains(text.lowercased())
  }

  /// Whether words stand far apart, as labels of a chart or heads of columns do. The gap behind a number does not count.
  static func isScattered(_ line: LayoutSegment) -> Bool {
    zip(line.words, line.words.dropFirst()).enumerated().contains { index, pair in
      let isWide = pair.1.x0 - pair.0.x1 > 2 * max(pair.0.style.size, pair.1.style.size)
      return isWide && !(index == 0 && pair.0.text.contains(where: \.isNumber))
    }
  }

  /// `Chapter 3`, `APPENDIX B`, or the word alone.
  static func isChapterLabel(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard let first = words.first, ["chapter", "appendix", "part", "kapitel", "anhang", "teil"].contains(first.lowercased())
    else {
      return false
    }
    return words.count == 1
      || (words.count == 2 && (isOrdinal(words[1], mayBeLetter: true) || words[1].allSatisfy { "IVXLC".contains($0) }))
  }

  private static let numerals: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
  ]

  /// A number in words that stands alone, as some books set it behind `CHAPTER`.
  static func isNumeral(_ text: String) -> Bool {
    let word = text.lowercased().filter { $0 != "-" && $0 != " " }
    return numerals.contains(word)
      || ["twenty", "thirty", "forty", "fifty"].contains {
        word.hasPrefix($0) && numerals.contains(String(word.dropFirst($0.count)))
      }
  }

  /// Without `Chapter 3` in front.
  static func withoutLabel(_ text: String) -> String {
    let words = text.split(separator: " ")
    return words.count > 2 && isChapterLabel(words.prefix(2).joined(separator: " "))
      ? words.dropFirst(2).joined(separator: " ") : text
  }

  /// Whether a line set in bold at the text's size opens like a term and not like a title: with a small letter, and no number.
  static func isTerm(_ line: LayoutSegment) -> Bool {
    line.text.first(where: { $0.isLetter || $0.isNumber })?.isLowercase == true && numberDepth(line.text) == nil
  }

  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// A date and nothing else: `May 31, 2022`.
  static func isDate(_ text: String) -> Bool {
    let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
    return words.count <= 4 && words.contains { months.contains(String($0)) }
      && words.contains { $0.count == 4 && $0.allSatisfy(\.isNumber) }
  }
}
