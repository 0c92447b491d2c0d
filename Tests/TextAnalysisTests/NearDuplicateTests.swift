import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Shingles")
struct ShingleTests {
  private static let text =
    "A vessel shall not anchor in the fairway unless the harbour master consents in writing before noon on the day of arrival"

  @Test("Case, white space and punctuation do not count")
  func same() {
    let other = ShingleSet("  " + Self.text.uppercased().replacing(" ", with: ",\n—\u{3000}") + "…")
    #expect(ShingleSet(Self.text).hashes == other.hashes)
    #expect(ShingleSet(Self.text).wordsHash == other.wordsHash)
  }

  @Test("The order of words counts")
  func order() {
    #expect(ShingleSet("one two three four five six").jaccard(ShingleSet("six five four three two one")) == 0)
  }

  @Test("A text of n words has n − 4 shingles, a shorter one has one, and each is there once")
  func count() {
    #expect(ShingleSet("a b c d e f g").hashes.count == 3)
    #expect(ShingleSet("a b").hashes.count == 1)
    #expect(ShingleSet("a a a a a a a a a").hashes.count == 1)
    #expect(ShingleSet("").hashes.isEmpty)
    #expect(ShingleSet("… — !").hashes.isEmpty)
  }

  @Test("In scripts without spaces every character is a word", arguments: ["船舶不得在航道内抛锚", "すべてのひとはうまれながら", "모든사람은태어날때부터"])
  func wide(_ text: String) {
    #expect(ShingleSet(text).hashes.count == text.unicodeScalars.count - 4)
    #expect(ShingleSet(text + "。").hashes == ShingleSet(text).hashes)
  }

  @Test("Letters beyond ASCII are letters")
  func accents() {
    #expect(ShingleSet("être ou ne pas être là").hashes.count == 2)
    #expect(ShingleSet("«être» ou ne pas “être” là").hashes == ShingleSet("être ou ne pas être là").hashes)
  }
}

@Suite("Near-duplicates")
struct NearDuplicateTests {
  /// Words drawn by a seed.
  private func words(_ count: Int, _ generator: inout SeededGenerator) -> [String] {
    (0..<count).map { _ in "w\(Int.random(in: 0..<5000, using: &generator))" }
  }

  @Test("What repeats a text names the first that it repeats")
  func first() {
    var generator = SeededGenerator(seed: 1)
    let (one, two) = (words(200, &generator), words(200, &generator))
    var edited = one
    edited[100] = "other"
    var finder = NearDuplicates(similarity: 0.8)
    let found = [one, two, one, edited, edited, two].map { finder.add(ShingleSet($0.joined(separator: " "))) }
    #expect(found[0] == nil && found[1] == nil)
    #expect(found[2] == .exact(of: 0))
    guard case .near(0, let similarity)? = found[3] else { return #expect(Bool(false), "an edited text is a near-duplicate") }
    #expect(abs(similarity - 191.0 / 201) < 0.01)
    #expect(found[4] != nil)
    #expect(found[5] == .exact(of: 1))
  }

  @Test("Precision and recall against whole sets of shingles", arguments: [0.5, 0.8, 0.9])
  func recall(_ similarity: Double) {
    var generator = SeededGenerator(seed: 7)
    var finder = NearDuplicates(similarity: similarity)
    var originals: [[String]] = []
    var (found, right, all) = (0, 0, 0)
    for index in 0..<3000 {
      guard index % 3 == 2, let original = originals.randomElement(using: &generator) else {
        originals.append(words(Int.random(in: 30...300, using: &generator), &generator))
        #expect(finder.add(ShingleSet(originals[originals.count - 1].joined(separator: " "))) == nil)
        continue
      }
      let share = Double.random(in: 0...0.1, using: &generator)
      let copy = original.map { Double.random(in: 0...1, using: &generator) < share ? "other\(index)" : $0 }
      let shingles = ShingleSet(copy.joined(separator: " "))
      let isCopy = shingles.jaccard(ShingleSet(original.joined(separator: " "))) >= similarity
      let isFound = finder.add(shingles) != nil
      if isCopy { all += 1 }
      if isFound { found += 1 }
      if isCopy, isFound { right += 1 }
    }
    #expect(all > 100)
    #expect(Double(right) / Double(all) >= 0.98, "recall")
    #expect(Double(right) / Double(found) >= 0.98, "precision")
  }

  @Test("Texts of many thousand words are compared by a part of their shingles")
  func long() {
    var generator = SeededGenerator(seed: 3)
    let text = words(20_000, &generator)
    var finder = NearDuplicates(similarity: 0.8)
    #expect(finder.add(ShingleSet(text.joined(separator: " "))) == nil)
    guard case .near(0, let similarity)? = finder.add(ShingleSet(text.dropLast(2000).joined(separator: " "))) else {
      return #expect(Bool(false), "nine tenths of a text are nearly the text")
    }
    #expect(abs(similarity - 0.9) < 0.04)
    #expect(finder.add(ShingleSet(text.prefix(10_000).joined(separator: " "))) == nil)
  }

  @Test("Texts without words repeat nothing")
  func empty() {
    var finder = NearDuplicates(similarity: 0.8)
    #expect(["", "", "…", "a", "…"].map { finder.add(ShingleSet($0)) } == [nil, nil, nil, nil, nil])
    #expect(finder.add(ShingleSet("A!")) == .exact(of: 3))
  }

  @Test("A table keeps what was put into it, whatever its size")
  func table() {
    var table = KeyTable()
    for value in 0..<20_000 as Range<UInt32> { table.insert(Hashing64.mix(UInt64(value)), value) }
    for value in 0..<20_000 as Range<UInt32> {
      var values: [UInt32] = []
      table.forEachValue(Hashing64.mix(UInt64(value))) { values.append($0) }
      #expect(values.contains(value))
      #expect(values.count < 3)
    }
    for value in 0..<1000 as Range<UInt32> { table.insert(42 << 40, value) }
    var values: [UInt32] = []
    table.forEachValue(42 << 40) { values.append($0) }
    #expect(values == Array(0..<16))
  }
}
