/// Reads rows of several tagged parts in the order in which they stand: an answer belongs to the question before it, whatever other
/// question went without.
struct TagRows {
  private let tags: [TagPair]

  init(_ tags: [TagPair]) { self.tags = tags }

  /// Rows that have every part; of a part that stands twice before the next row begins, the last counts.
  func rows(of text: String) -> [[String]] {
    let bytes = Array(text.utf8)
    var (rows, row): ([[String]], [String?]) = ([], Array(repeating: nil, count: tags.count))
    func finish() {
      let whole = row.compactMap { $0 }
      if whole.count == tags.count { rows.append(whole) }
      row = Array(repeating: nil, count: tags.count)
    }
    for part in parts(of: bytes) {
      // The first part begins a row anew; so does any that would go before one that is there.
      if row[part.column] != nil, part.column == 0 || row[(part.column + 1)...].contains(where: { $0 != nil }) { finish() }
      if part.column == 0, row[0] == nil, row.contains(where: { $0 != nil }), row.allSatisfy({ $0 != nil }) { finish() }
      row[part.column] = part.text
      if row.allSatisfy({ $0 != nil }) { finish() }
    }
    finish()
    return rows
  }

  /// Tagged parts in the order of the text. One that is never closed goes to the next start of another tag, or to the end.
  private func parts(of bytes: [UInt8]) -> [(column: Int, text: String)] {
    var (found, index): ([(column: Int, text: String)], Int) = ([], 0)
    while let (column, open) = nextStart(in: bytes, from: index) {
      let from = open + tags[column].start.utf8.count
      let end = Array(tags[column].end.utf8)
      let close = end.isEmpty ? nil : UTF8Search.first(end, in: bytes, from: from)
      let limit = nextStart(in: bytes, from: from)?.place ?? bytes.count
      let isClosed = close.map { $0 <= limit } ?? false
      let last = isClosed ? close ?? limit : limit
      let text = PythonText.stripped(String(decoding: bytes[from..<last], as: UTF8.self))
      if !text.isEmpty { found.append((column, text)) }
      index = isClosed ? last + end.count : max(last, from)
    }
    return found
  }

  private func nextStart(in bytes: [UInt8], from index: Int) -> (column: Int, place: Int)? {
    var best: (column: Int, place: Int)?
    for (column, pair) in tags.enumerated() where !pair.start.isEmpty {
      if let place = UTF8Search.first(Array(pair.start.utf8), in: bytes, from: index), place < best?.place ?? .max {
        best = (column, place)
      }
    }
    return best
  }
}
