/// A word on a page.
struct LayoutWord: Sendable {
  var text: String
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  var style: TextStyle
  /// What is raised behind the word; few words have it.
  var raised: RaisedMark?
  /// Where the word leads; few words have it.
  var link: LinkTarget?
  /// Whether it holds letters that are read from right to left.
  var isRightToLeft = false
  /// Whether it is printed in a light colour.
  var isPale = false

  var height: Double { y1 - y0 }
  var middle: Double { (y0 + y1) / 2 }
  /// Whether the letters stand above each other: the box is high and no wider than a line.
  var isRotated: Bool { text.count >= 3 && height > 2 * style.size && x1 - x0 < 1.6 * style.size }
  /// Small digits or signs raised behind the word; not part of `text`, mostly empty.
  var mark: String { raised?.text ?? "" }
}

/// Where words lead. A class, so that words without a link stay small.
final class LinkTarget: Sendable {
  let target: String

  /// Nil for what is no address of the web or of mail, is longer than 2,000 bytes, or holds control characters. What would end a
  /// link in Markdown is written in per cents.
  init?(_ address: String) {
    let scheme = address.prefix { $0 != ":" }.lowercased()
    guard ["http", "https", "mailto", "ftp"].contains(scheme), address.utf8.count <= 2_000,
      address.unicodeScalars.allSatisfy({ $0.value > 0x1F && $0.value != 0x7F })
    else { return nil }
    var text = ""
    for character in address.trimmed {
      switch character {
      case " ": text += "%20"
      case "(": text += "%28"
      case ")": text += "%29"
      case "<": text += "%3C"
      case ">": text += "%3E"
      case "\\": text += "%5C"
      case "|": text += "%7C"
      default: text.append(character)
      }
    }
    target = text
  }
}

/// Small digits or signs behind a word. A class, so that words without one stay small.
final class RaisedMark: Sendable {
  let text: String
  /// The label of the note that the mark refers to.
  let noteLabel: String?

  init(_ text: String, noteLabel: String? = nil) {
    self.text = text
    self.noteLabel = noteLabel
  }

  /// Digits, plain or raised, and the signs that notes are marked with.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value) || "*†‡§¶".unicodeScalars.contains(scalar) || raised.values.contains(scalar)
  }

  private static let raised: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
  ]

  /// Digits as raised characters of Unicode.
  static func superscript(_ mark: String) -> String {
    var text = ""
    for scalar in mark.unicodeScalars { text.unicodeScalars.append(raised[scalar] ?? scalar) }
    return text
  }

  /// Raised digits as plain ones.
  static func plain(_ mark: String) -> String {
    let digits = Dictionary(uniqueKeysWithValues: raised.map { ($1, $0) })
    var text = ""
    for scalar in mark.unicodeScalars { text.unicodeScalars.append(digits[scalar] ?? scalar) }
    return text
  }
}

/// How a word is set.
struct TextStyle: Sendable, Hashable {
  /// In points, rounded to halves.
  var size: Double
  var isBold = false
  var isItalic = false
  var isMonospaced = false

  /// The style that counts most; of several the smallest and plainest, so that the order of a dictionary decides nothing.
  static func mostFrequent(_ counts: [TextStyle: Int]) -> TextStyle {
    func rank(_ style: TextStyle) -> Double {
      style.size * 8 + (style.isBold ? 4 : 0) + (style.isItalic ? 2 : 0) + (style.isMonospaced ? 1 : 0)
    }
    return counts.max { ($0.value, rank($1.key)) < ($1.value, rank($0.key)) }?.key ?? TextStyle(size: 10)
  }
}

/// Words on one base line without a wide gap between them: a line of a column, or a cell's line.
struct LayoutSegment: Sendable {
  var words: [LayoutWord]
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  /// A table that stands here as a whole; it has no words of its own then.
  var table: PlacedTable?

  /// - Parameter words: from the left; they are kept in the order in which they are read.
  init(_ words: [LayoutWord]) {
    self.words = ReadingDirection.logical(words)
    (x0, y0, x1, y1) = words.first.map { ($0.x0, $0.y0, $0.x1, $0.y1) } ?? (0, 0, 0, 0)
    for word in words.dropFirst() {
      (x0, y0) = (min(x0, word.x0), min(y0, word.y0))
      (x1, y1) = (max(x1, word.x1), max(y1, word.y1))
    }
  }

  /// A table in its place.
  init(_ found: RuledGrid.Found) {
    words = []
    (x0, y0, x1, y1) = found.box
    table = found.table
  }

  var width: Double { x1 - x0 }
  var height: Double { y1 - y0 }
  var middle: Double { (y0 + y1) / 2 }
  var text: String { words.map(\.text).joined(separator: " ") }

  /// The words, or those of the table.
  var allWords: [LayoutWord] { table.map { $0.rows.joined().flatMap(\.lines).flatMap(\.words) } ?? words }

  /// The style of most characters.
  var style: TextStyle {
    guard let first = words.first else { return TextStyle(size: 10) }
    if words.allSatisfy({ $0.style == first.style }) { return first.style }
    var counts: [TextStyle: Int] = [:]
    for word in words { counts[word.style, default: 0] += word.text.utf8.count }
    return TextStyle.mostFrequent(counts)
  }
}

/// Segments that share a base line, from left to right.
struct LayoutRow: Sendable {
  var segments: [LayoutSegment]

  var x0: Double { segments.first?.x0 ?? 0 }
  var x1: Double { segments.map(\.x1).max() ?? 0 }
  var y0: Double { segments.map(\.y0).min() ?? 0 }
  var y1: Double { segments.map(\.y1).max() ?? 0 }
  var middle: Double { (y0 + y1) / 2 }
  var text: String { segments.map(\.text).joined(separator: " ") }
  var words: [LayoutWord] { segments.flatMap(\.words) }
  var segment: LayoutSegment { segments.first { $0.table != nil } ?? LayoutSegment(words) }
  var holdsTable: Bool { segments.contains { $0.table != nil } }

  /// Groups segments by base line, from the top. Two share one where they overlap by half the lower one's height.
  static func rows(of segments: [LayoutSegment]) -> [LayoutRow] {
    var rows: [LayoutRow] = []
    for segment in segments.sorted(by: { ($0.middle, $0.x0) < ($1.middle, $1.x0) }) {
      if let last = rows.last, sharesBaseLine(last, segment) {
        rows[rows.count - 1].segments.append(segment)
      } else {
        rows.append(LayoutRow(segments: [segment]))
      }
    }
    for index in rows.indices { rows[index].segments.sort { $0.x0 < $1.x0 } }
    return rows
  }

  private static func sharesBaseLine(_ row: LayoutRow, _ segment: LayoutSegment) -> Bool {
    guard let first = row.segments.first, first.table == nil, segment.table == nil else { return false }
    let overlap = min(first.y1, segment.y1) - max(first.y0, segment.y0)
    return overlap > 0.5 * min(first.height, segment.height)
  }
}
