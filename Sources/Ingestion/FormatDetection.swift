public import DocumentModel

/// Tells formats apart.
public enum FormatDetection {
  /// The extensions that a folder is searched for, without the dot.
  public static let extensions = ["pdf", "html", "htm", "xhtml", "md", "markdown", "txt", "text"]

  /// The format of `source`, or nil where it is none that Quern reads.
  ///
  /// Content decides first (`%PDF-` within the first KiB, as readers accept it; NUL bytes and control characters mean binary),
  /// then the extension, then tags at the start.
  public static func format(of source: Source) -> Document.Format? {
    let head = source.bytes.prefix(1024)
    if contains(head, "%pdf-") { return .pdf }
    if isBinary(source.bytes) { return nil }
    let name = source.name.lowercased()
    switch name.split(separator: ".").last.map(String.init) {
    case "html", "htm", "xhtml": return .html
    case "md", "markdown": return .markdown
    case "txt", "text": return .text
    case "pdf": return nil
    default: return looksLikeHTML(head) ? .html : .text
    }
  }

  private static func looksLikeHTML(_ head: ArraySlice<UInt8>) -> Bool {
    let start = head.drop { $0.isSpace || $0 >= 0x80 }
    guard start.first == UInt8(ascii: "<") else { return false }
    return contains(head, "<!doctype html") || contains(head, "<html") || contains(head, "<head") || contains(head, "<body")
  }

  /// More than eight bytes, and more than one in a hundred, that no text holds. UTF-16 with a byte order mark is text.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return false }
    let sample = bytes.prefix(64 << 10)
    let odd = sample.count { ($0 < 0x20 && !$0.isSpace && $0 != 0x1B && $0 != 0x0C) || $0 == 0x7F }
    return odd > 8 && odd * 100 > sample.count
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ lowercased: StaticString) -> Bool {
    lowercased.withUTF8Buffer { needle in
      guard bytes.count >= needle.count else { return false }
      return (bytes.startIndex...bytes.endIndex - needle.count).contains { start in
        zip(bytes[start...], needle).allSatisfy { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }
      }
    }
  }
}

extension UInt8 {
  /// Space, tab, line feed, carriage return, form feed, vertical tab.
  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
  var isUppercase: Bool { self >= 0x41 && self <= 0x5A }
  var isLowercase: Bool { self >= 0x61 && self <= 0x7A }
}
