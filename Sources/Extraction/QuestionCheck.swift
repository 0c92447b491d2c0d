internal import Foundation
internal import TextAnalysis

/// What every record must satisfy, whatever rule wrote it.
enum QuestionCheck {
  static func accepts(_ draft: Draft) -> Bool {
    let question = draft.question
    guard question.hasSuffix("?"), question.count <= 300, Words.words(in: question).count >= 4, Phrases.isBalanced(question)
    else { return false }
    guard !draft.range.isEmpty, draft.answer.contains(where: \.isLetter), draft.answer.count <= 1200 else { return false }
    guard !question.contains("…"), !draft.answer.contains("\u{FFFD}"), !question.contains("\u{FFFD}") else { return false }
    if let short = draft.shortAnswer, !Phrases.isBalanced(short) { return false }
    guard !hangs(draft), !saysLittle(draft) else { return false }
    guard !hasLoneQuote(question), !hasLoneQuote(draft.answer) else { return false }
    guard !Phrases.pointsElsewhere(question), !Phrases.pointsElsewhere(draft.answer) else { return false }
    return (draft.offersChoice || !leaks(draft)) && !isMisread(question + " " + draft.answer)
  }

  /// Last words of questions that were cut off.
  private static let hanging: Set<String> = [
    "even", "either", "as", "right", "around", "both", "just", "than", "wide", "longer", "deeper", "more", "or", "and", "when",
    "if",
    "that", "which", "not", "also", "only", "about", "less", "fewer", "back",
  ]

  /// Whether the question ends in the middle of a phrase: `when is the hook executed right?`
  private static func hangs(_ draft: Draft) -> Bool {
    guard let last = Words.words(in: draft.question).last?.folded else { return true }
    return hanging.contains(last) || (last == "by" && draft.kind != .agent && draft.kind != .relation)
  }

  /// Objects that make one meaning with their verb: `play a role`, `lead the way`.
  private static let joinedObjects: Set<String> = [
    "role", "roles", "part", "way", "sense", "place", "impact", "advantage", "care", "ability", "option", "chance", "lot",
    "variety",
    "range", "number", "approach", "interest", "attention", "terminology", "time", "something",
  ]

  /// Words by which an answer leans on something beside it.
  private static let leaningPairs: Set<String> = [
    "of these", "of those", "this example", "these examples", "as described", "as explained", "as shown", "as discussed",
    "as mentioned", "described above", "shown above",
  ]

  /// Whether an object is asked for that says little alone, or an answer leans on what stands before it.
  private static func saysLittle(_ draft: Draft) -> Bool {
    let answer = Words.words(in: draft.answer).map(\.folded)
    if answer.contains(where: { ["previous", "preceding", "aforementioned"].contains($0) }) { return true }
    if zip(answer, answer.dropFirst()).contains(where: { leaningPairs.contains($0 + " " + $1) }) { return true }
    guard [.effect, .composition, .ability, .permission, .recommendation, .obligation].contains(draft.kind),
      let short = draft.shortAnswer
    else { return false }
    let words = Words.words(in: short).map(\.folded)
    let head = words.firstIndex { FunctionWords.prepositions.contains($0) || ["that", "which"].contains($0) } ?? words.count
    return (head > 0 && joinedObjects.contains(words[head - 1])) || draft.answer.contains(" as well")
  }

  /// Whether a closing quote stands behind a word that none opens: `the testing’ directory`, and not `users’ files`.
  private static func hasLoneQuote(_ text: String) -> Bool {
    guard text.utf8.contains(0x99), !text.contains("‘" as Character) else { return false }
    return text.components(separatedBy: "’ ").dropLast().contains { $0.last.map { $0.isLetter && $0 != "s" } == true }
  }

  /// Whether OCR left words that no language has, or a heading's capitals stand for a sentence.
  private static func isMisread(_ text: String) -> Bool {
    let words = Words.words(in: text)
    let garbled = words.filter { Words.isGarbled($0.folded) }
    let capitals = text.split(separator: " ").count { word in word.count > 3 && word.allSatisfy { $0.isUppercase } }
    let lone = words.count {
      $0.folded.utf8.count == 1 && !$0.isNumber && !$0.isCapitalised && $0.folded != "a" && $0.folded != "i"
    }
    // Consonants alone may be an abbreviation; a digit or an apostrophe inside a word is none.
    let isSure = garbled.contains { word in word.folded.contains { $0.isNumber || $0 == "'" } }
    return isSure || garbled.count * 20 > words.count || capitals * 4 > words.count || lone >= 2 || hasScannerMarks(text)
  }

  /// Spaces, hyphens and control characters where no typesetter puts them.
  private static func hasScannerMarks(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    // Control characters are left where UTF-8 was encoded twice.
    if bytes.contains(0xC2), text.unicodeScalars.contains(where: { (0x80..<0xA0).contains($0.value) || $0 == "·" }) {
      return true
    }
    if bytes.contains(UInt8(ascii: "~")) || bytes.contains(UInt8(ascii: "\\")) { return true }
    if bytes.contains(UInt8(ascii: "'")), text.contains(" ' ") { return true }
    return bytes.indices.dropFirst().dropLast().contains { index in
      let isLetterBefore = bytes[index - 1] | 0x20 >= 0x61 && bytes[index - 1] | 0x20 <= 0x7A
      let isSpaceAfter = bytes[index + 1] == 0x20
      return (bytes[index] == UInt8(ascii: ",") && bytes[index - 1] == 0x20)
        || (bytes[index] == UInt8(ascii: "-") && isLetterBefore && isSpaceAfter && !text.contains("- and "))
    }
  }

  /// Whether the question gives its short answer away: it holds all words of it in a row.
  private static func leaks(_ draft: Draft) -> Bool {
    draft.shortAnswer.map { Words.holds(draft.question, phrase: $0) } ?? false
  }
}
