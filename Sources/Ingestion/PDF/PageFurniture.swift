internal import DocumentModel

/// Running heads, feet and page numbers of a PDF.
enum PageFurniture {
  /// For each page, the segments that are furniture, by their index.
  static func find(in pages: [PDFPageLines]) -> [[Int: Furniture.Kind]] {
    var result = [[Int: Furniture.Kind]](repeating: [:], count: pages.count)
    var candidates: [RunningLines.Candidate] = []
    var places: [(page: Int, segments: [Int])] = []
    let body = usualSize(pages)
    for (index, page) in pages.enumerated() {
      var isBelowHeading = false
      for (segments, isTop) in edgeRows(of: page) {
        // What is set larger than the text is a heading, though it may open every page; no running head stands below one.
        guard page.segments[segments[0]].style.size < 1.25 * body else {
          isBelowHeading = isTop
          continue
        }
        guard !(isTop && isBelowHeading) else { continue }
        let text = segments.map { page.segments[$0].text }.joined(separator: " ")
        candidates.append(.init(page: index, text: text, position: page.segments[segments[0]].middle, isTop: isTop))
        places.append((index, segments))
      }
    }
    var lines: [String: Int] = [:]
    for segment in pages.flatMap(\.segments) where segment.words.count <= 12 {
      lines[RunningLines.key(segment.text), default: 0] += 1
    }
    for (index, candidate) in candidates.enumerated() where candidate.text == pages[candidate.page].label {
      for segment in places[index].segments { result[candidate.page][segment] = .pageNumber }
    }
    let found = RunningLines.find(candidates, lines: lines, pageCount: pages.count, tolerance: 3)
    for (candidate, isNumber) in found {
      let kind: Furniture.Kind = isNumber ? .pageNumber : candidates[candidate].isTop ? .runningHead : .runningFoot
      for segment in places[candidate].segments { result[places[candidate].page][segment] = kind }
    }
    return result
  }

  /// The size that most words are set in, those in a typewriter face aside.
  private static func usualSize(_ pages: [PDFPageLines]) -> Double {
    var counts: [Double: Int] = [:]
    for segment in pages.flatMap(\.segments) where !segment.style.isMonospaced {
      counts[segment.style.size, default: 0] += segment.words.count
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 10
  }

  /// The first and last two rows of a page, as indices of its segments.
  private static func edgeRows(of page: PDFPageLines) -> [(segments: [Int], isTop: Bool)] {
    let order = page.segments.indices.filter { page.segments[$0].table == nil }.sorted {
      page.segments[$0].middle < page.segments[$1].middle
    }
    func rows(_ order: some Sequence<Int>) -> [[Int]] {
      var rows: [[Int]] = []
      for index in order {
        if let first = rows.last?.first, abs(page.segments[first].middle - page.segments[index].middle) < 3 {
          rows[rows.count - 1].append(index)
        } else if rows.count < 2 {
          rows.append([index])
        } else {
          break
        }
      }
      return rows
    }
    let middle = page.size.height / 2
    let top = rows(order).filter { page.segments[$0[0]].middle < middle }
    let bottom = rows(order.reversed()).filter { page.segments[$0[0]].middle >= middle }
    return top.map { ($0, true) } + bottom.map { ($0, false) }
  }
}
