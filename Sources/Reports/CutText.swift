internal import Chunking
internal import Selection

/// The text of a document as it was cut: chunk by chunk, with what each cut stands before and what it cost.
struct CutText {
  let number: Int
  let items: [Report.Item]

  /// Bytes of text that are shown.
  private static let limit = 150_000

  var html: String {
    var (shown, size) = ("", 0)
    var count = 0
    for item in items {
      guard count == 0 || size + item.chunk.text.utf8.count <= Self.limit else { break }
      size += item.chunk.text.utf8.count
      count += 1
      shown += piece(item)
    }
    let rest = count < items.count ? "<p class=\"note\">\(items.count - count) more chunks in chunks.jsonl.</p>" : ""
    return "<details class=\"group\"><summary>The text and its cuts</summary><div class=\"cuts\">\(shown)</div>\(rest)</details>"
  }

  private func piece(_ item: Report.Item) -> String {
    let chunk = item.chunk
    let verdict = item.decision.isKept ? "kept" : "dropped"
    let given = [chunk.context, chunk.overlap].filter { !$0.isEmpty }.map { "<span class=\"given\">\(HTML.escape($0))</span>\n" }
    return """
      <div class="piece \(verdict)"><a class="meta" href="#d\(number)-\(chunk.range.lowerBound)">\(HTML.escape(chunk.id)) · \(chunk.tokenCount) tokens</a>\
      <pre>\(given.joined())\(HTML.escape(trimmed(chunk.text)))</pre></div>
      <p class="cut">\(HTML.escape(why(chunk)))</p>

      """
  }

  private func why(_ chunk: Chunk) -> String {
    guard let cut = chunk.cut else { return chunk.next == nil ? "end of the text" : "end of the page" }
    if cut.isSectionEnd { return chunk.next == nil ? "end of the text" : "end of a top-level section" }
    var text = "cut before \(cut.boundary?.description ?? "what follows")"
    if let price = cut.price { text += " · price \((Double(price) * 100).rounded() / 100)" }
    if let size = cut.sizeWithNext { text += " · \(size) with the next piece" }
    return text
  }

  /// Without the blank lines at its end.
  private func trimmed(_ text: String) -> Substring {
    var text = text[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
