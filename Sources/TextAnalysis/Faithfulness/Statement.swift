/// The words of a statement as they are compared with another's.
struct Statement {
  /// A word that says something: names, things, actions, numbers.
  struct Term {
    /// Its stem, or the digits of a number without the commas between them.
    let stem: String
    let isNumber: Bool
    /// A capital where no sentence begins.
    let isName: Bool
    /// Whether a word that denies stands before it, behind the term before; two of them take each other back.
    let isDenied: Bool
  }

  let terms: [Term]
  let stems: Set<String>
  /// All words in lower case, those without content too.
  let words: Set<String>
  /// Whether it begins with an auxiliary, as a question for yes or no does.
  let isYesNo: Bool

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var (terms, words): ([Term], Set<String>) = ([], [])
    var isDenied = false
    let all = Words.words(in: text)
    let first = all.first?.folded
    for (index, word) in all.enumerated() {
      let before = index > 0 ? all[index - 1] : nil
      if let before, Self.isParted(bytes[before.range.upperBound..<word.range.lowerBound]) { isDenied = false }
      let folded = word.folded.utf8.contains(0xE2) ? word.folded.replacing("’", with: "'") : word.folded
      words.insert(folded)
      if Self.denies(folded) {
        isDenied.toggle()
      } else if let digits = word.isNumber ? folded.replacing(",", with: "") : Self.numbers[folded] {
        terms.append(Term(stem: digits, isNumber: true, isName: false, isDenied: isDenied))
        isDenied = false
      } else if Self.isLabel(word, behind: before, bytes) || (!FunctionWords.all.contains(folded) && folded != "yes") {
        let isName = word.isCapitalised && !Self.beginsSentence(bytes, word.range.lowerBound)
        terms.append(Term(stem: WordStem.stem(folded), isNumber: false, isName: isName, isDenied: isDenied))
        isDenied = false
      }
    }
    self.terms = terms
    self.words = words
    isYesNo = first.map(FunctionWords.auxiliaries.contains) ?? false
    stems = Set(terms.map(\.stem))
  }

  /// Whether it is the `A` of “Class A”, or stands alone in a cell, and is no article.
  private static func isLabel(_ word: Word, behind before: Word?, _ bytes: [UInt8]) -> Bool {
    guard word.folded == "a", word.isCapitalised else { return false }
    let next = bytes[word.range.upperBound...].first { $0 != 0x20 }
    if next == nil || next == UInt8(ascii: "|") { return true }
    guard let before, before.range.upperBound + 1 == word.range.lowerBound else { return false }
    return before.isCapitalised && !FunctionWords.all.contains(before.folded)
  }

  /// Whether a sentence or a cell ends between two words, and with it a denial.
  private static func isParted(_ between: ArraySlice<UInt8>) -> Bool { between.contains { "|.?!;".utf8.contains($0) } }

  /// Whether nothing or the end of a sentence, a line or a cell stands before a place.
  private static func beginsSentence(_ bytes: [UInt8], _ index: Int) -> Bool {
    var place = index - 1
    while place >= 0, bytes[place] == 0x20 || "\"'(*_`#->“".utf8.contains(bytes[place]) { place -= 1 }
    return place < 0 || ".?!:|\n".utf8.contains(bytes[place])
  }

  private static func denies(_ word: String) -> Bool { denials.contains(word) || word.hasSuffix("n't") }

  private static let denials: Set<String> = [
    "not", "no", "never", "cannot", "neither", "nor", "without", "none", "nothing", "nobody",
  ]

  /// `one` is left out: it mostly stands for a thing.
  private static let numbers: [String: String] = [
    "zero": "0", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "ninety": "90", "hundred": "100", "thousand": "1000",
  ]
}

/// Words that turn a statement around where one stands for the other.
enum Opposites {
  /// The words that a word must not stand for.
  static let of: [String: Set<String>] = {
    var table: [String: Set<String>] = [:]
    for (one, other) in pairs {
      table[one, default: []].insert(other)
      table[other, default: []].insert(one)
    }
    return table
  }()

  private static let pairs = [
    ("more", "less"), ("more", "fewer"), ("most", "least"), ("maximum", "minimum"), ("before", "after"), ("above", "below"),
    ("over", "under"), ("increase", "decrease"), ("increases", "decreases"), ("increased", "decreased"), ("increase", "reduce"),
    ("increases", "reduces"), ("allowed", "forbidden"), ("permitted", "prohibited"), ("allowed", "prohibited"),
    ("must", "may"), ("shall", "may"), ("must", "should"), ("all", "none"), ("always", "never"), ("first", "last"),
    ("higher", "lower"), ("highest", "lowest"), ("greater", "smaller"), ("greater", "less"), ("larger", "smaller"),
    ("largest", "smallest"), ("longer", "shorter"), ("include", "exclude"), ("includes", "excludes"),
    ("included", "excluded"), ("including", "excluding"), ("enable", "disable"), ("enabled", "disabled"), ("true", "false"),
    ("with", "without"), ("inside", "outside"), ("earlier", "later"), ("begin", "end"), ("begins", "ends"), ("start", "stop"),
    ("starts", "ends"), ("up", "down"), ("left", "right"), ("open", "closed"), ("add", "remove"), ("adds", "removes"),
    ("add", "subtract"), ("gain", "lose"), ("gains", "loses"), ("required", "optional"), ("public", "private"),
    ("can", "cannot"), ("better", "worse"), ("best", "worst"), ("accept", "reject"), ("valid", "invalid"), ("odd", "even"),
    ("both", "neither"), ("any", "all"), ("if", "unless"), ("until", "after"),
  ]
}
