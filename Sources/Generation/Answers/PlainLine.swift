/// Markdown of a sentence or a cell as one line without its marks.
///
/// Emphasis, links, images, marks of footnotes and backslashes before marks go, code stays between its backticks. The words stay as
/// they are, and in their order.
enum PlainLine {
  static func text(_ markdown: String) -> String {
    var (made, rest, isCode): (String, Substring, Bool) = ("", markdown[...], false)
    while let character = rest.first {
      if character == "`" {
        isCode.toggle()
      } else if !isCode, let (words, behind) = replacement(rest, behind: made.last) {
        made += words
        rest = rest[behind...]
        continue
      }
      made.append(character)
      rest.removeFirst()
    }
    return made.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What stands for the mark that `rest` begins with, and where it ends; nil where it begins with none.
  private static func replacement(_ rest: Substring, behind last: Character?) -> (String, String.Index)? {
    switch rest.first {
    case "\\":
      guard let next = rest.dropFirst().first, next.isPunctuation || next.isSymbol else { return nil }
      return (String(next), rest.index(rest.startIndex, offsetBy: 2))
    case "*", "_": return emphasis(rest, behind: last)
    case "[", "!":
      if let note = rest.prefixMatch(of: /\[\^[^\]\s]+\]/) { return ("", note.range.upperBound) }
      guard let link = rest.prefixMatch(of: /(!?)\[([^\[\]]*)\]\([^()\s]*(\s+"[^"]*")?\)/) else { return nil }
      return (link.1.isEmpty ? text(String(link.2)) : "", link.range.upperBound)
    default: return nil
    }
  }

  /// A run of `*` or `_` that opens or closes: it touches a word on one side at least, and for `_` not on both.
  private static func emphasis(_ rest: Substring, behind last: Character?) -> (String, String.Index)? {
    guard let mark = rest.first else { return nil }
    let end = rest.firstIndex { $0 != mark } ?? rest.endIndex
    let (before, after) = (last.map { !$0.isWhitespace } ?? false, end < rest.endIndex && !rest[end].isWhitespace)
    let isInside = last.map { $0.isLetter || $0.isNumber } ?? false && end < rest.endIndex && rest[end].isLetter
    guard before || after, !(mark == "_" && isInside) else { return nil }
    return ("", end)
  }
}
