internal import TextAnalysis

/// Small matters of English.
enum Phrases {
  /// First words of sentences that mean something only behind others.
  static let leaning: WordSet = [
    "this", "that", "these", "those", "it", "they", "he", "she", "such", "here", "there", "otherwise", "however", "thus",
    "therefore",
    "hence", "also", "then", "but", "and", "or", "so", "yet", "instead", "both", "neither", "its", "their", "his", "her", "them",
    "one",
    "others", "another", "similarly", "likewise", "moreover", "furthermore", "afterwards", "again", "even", "still", "note",
    "see", "we", "i",
  ]

  /// Words that point at something which a question alone does not show.
  static let pointing = WordSet(pointingWords)
  static let pointingWords = [
    "it", "they", "he", "she", "them", "him", "this", "that", "these", "those", "its", "their", "his", "her", "such", "above",
    "below",
    "following", "former", "latter", "said", "thereof", "therein", "hereof", "aforesaid", "other", "resulting", "remaining", "we",
    "our", "us", "i", "my", "same",
  ]

  /// Words that speak to someone or of the writer.
  static let readers: WordSet = [
    "you", "your", "yours", "we", "our", "us", "i", "me", "my", "let’s", "it’s", "you’re", "they’re",
  ]

  static let determiners: WordSet = ["a", "an", "the", "each", "every", "any", "all", "no", "some", "only"]

  static func containsPointing(_ words: ArraySlice<Word>) -> Bool { words.contains { pointing.contains($0) } }

  /// The same without the pronouns of owners, which mean the subject that they stand in: `a person who lends his badge`.
  static func containsOpenPointing(_ words: ArraySlice<Word>) -> Bool {
    words.contains { pointing.contains($0) && !owners.contains($0) }
  }
  private static let owners: WordSet = ["its", "their", "his", "her", "that"]

  /// Whether a noun phrase ends with the number of what it names: `goods of Class 5.1`, `a fine at level 5`.
  static func isNumbered(_ words: ArraySlice<Word>) -> Bool {
    guard words.count >= 2, let last = words.last, last.isNumber else { return false }
    let noun = words[words.endIndex - 2]
    return !FunctionWords.all.contains(noun) && !noun.isNumber
  }

  /// The text with a small first letter, unless the first word is a name: it holds more capitals, or stands capitalised inside a
  /// sentence of `context`.
  static func lowerFirst(_ text: String, names: ChunkNames?) -> String {
    guard let byte = text.utf8.first, byte >= 0x80 || byte >= 0x41 && byte <= 0x5A else { return text }
    let isLowered = lowersPlainFirst(text, names) ?? lowersOtherFirst(text, names)
    guard isLowered, let first = text.first else { return text }
    return first.lowercased() + text.dropFirst()
  }

  /// Whether a text's first letter is made small, told by bytes; nil where its first word is not ASCII alone.
  private static func lowersPlainFirst(_ text: String, _ names: ChunkNames?) -> Bool? {
    var (key, count) = (WordKey(), 0)
    // Stops count for the word where more of it follows.
    var stops: [UInt8] = []
    for byte in text.utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) { break }
      if byte >= 0x80 { return nil }
      let isCapital = byte >= 0x41 && byte <= 0x5A
      if isCapital, count > 0 { return false }
      count += 1
      if ".;,:".utf8.contains(byte) {
        stops.append(byte)
      } else {
        for stop in stops { key.add(stop) }
        stops = []
        key.add(isCapital ? byte | 0x20 : byte)
      }
    }
    if count == 1, text.utf8.first != UInt8(ascii: "A") { return false }
    return FunctionWords.all.contains(key) || determiners.contains(key) || names?.isName(key) != true
  }

  private static func lowersOtherFirst(_ text: String, _ names: ChunkNames?) -> Bool {
    guard text.first?.isUppercase == true else { return false }
    let word = String(text.prefix { $0 != " " && !$0.isWhitespace })
    if word.dropFirst().contains(where: \.isUppercase) || (word.utf8.count == 1 && word != "A") { return false }
    let bare = WordKey(withoutStop(word).lowercased())
    return FunctionWords.all.contains(bare) || determiners.contains(bare) || names?.isName(bare) != true
  }

  /// Words that join a sentence to one before it.
  static let connecting = WordSet(connectingWords)
  static let connectingWords = [
    "again", "instead", "therefore", "thus", "similarly", "also", "however", "otherwise", "consequently", "hence", "likewise",
  ]

  /// Whether a heading can name a place: words and not the leavings of a scan, nor “Of” alone.
  static func isName(_ heading: String) -> Bool {
    guard isPlainName(heading) ?? isOtherName(heading) else { return false }
    let words = Words.words(in: heading)
    if words.allSatisfy({ FunctionWords.all.contains($0) }) { return false }
    return !words.contains { $0.isGarbled && $0.folded.contains(where: \.isNumber) }
  }

  /// The same for ASCII alone, a byte at a time; nil for other texts.
  private static func isPlainName(_ heading: String) -> Bool? {
    var (letters, marks, digits) = (0, 0, 0)
    for byte in heading.utf8 {
      guard byte < 0x80 else { return nil }
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        digits = 0
        continue
      }
      marks += 1
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "~") { return false }
      if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A { letters += 1 }
      digits = byte >= 0x30 && byte <= 0x39 ? digits + 1 : 0
      if digits >= 5 { return false }
    }
    return marks > 0 && letters * 10 >= marks * 6
  }

  private static func isOtherName(_ heading: String) -> Bool {
    let marks = heading.filter { !$0.isWhitespace }
    guard !marks.isEmpty, !heading.contains(where: { "%=~•".contains($0) }) else { return false }
    if marks.count(where: \.isLetter) * 10 < marks.count * 6 { return false }
    return !heading.split(whereSeparator: { !$0.isNumber }).contains(where: { $0.count >= 5 })
  }

  /// Headings of boxes, which name nothing.
  static let admonitions: WordSet = [
    "note", "notes", "tip", "tips", "warning", "important", "caution", "example", "examples", "hint", "hints", "remark",
    "remarks", "info",
  ]

  /// Whether a heading stands in so many documents that it names none.
  static func isCommonHeading(_ heading: String) -> Bool {
    guard heading.utf8.count < 80 else { return false }
    let letters = heading.utf8.filter { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x80 || $0 == 0x20 }
      .map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }.drop { $0 == 0x20 }
    return commonHeadings.contains(String(decoding: letters, as: UTF8.self))
  }

  /// Words for things that only their surroundings name.
  static let vagueNouns = WordSet(vagueNounWords)
  static let vagueNounWords = [
    "default", "value", "values", "behavior", "behaviour", "setting", "settings", "option", "options", "parameter", "parameters",
    "argument", "arguments", "command", "commands", "function", "functions", "result", "results", "statistics", "positive",
    "negative",
    "case", "cases", "approach", "approaches", "solution", "solutions", "method", "methods", "name", "names", "number", "numbers",
    "type",
    "types", "thing", "things", "way", "ways", "item", "items", "many", "several", "various", "different", "new", "same", "main",
    "first",
    "second", "last", "line", "lines", "field", "fields", "list", "table", "tables", "column", "columns", "string", "data",
    "information",
  ]

  private static let commonHeadings: WordSet = [
    "options", "parameters", "description", "commands", "configuration", "notes", "examples", "return value", "return values",
    "synopsis", "introduction", "overview", "usage", "name", "details", "see also", "arguments", "outputs", "inputs",
    "discussion",
    "general", "background", "environment", "environment variables", "files", "author", "authors", "bugs", "diagnostics",
    "summary",
    "common options", "other options", "scope", "purpose", "remarks", "definitions", "terms", "requirements", "output", "input",
    "compatibility", "limitations", "exit status", "detailed description", "member function documentation",
    "property documentation",
    "member type documentation", "api changes", "bug fixes", "deprecations", "enhancements", "new features", "contents",
    "table of contents", "features", "installation", "general information", "module contents", "submodules", "checklist",
    "getting started", "quick start", "functions", "attributes", "properties", "methods", "variables", "settings",
  ]

  /// With a capital first, but for names in code: `oid_oidcpy`, `pmd.net`, `iPhone`.
  static func upperFirst(_ text: String) -> String {
    isCode(text) ? text : capitalised(text)
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// Whether the first word of a text has a mark of code or a capital in it.
  private static func isCode(_ text: String) -> Bool {
    let word = text.utf8.prefix { $0 != 0x20 }.dropFirst()
    return word.contains { $0 >= 0x41 && $0 <= 0x5A || "_(:/".utf8.contains($0) } && word.last != UInt8(ascii: ":")
      || word.dropLast().contains(UInt8(ascii: "."))
  }

  static func withoutStop(_ text: String) -> String {
    var text = text
    while let last = text.last, ".;,: ".contains(last) { text.removeLast() }
    return text
  }

  /// Without stops at the end and dashes at the start, but for one that belongs to a number or an option: `-1`, `--force`.
  static func withoutMarks(_ text: String) -> String {
    let bare = withoutStop(text)
    let start = bare.drop { "—–- ".contains($0) }
    return bare[..<start.startIndex].last == "-" ? String(bare.drop { "—– ".contains($0) }) : String(start)
  }

  /// A sentence: a capital first and a stop last.
  static func sentence(_ text: String) -> String {
    let text = upperFirst(text)
    return text.last.map { ".!?".contains($0) } == true ? text : withoutStop(text) + "."
  }

  /// A heading as it is named in a sentence: without the stop at its end, capitals eased.
  static func title(_ heading: String) -> String {
    // One small letter means that it is not all in capitals; E2 leads the quotes.
    if heading.utf8.contains(where: { $0 >= 0x61 && $0 <= 0x7A }), !heading.utf8.contains(0xE2) {
      return withoutStop(heading)
    }
    if let title = capitalTitle(heading) { return title }
    let bare = withoutStop(heading).filter { $0 != "“" && $0 != "”" }
    let letters = bare.filter(\.isLetter)
    guard letters.count > 4, letters.allSatisfy(\.isUppercase) else { return bare }
    return bare.split(separator: " ").enumerated().map { index, word in
      let small = word.lowercased()
      let isNumeral = word.contains(where: \.isLetter) && word.filter(\.isLetter).allSatisfy { "IVXLC".contains($0) }
      if isNumeral || (index > 0 && FunctionWords.all.contains(small)) { return isNumeral ? String(word) : small }
      return capitalised(small)
    }.joined(separator: " ")
  }

  /// The same for a heading in ASCII capitals, a byte at a time; nil for others.
  private static func capitalTitle(_ heading: String) -> String? {
    var letters = 0
    for byte in heading.utf8 {
      guard byte < 0x80 else { return nil }
      if byte >= 0x41, byte <= 0x5A { letters += 1 }
    }
    let bare = withoutStop(heading)
    guard letters > 4 else { return bare }
    return bare.utf8.split(separator: UInt8(ascii: " ")).enumerated().map { index, word in
      let capitals = word.filter { $0 >= 0x41 && $0 <= 0x5A }
      if !capitals.isEmpty, capitals.allSatisfy({ "IVXLC".utf8.contains($0) }) { return String(decoding: word, as: UTF8.self) }
      let small = String(decoding: word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
      return index > 0 && FunctionWords.all.contains(small) ? small : capitalised(small)
    }.joined(separator: " ")
  }

  /// Words with which a text may point at another place of the document.
  static let elsewhere: WordSet = [
    "above", "below", "section", "chapter", "paragraph", "table", "example", "case", "cases", "this", "that",
  ]

  private static let pointers: WordSet = [
    "described", "given", "listed", "shown", "mentioned", "defined", "noted", "explained", "discussed", "specified", "as", "see",
    "the",
  ]

  /// Whether the words point at another place of the document: `in this case`, `as described below`, `the next section`.
  static func pointsElsewhere(_ text: String) -> Bool { pointsElsewhere(Words.words(in: text)) }

  static func pointsElsewhere(_ words: [Word]) -> Bool {
    words.indices.dropFirst().contains { elsewhere.contains(words[$0]) && pointsElsewhere(words, at: $0) }
  }

  /// - Parameter index: of a word that is not the first.
  static func pointsElsewhere(_ words: [Word], at index: Int) -> Bool {
    let before = words[index - 1].folded
    switch words[index].folded {
    case "above", "below": return pointers.contains(before) || index + 1 == words.count
    case "section", "chapter", "paragraph", "table", "example": return ["next", "previous", "preceding"].contains(before)
    case "case", "cases": return before == "this" || before == "that" || before == "these"
    case "this", "that": return before == "regarding" || before == "like"
    default: return false
    }
  }

  /// Whether brackets and double quotes come in pairs.
  static func isBalanced(_ text: String) -> Bool { TextMarks(text).isBalanced }
}
