public import Chunking
public import Datasets
public import DocumentModel
internal import Hashing
internal import TextAnalysis

/// Writes question–answer records without a model: from the sentences, lists and tables of a chunk.
///
/// Every record's answer is supported by an exact range of the document's text. Where a sentence is not certain to give a
/// grammatical, self-contained question, nothing is written: fewer records are better than wrong ones.
public struct Extractor: Sendable {
  private let confidence: Double?

  /// - Parameter confidence: how likely a reader must be to keep a question, 0…1; nil for the thresholds that ship. Less gives more
  ///   records and more bad ones.
  public init(confidence: Double? = nil) { self.confidence = confidence }

  /// Part of the key under which records are kept.
  public static let version = "extractive/8"

  /// The records of the chunks given, in their order. Questions that the document would answer in two ways are left out.
  ///
  /// - Parameter chunks: chunks of `document` with their density, in the order of the text.
  public func records(of chunks: [(chunk: Chunk, score: Double)], in document: Document) -> [Record] {
    let notes = DocumentNotes(document)
    var records: [Record] = []
    for (chunk, score) in chunks {
      let passage = Passage(chunk: chunk, document: document, notes: notes)
      records += Self.judged(passage, confidence).map { record($0, passage, score) }
    }
    return unambiguous(records)
  }

  /// All that the rules write and no check refuses, with what is known of it: for training what judges them.
  package func candidates(of chunks: [(chunk: Chunk, score: Double)], in document: Document) -> [Candidate] {
    let notes = DocumentNotes(document)
    return chunks.flatMap { chunk, score in
      let passage = Passage(chunk: chunk, document: document, notes: notes)
      return Self.written(of: passage).map { worded in
        let (features, draft) = (QuestionFeatures(worded, in: passage), worded.draft)
        return Candidate(
          record: record(draft, passage, score), core: Self.core(of: draft), features: features.values,
          probability: QuestionJudge.standard.probability(features))
      }
    }
  }

  /// A question without what names its place, `in “…”` behind a term too.
  private static func core(of draft: Draft) -> String {
    let core = QuestionFeatures.behindLead(draft.question)
    guard draft.kind == .definition, let end = core.firstRange(of: "” mean in “") else { return core }
    return core[..<end.lowerBound] + "” mean?"
  }

  /// A record before it is judged.
  package struct Candidate: Sendable {
    package let record: Record
    /// The question without the words that name its place.
    package let core: String
    /// Those that are not 0.
    package let features: [(name: String, value: Double)]
    package let probability: Double
  }

  /// What the rules write of a passage, in the order of its text, as far as checks and the judge let it stand.
  ///
  /// Of drafts that ask in general about what another asks for in particular, or asks in general too, none is left.
  ///
  /// - Parameter confidence: as of ``init(confidence:)``.
  static func judged(_ passage: Passage, _ confidence: Double? = nil) -> [Draft] {
    func stands(_ draft: Draft) -> Bool {
      let worded = WordedDraft(draft, in: passage)
      return QuestionCheck.accepts(worded)
        && QuestionJudge.standard.probability(QuestionFeatures(worded, in: passage)) >= least(of: draft.kind, confidence)
    }
    let drafts = passage.drafts
    var kept = drafts.filter { !$0.isGeneral && stands($0) }
    var asked = Set(kept.map(\.range))
    for draft in drafts where draft.isGeneral && !asked.contains(draft.range) && stands(draft) {
      asked.insert(draft.range)
      kept.append(draft)
    }
    return kept.sorted { ($0.range.lowerBound, $0.order) < ($1.range.lowerBound, $1.order) }
  }

  /// How likely a reader must be to keep a question of a kind.
  private static func least(of kind: QuestionKind, _ confidence: Double?) -> Double {
    confidence ?? QuestionJudge.standard.threshold(of: kind)
  }

  /// Whether a question that a reader keeps with a probability is likely enough.
  func isLikely(_ kind: QuestionKind, _ probability: Double) -> Bool { probability >= Self.least(of: kind, confidence) }

  /// All that rules write and checks accept.
  static func written(of passage: Passage) -> [WordedDraft] {
    passage.drafts.map { WordedDraft($0, in: passage) }.filter(QuestionCheck.accepts)
  }

  /// All that rules write of a passage, in their order.
  static func drafts(of passage: Passage) -> [Draft] {
    guard passage.notes.isEnglish else { return [] }
    let drafts = rules.flatMap { $0(passage) }
    // What a paragraph says of its topic is more than its first sentence.
    let whole = Set(drafts.filter { !$0.isGeneral }.map(\.question))
    return drafts.filter { !$0.isGeneral || !whole.contains($0.question) }
  }

  /// One function a kind of question.
  private static let rules: [@Sendable (Passage) -> [Draft]] = [
    DefinitionRule.drafts, DutyRule.drafts, ConditionRule.drafts, ExceptionRule.drafts, DeadlineRule.drafts, QuantityRule.drafts,
    ListRule.drafts, TableRule.drafts, InstructionRule.drafts, ClauseRule.drafts, LabelRule.drafts, TopicRule.drafts,
    SectionRule.drafts, NegativeRule.drafts, CommandRule.drafts, SubjectRule.drafts,
  ]

  private func record(_ draft: Draft, _ passage: Passage, _ score: Double) -> Record {
    let document = passage.document
    let range = passage.evidence(of: draft.range)
    let evidence = document.text(in: range)
    return Record(
      id: String(ContentHash.sha256(parts: [passage.chunk.id, draft.question, evidence]).prefix(16)), kind: draft.kind.rawValue,
      question: draft.question, answer: draft.answer, shortAnswer: draft.shortAnswer,
      evidence: Record.Evidence(
        documentID: document.id, documentName: document.source.name, range: range, pages: document.pages(in: range),
        text: evidence),
      chunkID: passage.chunk.id, headingPath: passage.headingPath(at: draft.range.lowerBound), score: score)
  }

  /// Without questions that occur with different answers; of equal records the first.
  private func unambiguous(_ records: [Record]) -> [Record] {
    let keys = records.map { Self.key($0.question) }
    var answers: [UInt64: (first: String, isOnly: Bool)] = [:]
    for (key, record) in zip(keys, records) {
      guard let known = answers[key] else {
        answers[key] = (record.answer, true)
        continue
      }
      if known.first != record.answer { answers[key]?.isOnly = false }
    }
    var seen: Set<UInt64> = []
    return records.indices.filter { answers[keys[$0]]?.isOnly == true && seen.insert(keys[$0]).inserted }.map { records[$0] }
  }

  /// A number that tells questions apart, case aside.
  private static func key(_ question: String) -> UInt64 {
    var hash = WordKey()
    for byte in question.utf8 { hash.add(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) }
    return hash.value
  }
}

/// The kinds of questions that the extractor asks.
public enum QuestionKind: String, Sendable, CaseIterable {
  case definition
  /// What someone must do.
  case obligation
  /// What someone may do.
  case permission
  /// What someone must not do.
  case prohibition
  /// What happens if something holds.
  case condition
  case exception
  /// Within what time.
  case deadline
  /// How much, how long.
  case quantity
  /// The items of a list.
  case list
  /// The steps of a numbered list.
  case procedure
  case tableCell = "table-cell"
  /// What a column says of a row in words.
  case tableText = "table-text"
  /// All that a row says.
  case tableEntry = "table-entry"
  /// Which row has a value.
  case tableRow = "table-row"
  /// Which of two rows has the higher value.
  case tableComparison = "table-comparison"
  /// Which row has the highest value.
  case tableExtreme = "table-extreme"
  /// How a value changes along numbered rows.
  case tableProgression = "table-progression"
  /// The value for a number that lies inside a row's interval.
  case tableInterval = "table-interval"
  /// Which rows share a value.
  case tableSelection = "table-selection"
  /// When, until when, before or after what.
  case time
  case reason
  /// How something is done.
  case means
  case purpose
  /// Where something is kept or put.
  case location
  /// Who or what does something.
  case agent
  /// What something holds or consists of.
  case composition
  /// What something does.
  case effect
  /// What something hangs on or refers to.
  case relation
  case recommendation
  case ability
  /// How to do something.
  case instruction
  /// A value behind a label.
  case property
  /// Where in the document something is described.
  case reference
  /// What a paragraph says of its topic.
  case topic
  /// What a short section says.
  case section
  /// A heading that is a question.
  case faq
  /// What holds for something, or for whom a sentence speaks of.
  case rule
  /// What a sentence says of its subject.
  case statement
}

extension QuestionKind {
  /// Whether a table is asked about.
  var isOfTable: Bool { rawValue.hasPrefix("table") }
}

/// A record before it is checked.
struct Draft {
  var kind: QuestionKind
  var question: String
  var answer: String
  var shortAnswer: String?
  /// UTF-8 bytes of the document's text.
  var range: Range<Int>
  /// Parts drafts of the same range.
  var order = 0
  /// Whether it asks for all that a sentence says of its subject, which is left out where another asks for a part of it.
  var isGeneral = false
  /// What its rule knows of it that the judge should: the name of a feature.
  var remark: String?
  /// Whether the question names what can be answered, so that its answer stands in it.
  var offersChoice = false
}

/// A draft with its words, which checks and the judge look at many times.
struct WordedDraft {
  let draft: Draft
  let question: [Word]
  let answer: [Word]
  /// Empty where there is no short answer.
  let short: [Word]
  /// The sentence that is the answer, where one is.
  let sentence: Sentence?
  let questionMarks: TextMarks
  let answerMarks: TextMarks

  /// - Parameter passage: where the draft was written, whose sentences have been split into words.
  init(_ draft: Draft, in passage: Passage? = nil) {
    self.draft = draft
    question = Words.words(in: draft.question)
    sentence = passage?.sentence(at: draft.range.lowerBound).flatMap { $0.text == draft.answer ? $0 : nil }
    answer = sentence?.words ?? Words.words(in: draft.answer)
    short = draft.shortAnswer.map { Words.words(in: $0) } ?? []
    questionMarks = TextMarks(draft.question)
    answerMarks = sentence?.marks ?? TextMarks(draft.answer)
  }
}
