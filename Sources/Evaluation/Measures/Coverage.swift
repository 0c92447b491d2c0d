internal import Datasets
internal import JSONText
internal import TextAnalysis

/// How much of what was kept is asked about.
///
/// A section is a document's heading path; it is covered where one of its kept chunks has a record. A sentence is covered where evidence
/// holds at least half of its bytes. A fact (``Facts``) is covered where evidence holds at least half of it and, should that evidence hold
/// other facts too, question and answer have at least half of the fact's words of content: a row or a page as evidence does not cover
/// all that stands in it.
public struct Coverage: Sendable, Equatable {
  /// So many of so many.
  public struct Part: Sendable, Equatable {
    public fileprivate(set) var covered = 0
    public fileprivate(set) var all = 0

    public var share: Double { all == 0 ? 0 : Double(covered) / Double(all) }
    var json: JSONValue { ["covered": .int(covered), "all": .int(all)] }

    fileprivate mutating func add(_ isCovered: Bool) {
      all += 1
      if isCovered { covered += 1 }
    }
  }

  /// A section of a document with kept chunks.
  public struct Section: Sendable, Equatable {
    public let document: String
    public let path: [String]
    public fileprivate(set) var records = 0
    /// Of kept chunks.
    public fileprivate(set) var facts = Part()
  }

  public private(set) var sections: [Section] = []
  public private(set) var sentences = Part()
  /// Of all kept chunks.
  public private(set) var facts = Part()
  /// Of kept chunks that are more likely rich in rules than not.
  public private(set) var richFacts = Part()

  /// Cost: linear in text and records, but for evidence that holds many facts.
  init(_ input: DatasetInput) {
    let names = Dictionary(
      input.records.map { ($0.evidence.documentID, $0.evidence.documentName) }, uniquingKeysWith: { first, _ in first })
    let records = Dictionary(grouping: input.records, by: \.evidence.documentID)
    let chunks = Dictionary(grouping: input.chunks.filter(\.isKept), by: \.documentID)
    var places: [[String]: Int] = [:]
    var seen: Set<String> = []
    for document in input.chunks.map(\.documentID) where seen.insert(document).inserted {
      let kept = (chunks[document] ?? []).sorted { $0.range.lowerBound < $1.range.lowerBound }
      let own = records[document] ?? []
      let counts = Dictionary(grouping: own, by: \.chunkID).mapValues(\.count)
      let text = CoveredText(kept.flatMap { SourceUnits.units(of: $0) }, own)
      for chunk in kept {
        let place = places[[document] + chunk.headingPath] ?? sections.count
        if place == sections.count {
          places[[document] + chunk.headingPath] = place
          sections.append(Section(document: names[document] ?? document, path: chunk.headingPath))
        }
        sections[place].records += counts[chunk.id] ?? 0
        add(text, of: chunk, to: place)
      }
    }
  }

  private mutating func add(_ text: CoveredText, of chunk: SourceChunk, to section: Int) {
    for index in text.places(in: chunk.range) {
      if text.units[index].kind == .sentence { sentences.add(text.isRead[index]) }
      guard text.isFact[index] else { continue }
      facts.add(text.isAsked[index])
      sections[section].facts.add(text.isAsked[index])
      if chunk.isRich { richFacts.add(text.isAsked[index]) }
    }
  }

  /// None where no chunk is at hand.
  var measures: [Measure] {
    guard !sections.isEmpty else { return [] }
    let covered = Double(sections.count { $0.records > 0 }) / Double(sections.count)
    return [
      Measure("covered-sections", .coverage, "sections of kept chunks with a record", covered, .share),
      Measure("covered-sentences", .coverage, "sentences of kept chunks that are evidence", sentences.share, .share),
      Measure(
        "covered-rich-facts", .coverage, "facts of rule-rich chunks that a record asks about (\(richFacts.all) facts)",
        richFacts.share, .share),
      Measure(
        "covered-facts", .coverage, "facts of all kept chunks that a record asks about (\(facts.all) facts)", facts.share, .share),
    ]
  }

  var json: JSONValue {
    [
      "sentences": sentences.json, "rich_facts": richFacts.json, "facts": facts.json,
      "sections": .array(
        sections.map { section in
          [
            "document": .string(section.document), "heading_path": .array(section.path.map { .string($0) }),
            "records": .int(section.records), "facts": section.facts.json,
          ]
        }),
    ]
  }
}

/// The units of a document, and what records make of them.
private struct CoveredText {
  /// In the order of the text; none overlaps another.
  let units: [SourceUnit]
  let isFact: [Bool]
  /// Whether evidence holds half of the unit.
  private(set) var isRead: [Bool]
  /// Whether a record asks about it.
  private(set) var isAsked: [Bool]

  init(_ units: [SourceUnit], _ records: [Record]) {
    self.units = units
    isFact = units.map(Facts.isFact)
    isRead = [Bool](repeating: false, count: units.count)
    isAsked = isRead
    for record in records { read(record) }
  }

  /// The units that begin in a range.
  func places(in range: Range<Int>) -> Range<Int> { first(from: range.lowerBound)..<first(from: range.upperBound) }

  private mutating func read(_ record: Record) {
    let range = record.evidence.range
    var place = first(from: range.lowerBound)
    if place > 0, units[place - 1].range.upperBound > range.lowerBound { place -= 1 }
    var facts: [Int] = []
    while place < units.count, units[place].range.lowerBound < range.upperBound {
      if 2 * units[place].range.clamped(to: range).count >= units[place].range.count {
        isRead[place] = true
        if isFact[place] { facts.append(place) }
      }
      place += 1
    }
    if facts.count == 1 { isAsked[facts[0]] = true }
    guard facts.count > 1 else { return }
    let said = Set(Words.words(in: record.question + "\n" + record.said).map { WordStem.stem($0.folded) })
    for fact in facts where !isAsked[fact] {
      let stems = Set(units[fact].words.filter { !FunctionWords.all.contains($0) }.map(WordStem.stem))
      isAsked[fact] = 2 * stems.intersection(said).count >= max(1, stems.count)
    }
  }

  /// The first unit that begins at an offset or behind it.
  private func first(from offset: Int) -> Int {
    var (low, high) = (0, units.count)
    while low < high {
      let middle = (low + high) / 2
      if units[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
