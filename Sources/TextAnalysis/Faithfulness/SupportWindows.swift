/// The parts of a text that may each bear out an answer: sentences, two in a row, and rows of tables below their header.
struct SupportWindows {
  /// A part, and whether it is a row of a table, whose cells stand in no order of their own.
  typealias Window = (text: String, isRow: Bool)

  private(set) var windows: [Window] = []

  init(_ text: String) {
    var prose: [Substring] = []
    var header: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.utf8.first(where: { $0 != 0x20 }) == UInt8(ascii: "|") else {
        header = nil
        if Self.beginsItem(line) { endProse(&prose) }
        prose.append(line)
        continue
      }
      endProse(&prose)
      if let header {
        // The line of dashes below the header says nothing.
        if line.utf8.contains(where: { !"|-: ".utf8.contains($0) }) { windows.append((header + "\n" + line, true)) }
      } else {
        header = line
        windows.append((String(line), true))
      }
    }
    endProse(&prose)
  }

  /// Whether a line begins a heading or an item of a list.
  private static func beginsItem(_ line: Substring) -> Bool {
    let text = line.utf8.drop { $0 == 0x20 }
    guard let first = text.first else { return true }
    if "#-*+".utf8.contains(first) { return true }
    let rest = text.drop { $0.isDigit }
    return rest.count < text.count && (rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ")"))
  }

  private mutating func endProse(_ lines: inout [Substring]) {
    defer { lines.removeAll() }
    let sentences = SentenceSplitter.sentences(of: lines.joined(separator: "\n"))
    windows += sentences.map { ($0, false) }
    for (first, second) in zip(sentences, sentences.dropFirst()) { windows.append((first + " " + second, false)) }
  }
}
