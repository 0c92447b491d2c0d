internal import Chunking
public import DocumentModel
public import JSONText
internal import Scoring

/// Whether a page holds anything that goes on, for work that is done page by page.
public struct PageVerdict: Sendable, Equatable {
  /// Counted from 1, as the reader counts.
  public var page: Int
  /// The number printed on it, where it is known.
  public var label: String?
  /// The greatest density of the chunks on it; nil where there is none.
  public var density: Double?
  /// Why it is skipped: `blank` where it holds no text, else that of the chunk which holds most of it; nil where it goes on.
  public var reason: String?

  public init(page: Int, label: String? = nil, density: Double? = nil, reason: String? = nil) {
    self.page = page
    self.label = label
    self.density = density
    self.reason = reason
  }

  public var isKept: Bool { reason == nil }

  public var json: JSONValue {
    [
      "page": .int(page), "label": JSONValue(label), "kept": .bool(isKept), "reason": JSONValue(reason),
      "density": density.map { .double($0) } ?? .null,
    ]
  }
}

/// Says of each page whether it goes on. A page goes on where a chunk that was kept has text on it.
public enum PageFilter {
  /// A verdict for each page of a document, in order; none where it has no pages. `items` are its chunks in order.
  public static func verdicts(
    of document: Document, _ items: [(chunk: ScoredChunk, decision: SelectionDecision)]
  ) -> [PageVerdict] {
    var first = 0
    return document.pages.map { page in
      while first < items.count, items[first].chunk.chunk.range.upperBound <= page.range.lowerBound { first += 1 }
      let here = items[first...].prefix { $0.chunk.chunk.range.lowerBound < page.range.upperBound }
      var verdict = PageVerdict(page: page.number, label: page.label)
      guard !page.range.isEmpty, let most = here.max(by: { bytes($0.chunk, on: page) < bytes($1.chunk, on: page) }) else {
        verdict.reason = "blank"
        return verdict
      }
      verdict.density = here.map(\.chunk.score.density).max()
      if !here.contains(where: \.decision.isKept) { verdict.reason = most.decision.category }
      return verdict
    }
  }

  private static func bytes(_ item: ScoredChunk, on page: Page) -> Int { item.chunk.range.clamped(to: page.range).count }
}

extension [PageVerdict] {
  /// Pages by what becomes of them, as a person reads it: `goes on: 5–18, 21; contents: 2–4; blank: 19–20`.
  public var summary: String {
    var groups: [(name: String, pages: [Int])] = []
    for verdict in self {
      let name = verdict.reason ?? "goes on"
      if let place = groups.firstIndex(where: { $0.name == name }) {
        groups[place].pages.append(verdict.page)
      } else {
        groups.append((name, [verdict.page]))
      }
    }
    let kept = groups.filter { $0.name == "goes on" }
    return (kept + groups.filter { $0.name != "goes on" }).map { "\($0.name): \(Self.ranges($0.pages))" }.joined(separator: "; ")
  }

  /// `1–3, 7` of numbers that rise.
  private static func ranges(_ pages: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for page in pages {
      if let last = ranges.last, last.upperBound + 1 == page {
        ranges[ranges.count - 1] = last.lowerBound...page
      } else {
        ranges.append(page...page)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
  }
}
