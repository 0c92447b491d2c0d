internal import Foundation

/// How a `tokenizer.json` cuts text into the pieces in which pairs are merged.
enum Pretokenizer: Sendable {
  /// A published pattern, by the scanner.
  case pattern(PretokenPattern)
  /// Regular expressions one after the other: what they match and what lies between are pieces of their own.
  case expressions([Expression])
  /// A piece a word, with the mark that stands for the space before it: SentencePiece's way.
  case words
  /// Everything is one piece.
  case none

  struct Expression: @unchecked Sendable {
    let regex: NSRegularExpression
  }

  /// Nil where an expression cannot be compiled.
  static func expressions(of patterns: [String]) -> Pretokenizer? {
    let compiled = patterns.compactMap { try? NSRegularExpression(pattern: $0) }.map { Expression(regex: $0) }
    return compiled.count == patterns.count ? .expressions(compiled) : nil
  }

  /// The ends of the pieces of a text that is not empty.
  func ends(of utf8: UnsafeBufferPointer<UInt8>, _ classes: ScalarClasses) -> [Int] {
    switch self {
    case .pattern(let pattern):
      let scanner = PretokenScanner(utf8, pattern: pattern, classes: classes)
      var ends: [Int] = []
      var index = 0
      while index < utf8.count {
        index = scanner.next(index)
        ends.append(index)
      }
      return ends
    case .expressions(let expressions): return Self.ends(of: utf8, expressions)
    case .words: return Self.wordEnds(of: utf8)
    case .none: return [utf8.count]
    }
  }

  /// `▁` in UTF-8.
  static let space: [UInt8] = [0xE2, 0x96, 0x81]

  /// A word ends where a mark follows something that is none.
  private static func wordEnds(of utf8: UnsafeBufferPointer<UInt8>) -> [Int] {
    var ends: [Int] = []
    var wasMark = true
    var index = 0
    while index < utf8.count {
      let isMark = index + 2 < utf8.count && utf8[index] == 0xE2 && utf8[index + 1] == 0x96 && utf8[index + 2] == 0x81
      if isMark, !wasMark { ends.append(index) }
      wasMark = isMark
      index += isMark ? 3 : 1
    }
    return ends + [utf8.count]
  }

  private static func ends(of utf8: UnsafeBufferPointer<UInt8>, _ expressions: [Expression]) -> [Int] {
    let text = String(decoding: utf8, as: UTF8.self)
    let units = text as NSString
    var ranges = [NSRange(location: 0, length: units.length)]
    for expression in expressions {
      ranges = ranges.flatMap { range -> [NSRange] in
        var parts: [NSRange] = []
        var start = range.location
        // Each piece is read as if it stood alone.
        let options: NSRegularExpression.MatchingOptions = []
        expression.regex.enumerateMatches(
          in: units.substring(with: range), options: options, range: NSRange(location: 0, length: range.length)
        ) {
          match, _, _ in
          guard let found = match?.range, found.length > 0 else { return }
          let place = range.location + found.location
          if place > start { parts.append(NSRange(location: start, length: place - start)) }
          parts.append(NSRange(location: place, length: found.length))
          start = place + found.length
        }
        let end = range.location + range.length
        if start < end { parts.append(NSRange(location: start, length: end - start)) }
        return parts
      }
    }
    var ends: [Int] = []
    var end = 0
    for range in ranges {
      end += units.substring(with: range).utf8.count
      ends.append(end)
    }
    return ends
  }
}
