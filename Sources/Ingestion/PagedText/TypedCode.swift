/// Code in typed text: lines that are indented together and hold its marks.
enum TypedCode {
  /// The lines of each block of two and more, blank ones between them included. None in text with pages, where indentation is the
  /// scanner's; none where most lines are indented.
  static func blocks(in page: TextPage) -> [Range<Int>] {
    guard page.number == nil else { return [] }
    let filled = page.lines.count { !$0.isEmpty }
    guard page.lines.count(where: isIndented) * 2 < filled else { return [] }
    var blocks: [Range<Int>] = []
    var index = 0
    while index < page.lines.count {
      guard isIndented(page.lines[index]), index == 0 || page.lines[index - 1].isEmpty || page.lines[index - 1].hasSuffix(":")
      else {
        index += 1
        continue
      }
      var end = index
      for next in index..<page.lines.count {
        if isIndented(page.lines[next]) { end = next + 1 } else if !page.lines[next].isEmpty { break }
      }
      let lines = page.lines[index..<end].filter { !$0.isEmpty }
      if lines.count >= 2, lines.count(where: looksLikeCode) * 2 >= lines.count { blocks.append(index..<end) }
      index = max(end, index + 1)
    }
    return blocks
  }

  private static func isIndented(_ line: String) -> Bool { line.hasPrefix("    ") }

  /// A prompt, an assignment, a call, a brace, a path or an option. Prose and bullets hold none of these at their ends.
  private static func looksLikeCode(_ line: String) -> Bool {
    let text = line.trimmed
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    if "$>#%{}<".utf8.contains(first) || "{};\\>".utf8.contains(last) { return true }
    return [" = ", "()", "();", " == ", " --", "->", "=>", "/usr/", "/etc/", "://"].contains { text.contains($0) }
  }
}
