internal import Foundation

/// A regular expression of Python's `re` with dots that match line feeds, run by ICU.
///
/// Where the two read a pattern differently it is rewritten: `\Z` and `$` look at the very end, `\s`, `\w` and brackets hold
/// Python's characters, names of groups have Python's form.
struct PythonPattern: @unchecked Sendable {
  /// Why a pattern cannot be read.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let expression: NSRegularExpression
  /// The same, where it must not be empty at its start.
  private let advancing: NSRegularExpression

  init(_ source: String) throws(Failure) {
    guard source.utf8.count <= 10_000 else { throw Failure(description: "it is too long") }
    var translator = PatternTranslator(source, groupsBefore: 0)
    var advancingTranslator = PatternTranslator(source, groupsBefore: 1)
    do {
      expression = try NSRegularExpression(pattern: translator.translated(), options: [.useUnixLineSeparators])
      // What follows the match is not what followed its start.
      advancing = try NSRegularExpression(
        pattern: #"(?=([\u0000-\U0010ffff]*))(?:\#(advancingTranslator.translated()))(?!\1\z)"#, options: [.useUnixLineSeparators]
      )
    } catch {
      throw Failure(description: "the regular expression has a mistake")
    }
  }

  /// As `re.findall` gives them: of each match its groups, or all of it where there are none. A group that took no part is empty.
  ///
  /// Behind an empty match the next begins at the same place and must not be empty there.
  func matches(in text: String) -> [[String]] {
    let string = text as NSString
    var (found, start, mustAdvance): ([[String]], Int, Bool) = ([], 0, false)
    while start <= string.length {
      let match: NSTextCheckingResult
      let first: Int
      if mustAdvance, let more = next(advancing, in: text, start, string.length, [.anchored]) {
        (match, first) = (more, 2)
      } else {
        if mustAdvance {
          guard start < string.length else { break }
          start += string.scalarLength(at: start)
        }
        guard let more = next(expression, in: text, start, string.length) else { break }
        (match, first) = (more, 1)
      }
      let groups = match.numberOfRanges > first ? first..<match.numberOfRanges : 0..<1
      found.append(
        groups.map { group in
          let range = match.range(at: group)
          return range.location == NSNotFound ? "" : string.substring(with: range)
        })
      start = match.range.location + match.range.length
      mustAdvance = match.range.length == 0
    }
    return found
  }

  private func next(
    _ expression: NSRegularExpression, in text: String, _ start: Int, _ length: Int,
    _ options: NSRegularExpression.MatchingOptions = []
  ) -> NSTextCheckingResult? {
    expression.firstMatch(
      in: text, options: options.union([.withTransparentBounds, .withoutAnchoringBounds]),
      range: NSRange(location: start, length: length - start))
  }
}

extension NSString {
  /// How many units the scalar has that begins at an index.
  fileprivate func scalarLength(at index: Int) -> Int {
    UTF16.isLeadSurrogate(character(at: index)) && index + 1 < length ? 2 : 1
  }
}

/// Rewrites Python's form of a regular expression into ICU's.
private struct PatternTranslator {
  private let source: [Unicode.Scalar]
  private var index = 0
  private var output = ""
  private let isMultiline: Bool

  /// How many groups stand before the pattern's own, by which numbers of groups are off.
  private let groupsBefore: Int

  init(_ source: String, groupsBefore: Int) {
    self.groupsBefore = groupsBefore
    self.source = Array(source.unicodeScalars)
    // Flags that hold for all of it stand at its start.
    let head = source.prefix { $0 != ")" }
    isMultiline = head.hasPrefix("(?") && head.dropFirst(2).allSatisfy { "aiLmsux".contains($0) } && head.contains("m")
  }

  private static let space = #"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"#
  private static let word = #"\p{L}\p{N}_"#

  mutating func translated() -> String {
    while index < source.count {
      let scalar = source[index]
      switch scalar {
      case "\\": escape(inClass: false)
      case "[": characterClass()
      case ".":
        // A line feed behind a return is a character of its own.
        output += #"[\u0000-\U0010ffff]"#
        index += 1
      case "$" where !isMultiline:
        output += #"(?=\n?\z)"#
        index += 1
      case "(" where starts(with: "(?P<"):
        output += "(?<"
        index += 4
      case "(" where starts(with: "(?P="): backReference()
      case "{" where starts(with: "{,"):
        output += "{0,"
        index += 2
      default:
        output.unicodeScalars.append(scalar)
        index += 1
      }
    }
    return output
  }

  private func starts(with text: String) -> Bool { source[index...].starts(with: text.unicodeScalars) }

  private mutating func backReference() {
    index += 4
    var name = ""
    while index < source.count, source[index] != ")" {
      name.unicodeScalars.append(source[index])
      index += 1
    }
    output += "\\k<\(name)>"
    index += 1
  }

  private mutating func escape(inClass: Bool) {
    guard index + 1 < source.count else {
      output += "\\"
      index += 1
      return
    }
    let scalar = source[index + 1]
    index += 2
    switch scalar {
    case "1"..."9" where !inClass: output += "\\\(Int(scalar.value - 0x30) + groupsBefore)"
    case "Z" where !inClass: output += #"\z"#
    case "s": output += inClass ? Self.space : "[\(Self.space)]"
    case "S": output += "[^\(Self.space)]"
    case "w": output += inClass ? Self.word : "[\(Self.word)]"
    case "W": output += "[^\(Self.word)]"
    case "b" where inClass: output += #"\x08"#
    default: output += "\\" + String(scalar)
    }
  }

  /// Brackets and doubled signs inside brackets are themselves.
  private mutating func characterClass() {
    output += "["
    index += 1
    if index < source.count, source[index] == "^" {
      output += "^"
      index += 1
    }
    var isFirst = true
    while index < source.count, isFirst || source[index] != "]" {
      switch source[index] {
      case "\\": escape(inClass: true)
      case "[", "&", "]":
        output += "\\" + String(source[index])
        index += 1
      default:
        output.unicodeScalars.append(source[index])
        index += 1
      }
      isFirst = false
    }
    if index < source.count { output += "]" }
    index += 1
  }
}
