/// Guards libxml2 against elements with absurdly many attributes.
///
/// Its check for duplicates is quadratic: 50,000 attributes on one element took over 20 seconds. No real element has 1,000.
enum AttributeLimit {
  static let limit = 1000

  /// `html` with the tags cut short that hold more `=` than the limit.
  static func capped(_ html: String) -> String {
    var html = html
    let cut = html.withUTF8 { source -> String? in
      guard let first = firstOverfull(in: source) else { return nil }
      var output = Array(source[..<first])
      var index = first
      while index < source.count {
        guard source[index] == UInt8(ascii: "<"), let end = tagEnd(from: index, in: source) else {
          output.append(source[index])
          index += 1
          continue
        }
        output.append(contentsOf: source[index..<end.kept])
        output.append(UInt8(ascii: ">"))
        index = end.end
      }
      return String(decoding: output, as: UTF8.self)
    }
    return cut ?? html
  }

  private static func firstOverfull(in source: UnsafeBufferPointer<UInt8>) -> Int? {
    var start = 0
    var equals = 0
    for (index, byte) in source.enumerated() {
      switch byte {
      case UInt8(ascii: "<"):
        start = index
        equals = 0
      case UInt8(ascii: ">"): equals = 0
      case UInt8(ascii: "="), UInt8(ascii: " "):
        equals += 1
        // A long attribute value holds spaces too, so the exact look comes only then.
        if equals > 2 * limit, let end = tagEnd(from: start, in: source), end.kept < end.end - 1 { return start }
        if equals > 2 * limit { equals = 0 }
      default: break
      }
    }
    return nil
  }

  /// Where the tag ends, and up to where it is kept.
  private static func tagEnd(from start: Int, in source: UnsafeBufferPointer<UInt8>) -> (kept: Int, end: Int)? {
    guard start + 1 < source.count, source[start] == UInt8(ascii: "<"), source[start + 1].isLetter else { return nil }
    var quote: UInt8?
    var attributes = 0
    var kept: Int?
    var index = start + 1
    while index < source.count {
      let byte = source[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return (kept ?? index, index + 1)
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte.isSpace, index + 1 < source.count, !source[index + 1].isSpace {
        attributes += 1
        if attributes == limit { kept = index }
      }
      index += 1
    }
    return nil
  }
}
