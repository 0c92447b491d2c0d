/// How the pages of a file are marked, and how sure that is.
///
/// Every line that could be a marker is a candidate of its convention; one convention is chosen for the whole file, the one whose
/// numbers rise most steadily through most of it. Printed page numbers, contents and citations do not pass for markers, since
/// their lines are not decorated, or stand close together, or do not rise.
struct PageMarkerConvention {
  /// A marker and the lines that it takes.
  struct Marker {
    var lines: Range<Int>
    /// Nil for separators, which bear none.
    var number: Int?
  }

  var markers: [Marker]
  /// Further lines that are no text: the closing line of pages that have both.
  var closings: Set<Int> = []
  /// Whether a marker stands behind its page.
  var isBehind: Bool
  /// From 0 to 1.
  var confidence: Double
  /// The convention as its first marker shows it, with `N` for the number.
  var pattern: String

  /// Below this a file is left whole.
  static let leastConfidence = 0.6

  /// The convention that `lines` follow; nil where none convinces.
  static func find(in lines: [Substring]) -> PageMarkerConvention? {
    let filled = FilledLines(lines)
    var groups: [String: [Candidate]] = [:]
    for (index, line) in lines.enumerated() {
      for candidate in Candidate.candidates(at: index, line, in: lines) { groups[candidate.key, default: []].append(candidate) }
    }
    let conventions = groups.compactMap { key, candidates in
      convention(
        candidates, closings: key.hasSuffix("\u{0}end") ? [] : groups[candidates[0].marker.convention + "\u{0}end"] ?? [], filled,
        lines)
    }
    let best = conventions.max { ($0.rank, $1.pattern) < ($1.rank, $0.pattern) }
    guard let best, best.confidence >= leastConfidence else { return formFeeds(in: lines, filled) }
    return best
  }

  private var rank: Double { confidence >= Self.leastConfidence ? Double(markers.count) * confidence : confidence }

  private struct Candidate {
    var marker: PageMarkerLine
    var lines: Range<Int>

    /// Lines that mark ends are a convention of their own: where a file has both, they only close pages.
    var key: String { marker.convention + (marker.role == .end ? "\u{0}end" : "") }

    static func candidates(at index: Int, _ line: Substring, in lines: [Substring]) -> [Candidate] {
      if let marker = PageMarkerLine(line) { return [Candidate(marker: marker, lines: index..<index + 1)] }
      // `Page 12` between two rules.
      guard index > 0, index + 1 < lines.count, let number = PageMarkerLine.bareNumber(in: line),
        PageMarkerLine.isRule(lines[index - 1]), PageMarkerLine.isRule(lines[index + 1])
      else { return [] }
      return [
        Candidate(marker: PageMarkerLine(number: number, role: .unsaid, convention: "-page-"), lines: index - 1..<index + 2)
      ]
    }
  }

  private static func convention(
    _ candidates: [Candidate], closings: [Candidate], _ filled: FilledLines, _ lines: [Substring]
  ) -> PageMarkerConvention? {
    let first = candidates[0]
    let isStrong = first.marker.convention.contains { "=-<{─".contains($0) } || first.marker.role != .unsaid
    guard isStrong || candidates.count >= 3 else { return nil }
    let isBehind = first.marker.role == .end || (first.marker.role == .unsaid && standBehind(candidates, filled))
    let steps = zip(candidates, candidates.dropFirst()).map { step(from: $0.marker.number, to: $1.marker.number) }
    let order = steps.isEmpty ? 0.8 : steps.reduce(0, +) / Double(steps.count)
    let covered =
      isBehind
      ? filled.count(0..<candidates[candidates.count - 1].lines.lowerBound) : filled.count(first.lines.upperBound..<lines.count)
    let coverage = Double(covered) / Double(max(1, filled.count(0..<lines.count)))
    let gaps = zip(candidates, candidates.dropFirst()).map { filled.count($0.lines.upperBound..<$1.lines.lowerBound) }.sorted()
    let isSpread = gaps.isEmpty || gaps[gaps.count / 2] >= 1
    let certainty = candidates.count >= 3 ? 1 : candidates.count == 2 ? 0.9 : 0.8
    return PageMarkerConvention(
      markers: candidates.map { Marker(lines: $0.lines, number: $0.marker.number) },
      closings: Set(closings.flatMap(\.lines)), isBehind: isBehind,
      confidence: order * min(1, 2 * coverage) * certainty * (isStrong ? 1 : 0.95) * (isSpread ? 1 : 0.5),
      pattern: pattern(of: lines[first.lines.lowerBound + first.lines.count / 2]))
  }

  /// 1 to the next number, less over a gap, nothing for a repetition or a fall.
  private static func step(from number: Int, to next: Int) -> Double {
    switch next - number {
    case 1: 1
    case 2..<50: 0.8
    default: 0
    }
  }

  /// Markers that do not say so stand behind their pages where text is before the first and none is behind the last, and the
  /// first has a first number.
  private static func standBehind(_ candidates: [Candidate], _ filled: FilledLines) -> Bool {
    let (first, last) = (candidates[0], candidates[candidates.count - 1])
    return first.marker.number <= 1 && filled.count(0..<first.lines.lowerBound) > 0
      && filled.count(last.lines.upperBound..<filled.total) == 0
  }

  private static func pattern(of line: Substring) -> String {
    var pattern = ""
    for character in line.prefix(48) {
      if !character.isNumber { pattern.append(character) } else if pattern.last != "N" { pattern.append("N") }
    }
    return pattern.trimmed
  }

  // MARK: Without numbers

  /// A form feed ends a page; what follows it on its line begins the next.
  private static func formFeeds(in lines: [Substring], _ filled: FilledLines) -> PageMarkerConvention? {
    let breaks = lines.indices.filter { lines[$0].utf8.contains(0x0C) }
    guard !breaks.isEmpty else { return nil }
    let markers = breaks.map { index in
      let place = lines[index].utf8.first == 0x0C ? index : index + 1
      return Marker(lines: place..<place, number: nil)
    }
    return PageMarkerConvention(
      markers: markers, isBehind: true, confidence: breaks.count > 1 ? 0.95 : 0.7, pattern: "form feed")
  }

  /// The markers that a regular expression finds: lines that hold a match. The first group that is a number is the page's; an
  /// expression without groups finds separators between pages.
  static func lines(matching pattern: PageMarkerPattern, in lines: [Substring]) -> PageMarkerConvention? {
    let expression = pattern.expression
    var markers: [Marker] = []
    for (index, line) in lines.enumerated() {
      guard let match = line.firstMatch(of: expression) else { continue }
      let groups = match.output.dropFirst().compactMap { $0.substring.map(String.init) }
      markers.append(Marker(lines: index..<index + 1, number: groups.lazy.compactMap { Int($0) }.first))
    }
    guard let first = markers.first, let last = markers.last else { return nil }
    let filled = FilledLines(lines)
    let isBehind =
      first.number.map {
        $0 <= 1 && filled.count(0..<first.lines.lowerBound) > 0 && filled.count(last.lines.upperBound..<lines.count) == 0
      }
      ?? true
    return PageMarkerConvention(markers: markers, isBehind: isBehind, confidence: 1, pattern: pattern.text)
  }
}

/// Counts lines that hold something.
private struct FilledLines {
  /// How many do before each line, and at the end.
  private let counts: [Int]

  init(_ lines: [Substring]) {
    var counts = [0]
    counts.reserveCapacity(lines.count + 1)
    for line in lines { counts.append(counts[counts.count - 1] + (line.utf8.contains { !$0.isSpace } ? 1 : 0)) }
    self.counts = counts
  }

  var total: Int { counts.count - 1 }
  func count(_ range: Range<Int>) -> Int { counts[range.upperBound] - counts[range.lowerBound] }
}
