internal import TextAnalysis

/// Whether a question asks what another asks, in other words.
///
/// By words alone, English ones: it asks for the same kind of thing, has all names, numbers, code and words that say what the other is
/// about, or such as stand for them, and none that come from elsewhere; it demands, allows and denies what the other does, under the same
/// conditions; and who does what to whom is not turned around.
struct Rewording {
  /// Why a wording does not ask the same.
  enum Fault: String, CaseIterable {
    /// It is no single question, or cannot be understood alone.
    case form
    /// It asks for another kind of thing: a time for a place.
    case aim = "other-aim"
    /// A name, a number, code or another word of the reference is gone.
    case lost = "lost-words"
    /// It has words that neither the reference nor the headings have, or more than a quarter of those that only the answer has.
    case foreign = "foreign-words"
    case denial = "other-denial"
    case modality = "other-modality"
    case condition = "other-condition"
    /// The words stand in another order, as where subject and object have changed places.
    case roles = "other-roles"
  }

  private let reference: AskedWords
  /// Keys of the words that name where the question belongs.
  private let place: Set<String>
  private let outline: Set<String>
  /// Keys of the words that only the answer may have: those that the question has not.
  private let told: Set<String>
  private let names: Set<String>

  /// - Parameters:
  ///   - reference: the question, behind what names its place.
  ///   - lead: what names its place.
  ///   - outline: the title and headings that it stands under.
  ///   - answer: what no wording may give away.
  init(of reference: String, behind lead: String = "", under outline: String, answer: String = "") {
    self.reference = AskedWords(reference)
    let words = Words.words(in: outline + "\n" + lead)
    self.outline = Self.keys(words)
    names = Set(words.map(\.folded))
    told = Self.keys(Words.words(in: answer).filter { !$0.isCapitalised }).subtracting(self.reference.keys)
    place = Self.keys(Words.words(in: lead)).subtracting([ParaphraseWords.key("according")])
  }

  private static func keys(_ words: [Word]) -> Set<String> {
    Set(words.filter(ParaphraseWords.isContent).map(ParaphraseWords.key))
  }

  /// Whether a wording says by itself where it belongs: it has two words of those that name the place of the reference, or all, or a name
  /// that the headings have and the reference has not.
  func namesPlace(_ wording: String) -> Bool {
    let words = Words.words(in: wording)
    if place.intersection(Self.keys(words)).count >= min(2, place.count) { return true }
    return words.dropFirst().contains { word in
      word.isCapitalised && names.contains(word.folded) && !reference.keys.contains(ParaphraseWords.key(word))
    }
  }

  /// What is wrong with a wording; nil where nothing is.
  func fault(of wording: String) -> Fault? {
    let asked = AskedWords(wording)
    if !isFormed(wording, asked) { return .form }
    if !asked.aim.asksFor(reference.aim) { return .aim }
    if !hasAll(asked) { return .lost }
    if hasForeignWords(asked) { return .foreign }
    if asked.isDenied != reference.isDenied { return .denial }
    if !hasModality(asked) { return .modality }
    if !hasConditions(asked) || asked.limits != reference.limits { return .condition }
    return asked.hasRoles(of: reference) ? nil : .roles
  }

  /// Whether two questions differ in nothing but marks, capitals and articles.
  static func areSame(_ first: String, _ second: String) -> Bool {
    func words(_ text: String) -> [String] {
      Words.words(in: text).map(\.folded).filter { !["a", "an", "the"].contains($0) }
    }
    return words(first) == words(second)
  }

  private func isFormed(_ wording: String, _ asked: AskedWords) -> Bool {
    guard wording.hasSuffix("?"), !wording.dropLast().contains("?"), asked.words.count >= 3 else { return false }
    let faults = QuestionFault.faults(of: wording)
    return faults.allSatisfy { reference.faults.contains($0) || $0 == .subject } && !asked.isMangled && asked.aim != .other
  }

  /// Whether all is there that says what is asked about, and where all that is said of something is asked for, that too.
  private func hasAll(_ asked: AskedWords) -> Bool {
    let isGeneral = reference.words.prefix(3).map(\.folded) == ["what", "is", "said"]
    return reference.needed.isSubset(of: asked.keys) && reference.exact.isSubset(of: asked.exact)
      && (!isGeneral || !asked.keys.isDisjoint(with: ParaphraseWords.reports))
  }

  private func hasForeignWords(_ asked: AskedWords) -> Bool {
    if !asked.exact.isSubset(of: reference.exact) { return true }
    if 4 * asked.keys.intersection(told).count > told.count { return true }
    let known = reference.keys.union(outline).union(ParaphraseWords.frames).union(asked.aim.additions)
    if !asked.keys.isSubset(of: known) { return true }
    return asked.words.dropFirst().contains {
      $0.isCapitalised && !names.contains($0.folded) && !reference.folded.contains($0.folded)
    }
  }

  private func hasConditions(_ asked: AskedWords) -> Bool {
    let needed = reference.conditions(beside: [])
    return needed.isSubset(of: asked.conditions(beside: [])) && asked.conditions(beside: outline).isSubset(of: needed)
  }

  /// “How do you …” may become “how can one …” and “how should one …”.
  private func hasModality(_ asked: AskedWords) -> Bool {
    asked.modality == reference.modality || asked.aim == .way && reference.modality.isEmpty && !asked.modality.contains(.demand)
  }
}
