/// Links whose targets are defined apart (`[name]: target`), put in their places in the source: `[text][name]` becomes
/// `[text](target)`, and all else stays as its author wrote it.
struct ReferenceLinks {
  /// Targets by label, as they may stand between brackets.
  private var targets: [String: String] = [:]

  var isEmpty: Bool { targets.isEmpty }

  /// The definitions among the lines of a text; the first of a label counts. One look at each line.
  init(_ bytes: [UInt8], lineStarts: [Int]) {
    for index in lineStarts.indices.dropLast() {
      define(bytes[lineStarts[index]..<lineStarts[index + 1]])
    }
  }

  private mutating func define(_ line: ArraySlice<UInt8>) {
    guard let (label, target) = Self.definition(line), targets[label] == nil else { return }
    let needsBrackets = target.contains { $0 == 0x20 || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }
    let text = String(decoding: target, as: UTF8.self)
    targets[label] = needsBrackets ? "<\(text)>" : text
  }

  /// Whether a line looks like the definition of a target; inside a paragraph it is none.
  static func isDefinition(_ line: ArraySlice<UInt8>) -> Bool { definition(line) != nil }

  private static func definition(_ line: ArraySlice<UInt8>) -> (label: String, target: ArraySlice<UInt8>)? {
    // A definition may stand in a quote or an item.
    let body = line.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
    guard body.first == UInt8(ascii: "["), let close = close(of: body.startIndex, in: body), close + 1 < body.endIndex,
      body[close + 1] == UInt8(ascii: ":"), body[body.startIndex + 1] != UInt8(ascii: "^")
    else { return nil }
    let rest = body[(close + 2)...].drop { $0 == 0x20 || $0 == 0x09 }
    let isBracketed = rest.first == UInt8(ascii: "<")
    let target = isBracketed ? rest.dropFirst().prefix { $0 != UInt8(ascii: ">") } : rest.prefix { !$0.isSpace }
    guard !target.isEmpty, target.allSatisfy({ $0 >= 0x20 && !"<>\\".utf8.contains($0) }) else { return nil }
    let label = label(body[(body.startIndex + 1)..<close])
    return label.isEmpty ? nil : (label, target)
  }

  /// The source of a paragraph with its targets in place; nil where none is missing. Code is left alone.
  func inlined(_ source: ArraySlice<UInt8>) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = source.startIndex
    var index = source.startIndex
    while index < source.endIndex {
      switch source[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = Self.codeEnd(index, in: source)
      case UInt8(ascii: "["):
        if let close = Self.close(of: index, in: source), let (target, end) = target(of: index, close, in: source) {
          // What stands between the brackets may hold an image of its own.
          let text = source[index + 1..<close]
          output.append(contentsOf: source[copied..<index])
          output.append(UInt8(ascii: "["))
          output.append(contentsOf: inlined(text) ?? Array(text))
          output.append(contentsOf: Array("](\(target))".utf8))
          (index, copied) = (end, end)
        } else {
          index += 1
        }
      default: index += 1
      }
    }
    guard copied > source.startIndex else { return nil }
    output.append(contentsOf: source[copied...])
    return output
  }

  /// The target that the label behind a bracketed text, or the text itself, stands for; and where the link ends.
  private func target(of open: Int, _ close: Int, in source: ArraySlice<UInt8>) -> (String, end: Int)? {
    let behind = close + 1 < source.endIndex ? source[close + 1] : 0
    guard behind != UInt8(ascii: "("), source[open + 1] != UInt8(ascii: "^") else { return nil }
    if behind == UInt8(ascii: "["), let end = Self.close(of: close + 1, in: source) {
      let label = Self.label(source[close + 2..<end])
      if let target = targets[label.isEmpty ? Self.label(source[open + 1..<close]) : label] { return (target, end + 1) }
      return nil
    }
    return targets[Self.label(source[open + 1..<close])].map { ($0, close + 1) }
  }

  /// Labels are the same whatever their case and white space.
  private static func label(_ bytes: ArraySlice<UInt8>) -> String {
    WhiteSpace.folded(String(decoding: bytes, as: UTF8.self)).lowercased()
  }

  /// The bracket that closes the one at `open`, over brackets in between; at most a thousand bytes on.
  private static func close(of open: Int, in source: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var index = open
    let end = min(source.endIndex, open + 1000)
    while index < end {
      switch source[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "`"): index = codeEnd(index, in: source) - 1
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  /// Behind the code span that ticks open at an index, or behind the ticks where nothing closes them.
  private static func codeEnd(_ start: Int, in source: ArraySlice<UInt8>) -> Int {
    let tick = UInt8(ascii: "`")
    let open = source[start...].prefix { $0 == tick }.count
    var index = start + open
    let end = min(source.endIndex, start + 2000)
    while index < end {
      guard source[index] == tick else {
        index += 1
        continue
      }
      let run = source[index...].prefix { $0 == tick }.count
      if run == open { return index + run }
      index += run
    }
    return start + open
  }
}
