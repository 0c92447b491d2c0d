internal import Chunking
internal import TextAnalysis

extension Feature {
  static let functionWords = Feature(name: "function-words", summary: "share of function words, full at a half") {
    $0.isEnglish ? saturating(Double($0.phrases.function) / Double(max(1, $0.words.count)), at: 0.5) : neutralFunctionWords
  }

  static let capitalisedWords = Feature(
    name: "capitalised-words", summary: "share of capitalised words beyond sentence starts, full at a half"
  ) { view in
    let words = max(1, view.words.count)
    return saturating(Double(max(0, view.phrases.capitalised - sentenceCount(view))) / Double(words), at: 0.5)
  }

  static let sentences = Feature(name: "sentences", summary: "sentence ends per hundred words, full at six") { view in
    view.isEnglish ? saturating(view.perHundredWords(sentenceCount(view)), at: 6) : 0.6
  }

  static let narrative = Feature(name: "narrative", summary: "pronouns and verbs of storytelling per hundred words, full at ten")
  { view in
    saturating(view.perHundredWords(view.phrases.pronoun), at: 10)
  }

  static let brevity = Feature(name: "brevity", summary: "how far the chunk stays below forty words") { view in
    // Six bytes a word, where words are not parted by spaces.
    1 - saturating(Double(view.isEnglish ? view.words.count : view.plain.utf8.count / 6), at: 40)
  }

  static let headingShare = Feature(name: "heading-share", summary: "share of the text that is headings, full at a half") {
    view in
    saturating(Double(view.headingLength) / view.length, at: 0.5)
  }

  static let edge = Feature(name: "edge", summary: "nearness to the start or end of a long document") { view in
    guard view.context.textLength > 20_000 else { return 0 }
    let middle = Double(view.chunk.range.lowerBound + view.chunk.range.upperBound) / 2 / Double(view.context.textLength)
    return saturating(0.04 - min(middle, 1 - middle), at: 0.04)
  }

  /// The share in an average chunk, for languages whose function words are not known.
  private static let neutralFunctionWords = 0.75

  /// Stops that end a sentence: a letter or bracket before, white space or the end behind.
  private static func sentenceCount(_ view: ChunkView) -> Int {
    let bytes = Array(view.plain.utf8)
    var count = 0
    for index in bytes.indices.dropFirst()
    where bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: "?") || bytes[index] == UInt8(ascii: "!") {
      let before = bytes[index - 1]
      let isEnd = index + 1 == bytes.count || bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A
      let isWord = before | 0x20 >= 0x61 && before | 0x20 <= 0x7A || before == UInt8(ascii: ")") || before >= 0x80
      let isInitial = index >= 2 && bytes[index - 2] == 0x20
      if isEnd, isWord, !isInitial { count += 1 }
    }
    return count
  }
}
