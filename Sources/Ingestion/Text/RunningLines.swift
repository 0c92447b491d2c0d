/// Finds running heads, feet and page numbers: lines that return at the edge of many pages.
struct RunningLines {
  /// A line at the top or bottom of a page.
  struct Candidate {
    /// The index of the page, from 0.
    var page: Int
    /// The words.
    var text: String
    /// Where it stands: how many lines from the edge, or points; two lines agree within `tolerance`.
    var position: Double
    var isTop: Bool
  }

  /// The indices of the candidates that are furniture, with whether each is a page number.
  ///
  /// A line is furniture where the same words, digits and Roman numerals aside, stand at the same edge of at least three pages
  /// and of 8 % of all; the words of chapter heads change, so that a line also counts which stands where running lines were found
  /// and says the same as another of `lines`, all lines of the document by ``key(_:)`` and counted. A lone number counts where such
  /// numbers stand on a third of the pages.
  static func find(_ candidates: [Candidate], lines: [String: Int], pageCount: Int, tolerance: Double) -> [Int: Bool] {
    var result: [Int: Bool] = [:]
    let needed = max(3, (pageCount * 8 + 99) / 100)
    var groups: [String: [Int]] = [:]
    for (index, candidate) in candidates.enumerated() {
      groups[(candidate.isTop ? "^" : "$") + normalised(candidate.text), default: []].append(index)
    }
    var runningPositions: [(isTop: Bool, position: Double)] = []
    for (key, members) in groups {
      let isNumber = key.dropFirst() == "#"
      for cluster in clusters(members, in: candidates, tolerance: tolerance) {
        let pages = Set(cluster.map { candidates[$0].page }).count
        guard pages >= (isNumber ? max(2, pageCount / 3) : needed), isNumber || repeats(cluster.map { candidates[$0] }) else {
          continue
        }
        for index in cluster { result[index] = isNumber }
        runningPositions.append((candidates[cluster[0]].isTop, candidates[cluster[0]].position))
      }
    }
    markNumerals(candidates, tolerance: tolerance, into: &result)
    markNumbered(candidates, pageCount: pageCount, tolerance: tolerance, into: &result)
    markMisread(candidates, tolerance: tolerance, into: &result)
    markChapterHeads(candidates, lines, at: runningPositions, tolerance: tolerance, into: &result)
    return result
  }

  /// Lone numbers where page numbers stand, such as the Roman ones of a preface, which are too few to be found by themselves.
  private static func markNumerals(_ candidates: [Candidate], tolerance: Double, into result: inout [Int: Bool]) {
    let places = result.filter(\.value).keys.map { (isTop: candidates[$0].isTop, position: candidates[$0].position) }
    for (index, candidate) in candidates.enumerated() where result[index] == nil && normalised(candidate.text) == "#" {
      if places.contains(where: { $0.isTop == candidate.isTop && abs($0.position - candidate.position) <= tolerance }) {
        result[index] = true
      }
    }
  }

  /// Lines at one place whose first or last number runs with the page's, whatever their words: `4.6. The archive 23`.
  private static func markNumbered(_ candidates: [Candidate], pageCount: Int, tolerance: Double, into result: inout [Int: Bool]) {
    for isTop in [true, false] {
      let open = candidates.indices.filter { candidates[$0].isTop == isTop && result[$0] == nil }
      for cluster in clusters(open, in: candidates, tolerance: tolerance) {
        var byOffset: [Int: [Int]] = [:]
        for index in cluster {
          let numbers = candidates[index].text.split { !($0.isLetter || $0.isNumber) }
          for number in Set([numbers.first, numbers.last].compactMap { $0.flatMap { Int($0) } }) {
            byOffset[number - candidates[index].page, default: []].append(index)
          }
        }
        for members in byOffset.values where members.count >= max(4, pageCount / 4) {
          for index in members where result[index] == nil { result[index] = false }
        }
      }
    }
  }

  /// Lines near the place of a running line that read nearly like it: OCR seldom misreads a head twice in the same way.
  private static func markMisread(_ candidates: [Candidate], tolerance: Double, into result: inout [Int: Bool]) {
    var known: [(isTop: Bool, position: Double, trigrams: Set<String>)] = []
    var seen: Set<String> = []
    for (index, isNumber) in result.sorted(by: { $0.key < $1.key }) where !isNumber && candidates[index].text.count >= 12 {
      guard seen.insert(normalised(candidates[index].text)).inserted, known.count < 40 else { continue }
      known.append((candidates[index].isTop, candidates[index].position, trigrams(candidates[index].text)))
    }
    for (index, candidate) in candidates.enumerated() where result[index] == nil && candidate.text.count >= 12 {
      let mine = trigrams(candidate.text)
      let isLike = known.contains { line in
        guard line.isTop == candidate.isTop, abs(line.position - candidate.position) <= tolerance + 1 else { return false }
        // A head that lost half of its letters is another line.
        guard 5 * min(line.trigrams.count, mine.count) >= 3 * max(line.trigrams.count, mine.count) else { return false }
        let common = line.trigrams.intersection(mine).count
        return common * 10 >= (line.trigrams.count + mine.count - common) * 3
      }
      if isLike { result[index] = false }
    }
  }

  private static func trigrams(_ text: String) -> Set<String> {
    let letters = Array(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }.map(Character.init))
    guard letters.count >= 3 else { return [] }
    return Set((0...letters.count - 3).map { String(letters[$0..<$0 + 3]) })
  }

  /// Whether lines that are alike but for their numbers belong to the page: the same line returns, or its number runs with the
  /// page's. `PART I` and `PART II` at the top of pages do neither; they are headings.
  private static func repeats(_ lines: [Candidate]) -> Bool {
    guard normalised(lines[0].text).contains("#") else { return true }
    if Set(lines.map(\.text)).count * 2 <= lines.count { return true }
    let offsets = lines.compactMap { line in
      line.text.split { !$0.isNumber }.compactMap { Int($0) }.map { $0 - line.page }
    }
    var counts: [Int: Int] = [:]
    for offset in offsets.joined() { counts[offset, default: 0] += 1 }
    return (counts.values.max() ?? 0) * 5 >= lines.count * 4
  }

  private static func markChapterHeads(
    _ candidates: [Candidate], _ lines: [String: Int], at positions: [(isTop: Bool, position: Double)], tolerance: Double,
    into result: inout [Int: Bool]
  ) {
    for (index, candidate) in candidates.enumerated() where result[index] == nil {
      guard positions.contains(where: { $0.isTop == candidate.isTop && abs($0.position - candidate.position) <= tolerance })
      else { continue }
      if lines[key(candidate.text), default: 0] >= 2 { result[index] = false }
    }
  }

  private static func clusters(_ members: [Int], in candidates: [Candidate], tolerance: Double) -> [[Int]] {
    var clusters: [[Int]] = []
    for index in members.sorted(by: { (candidates[$0].position, $0) < (candidates[$1].position, $1) }) {
      if let last = clusters.last?.last, candidates[index].position - candidates[last].position <= tolerance {
        clusters[clusters.count - 1].append(index)
      } else {
        clusters.append([index])
      }
    }
    return clusters
  }

  /// Lower case, white space and ornaments dropped; numbers stay.
  static func key(_ text: String) -> String {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
  }

  /// Lower case, numbers and Roman numerals as `#`, white space and ornaments dropped.
  static func normalised(_ text: String) -> String {
    var words: [String] = []
    for piece in text.lowercased().split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
      let word = String(piece)
      let isRoman = word.allSatisfy { "ivxlc".contains($0) } && word.count <= 7
      words.append(word.allSatisfy(\.isNumber) || isRoman ? "#" : word)
    }
    return words.joined(separator: " ")
  }
}
