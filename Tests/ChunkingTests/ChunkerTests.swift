import Chunking
import DocumentModel
import Ingestion
import JSONText
import TestSupport
import Testing
import TextAnalysis

/// What holds for every chunker, whatever its budget counts.
@Suite("All chunkers")
struct ChunkerTests {
  private static let makers: [@Sendable (ChunkLimits) -> any Chunker] = [
    { StructuralChunker($0) }, { RecursiveChunker($0) }, { SentenceChunker($0) }, { FixedChunker($0) }, { SemanticChunker($0) },
  ]

  private func markdown(_ text: String) throws -> Document {
    try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(text.utf8)))
  }

  /// Every chunker with budgets in tokens, characters and sentences.
  private func limits(_ seed: UInt64, overlap: Int, minimum: Int = 0) -> ChunkLimits {
    switch seed % 3 {
    case 0: ChunkLimits(budget: [1, 12, 40, 200][Int(seed / 3 % 4)], minimum: minimum, overlap: overlap)
    case 1:
      ChunkLimits(
        budget: [1, 60, 300, 900][Int(seed / 3 % 4)], minimum: minimum, overlap: overlap, measure: CharacterCounter(),
        tokens: EstimatedTokenCounter())
    default: ChunkLimits(budget: [1, 3, 8][Int(seed / 3 % 3)], minimum: minimum, overlap: overlap, measure: SentenceCounter())
    }
  }

  private func size(_ chunk: Chunk, _ measure: any TokenCounter) -> Int {
    let above = chunk.headingPath.prefix(chunk.headingsAbove).joined(separator: Chunk.pathSeparator)
    let aboveSize = above.isEmpty || measure is SentenceCounter ? 0 : measure.count(above)
    return aboveSize + [chunk.context, chunk.overlap, chunk.text].reduce(0) { $0 + ($1.isEmpty ? 0 : measure.count($1)) }
  }

  @Test("Chunks join back to the text and fit their budget, all that goes along counted", arguments: 0..<60 as Range<UInt64>)
  func laws(seed: UInt64) throws {
    let text =
      RandomMarkdown.document(seed: seed, elements: 20) + "\n\nSee [the whole of the rule](https://example.org/rule) first.\n"
    let document = try markdown(text)
    let limits = limits(seed, overlap: Int(seed / 5 % 3))
    for make in Self.makers {
      let chunks = make(limits).chunks(of: document)
      #expect(chunks.map(\.text).joined() == document.text)
      var end = 0
      for chunk in chunks {
        #expect(chunk.range.lowerBound == end && !chunk.range.isEmpty && chunk.text == document.text(in: chunk.range))
        end = chunk.range.upperBound
        let size = size(chunk, limits.measure)
        #expect(size <= limits.budget || chunk.text.unicodeScalars.count <= 8, "\(size) of \(limits.budget): \(chunk)")
        #expect(chunk.isOversize == (size > limits.budget))
        #expect(chunk.tokenCount == self.size(chunk, limits.tokens ?? limits.measure))
        #expect(chunk.tokenizer == (limits.tokens ?? limits.measure).name)
        if let overlap = chunk.overlapRange {
          #expect(overlap.upperBound <= chunk.range.lowerBound && chunk.overlap == document.text(in: overlap))
        }
      }
      #expect(Set(chunks.map(\.id)).count == chunks.count)
      #expect(make(limits).chunks(of: document) == chunks)
    }
  }

  @Test("No cut lies in a word, a link or a row of a table that fits", arguments: 0..<30 as Range<UInt64>)
  func cuts(seed: UInt64) throws {
    let links = (0..<6).map {
      "Words and words; see [rule number \($0), as it is written](https://example.org/\($0)) for more of it"
    }
    let rows = (0..<9).map { "| \($0) | a value of \($0) words |\n" }.joined()
    let text =
      RandomMarkdown.document(seed: seed, elements: 8) + "\n\n" + links.joined(separator: " ")
      + ".\n\n| A | B |\n|---|---|\n\(rows)"
    let document = try markdown(text)
    let bytes = Array(document.text.utf8)
    let table = try #require(document.elements.last?.table)
    let linkRanges = document.text.ranges(of: /\[[^\]]*\]\([^)]*\)/).map { range in
      let start = document.text.utf8.distance(from: document.text.startIndex, to: range.lowerBound)
      return start..<start + document.text[range].utf8.count
    }
    #expect(linkRanges.count >= 6)
    for make in Self.makers {
      for chunk in make(ChunkLimits(budget: 60)).chunks(of: document).dropFirst() {
        let place = chunk.range.lowerBound
        // Words of several thousand letters are over any budget.
        let isLongWord = bytes[place - 1] == UInt8(ascii: "x") && bytes[place] == UInt8(ascii: "x")
        #expect(bytes[place - 1].isSpace || isLongWord, "inside a word")
        #expect(!linkRanges.contains { $0.lowerBound < place && place < $0.upperBound }, "inside a link")
        #expect(!table.rows.contains { $0.range.lowerBound < place && place < $0.range.upperBound }, "inside a row")
      }
    }
  }

  @Test("No chunk is white space alone, none ends on the fence that opens code, and Latin words in Chinese text stay whole")
  func remains() throws {
    let code = "```swift\n" + (0..<30).map { "let value\($0) = \($0)\n" }.joined() + "```\n"
    let lines = (0..<12).map {
      "A line that was not wrapped and goes on \($0) times, so that it is as long as lines can be where nobody wraps them, which is long.\n"
    }
    let chinese = String(repeating: "开发人员向AlphaGo和DeepMind", count: 30)
    let document = try markdown("Before.\n\n\(code)\n\(lines.joined())\n\n\(chinese)\n\nEnd.\n")
    for make in Self.makers {
      for limits in [
        ChunkLimits(budget: 60), ChunkLimits(budget: 300, measure: CharacterCounter()),
        ChunkLimits(budget: 3, measure: SentenceCounter()),
      ] {
        let chunks = make(limits).chunks(of: document)
        #expect(chunks.allSatisfy { $0.text.contains { !$0.isWhitespace } })
        let isFixed = make(limits) is FixedChunker
        #expect(isFixed || chunks.allSatisfy { !$0.text.hasSuffix("```swift\n") })
        for (one, other) in zip(chunks, chunks.dropFirst()) {
          let isInWord = one.text.last?.isASCII == true && one.text.last?.isLetter == true && other.text.first?.isASCII == true
          #expect(!(isInWord && other.text.first?.isLetter == true), "\(one.text.suffix(12)) | \(other.text.prefix(12))")
        }
      }
    }
  }

  @Test("Lines that begin with a space are cut before the space, at a line's price")
  func indentedLines() throws {
    let line = " " + String(repeating: "Words of a line that nobody wrapped. ", count: 6) + "\n"
    let document = try markdown("Begin.\n" + String(repeating: line, count: 8))
    let chunks = StructuralChunker(budget: 110).chunks(of: document)
    #expect(chunks.count > 2 && chunks.dropLast().allSatisfy { $0.cut?.boundary == .line }, "\(chunks.map { $0.cut?.boundary })")
  }

  @Test("A fixed chunk of sentences is whole sentences, and headings above take nothing of such a budget")
  func sentenceBudget() throws {
    let text = "# One\n\n## Two\n\n" + (1...9).map { "This is sentence \($0)." }.joined(separator: " ") + "\n"
    let chunks = FixedChunker(ChunkLimits(budget: 3, measure: SentenceCounter())).chunks(of: try markdown(text))
    #expect(chunks.map(\.headingPath).allSatisfy { $0 == ["One", "Two"] })
    #expect(chunks.dropFirst().allSatisfy { $0.text.hasPrefix("This is") } && chunks.count == 4, "\(chunks.map(\.text))")
  }

  @Test("Overlap is the last whole sentences of the prose before, and never comes from behind a heading, table or code")
  func overlap() throws {
    let sentences = (1...12).map { "Rule \($0) says what rule \($0) says to all." }.joined(separator: " ")
    let text =
      "# One\n\n\(sentences)\n\n## Two\n\nIt begins here. \(sentences)\n\n```\ncode\n```\n\nBehind the code. \(sentences)\n"
    for make in Self.makers {
      let chunks = make(ChunkLimits(budget: 60, overlap: 2)).chunks(of: try markdown(text))
      let given = chunks.filter { !$0.overlap.isEmpty }
      #expect(given.count >= 3)
      for chunk in given {
        // A fixed chunk may begin in the midst of a sentence, whose begin is given along.
        #expect(chunk.overlap.hasSuffix(".") || make(ChunkLimits()) is FixedChunker)
        #expect(!chunk.overlap.contains("#") && !chunk.overlap.contains("```"))
        #expect(chunk.textWithContext.contains(chunk.overlap + "\n" + chunk.text))
      }
      #expect(chunks.filter { $0.text.hasPrefix("#") || $0.text.hasPrefix("Behind") }.allSatisfy { $0.overlap.isEmpty })
    }
  }

  @Test("Chunks below the minimum are merged where the budget allows it", arguments: 0..<30 as Range<UInt64>)
  func minimum(seed: UInt64) throws {
    let document = try markdown(RandomMarkdown.document(seed: seed, elements: 30))
    for make in Self.makers {
      let limits = ChunkLimits(budget: 200, minimum: 60)
      let (before, after) = (make(ChunkLimits(budget: 200)).chunks(of: document), make(limits).chunks(of: document))
      #expect(after.map(\.text).joined() == (document.elements.isEmpty ? "" : document.text))
      #expect(after.allSatisfy { $0.tokenCount <= 200 })
      #expect(after.count { $0.tokenCount < 60 } <= before.count { $0.tokenCount < 60 })
      for (one, other) in zip(after, after.dropFirst()) where one.tokenCount < 60 && other.tokenCount < 60 {
        #expect(one.cut?.isSectionEnd == true || one.tokenCount + other.tokenCount > 60, "\(one) \(other)")
      }
    }
  }

  @Test("The recursive chunker keeps sections that fit whole, and cuts others at the strongest divisions")
  func recursive() throws {
    func part(_ name: String, _ count: Int) -> String {
      "## \(name)\n\n" + (1...count).map { "Paragraph \($0) of it holds ten words and not one more." }.joined(separator: "\n\n")
        + "\n\n"
    }
    let text = "# Title\n\n# Part\n\n" + part("A", 2) + part("B", 2) + part("C", 12) + part("D", 2)
    let chunks = RecursiveChunker(ChunkLimits(budget: 80)).chunks(of: try markdown(text))
    #expect(chunks[0].text.contains("## A") && chunks[0].text.contains("## B") && !chunks[0].text.contains("## C"))
    #expect(chunks.last?.text.hasPrefix("## D") == true)
  }

  @Test("The semantic chunker cuts where the vocabulary changes")
  func semantic() throws {
    let sea =
      "The harbour master guides each vessel to a berth. A vessel pays the harbour a fee for the berth. Vessels that leave the berth tell the harbour master."
    let bread =
      "The baker kneads dough with flour and yeast. Dough rises in a warm oven until the loaf is brown. A loaf of flour and yeast feeds the baker."
    let text = "# Both\n\n" + [sea, sea, bread, bread].joined(separator: " ") + "\n"
    let chunks = SemanticChunker(ChunkLimits(budget: 90)).chunks(of: try markdown(text))
    #expect(chunks.contains { $0.text.hasPrefix("The baker kneads") }, "\(chunks.map { $0.text.prefix(30) })")
  }

  /// Gives one vector to texts about the sea and another to all others, with a little of the text's length in both.
  private struct SeaEmbedder: TextEmbedder {
    var name: String { "sea" }
    var isBroken = false
    func embed(_ texts: [String]) throws(TextEmbedderError) -> [[Float]] {
      if isBroken { throw TextEmbedderError("no answer", hint: nil) }
      return texts.map { text in
        let isSea = ["harbour", "vessel", "tide", "boat"].contains { text.contains($0) }
        return [isSea ? 1 : 0.1, isSea ? 0.1 : 1, Float(text.utf8.count % 7) / 100]
      }
    }
  }

  @Test("With an embedder the semantic chunker cuts where its vectors turn, words in common or not")
  func embedded() throws {
    let sea = "A vessel came. The tide was low. No boat moved. All in the harbour slept. A vessel left then. The tide rose."
    let land = "A mill stood. The wheel was still. No cart moved. All in the village slept. A mill turned then. The wheel sang."
    let text = "# Both\n\n" + sea + " " + land + "\n"
    let document = try markdown(text)
    let chunker = SemanticChunker(ChunkLimits(budget: 40), embedder: SeaEmbedder())
    let chunks = try chunker.prepared(for: document).chunks(of: document)
    #expect(chunks.contains { $0.text.hasPrefix("A mill stood.") }, "\(chunks.map { $0.text.prefix(30) })")
    #expect(chunks.map(\.text).joined() == document.text)
    #expect(chunker.cacheKey != SemanticChunker(ChunkLimits(budget: 40)).cacheKey)
    #expect(throws: TextEmbedderError.self) {
      try SemanticChunker(ChunkLimits(), embedder: SeaEmbedder(isBroken: true)).prepared(for: document)
    }
  }

  @Test("Chunks come back from JSON as they were: overlap, context and the reason of each cut")
  func json() throws {
    let rows = (0..<30).map { "| \($0) | a value of \($0) words |\n" }.joined()
    let text = "# One\n\n" + String(repeating: "It says what it says to all. ", count: 40) + "\n\n| A | B |\n|---|---|\n\(rows)"
    for make in Self.makers {
      let chunks = make(ChunkLimits(budget: 60, overlap: 1)).chunks(of: try markdown(text))
      #expect(chunks.contains { $0.cut?.boundary == .row } && chunks.contains { !$0.overlap.isEmpty })
      #expect(chunks.last?.cut?.isSectionEnd == true)
      for chunk in chunks {
        let read = try #require(Chunk(json: .object(chunk.jsonMembers)))
        #expect(read.cut?.boundary == chunk.cut?.boundary && read.cut?.sizeWithNext == chunk.cut?.sizeWithNext)
        #expect(abs((read.cut?.price ?? 0) - (chunk.cut?.price ?? 0)) < 0.001)
        var same = read
        same.cut = chunk.cut
        #expect(same == chunk)
      }
    }
  }

  @Test("Budgets, minimum and overlap out of range are taken as the nearest that is in it")
  func limits() {
    let limits = ChunkLimits(budget: -5, minimum: 900, overlap: -1)
    #expect(limits.budget == 1 && limits.minimum == 1 && limits.overlap == 0)
  }

  @Test("Text without spaces, lines without ends, nothing but headings: defined results", arguments: 0..<5)
  func badInput(index: Int) throws {
    let texts = [
      String(repeating: "x", count: 60_000), String(repeating: "word ", count: 60_000),
      String(repeating: "# A\n\n", count: 2000),
      "| " + String(repeating: "wide | ", count: 3000) + "\n|" + String(repeating: "---|", count: 3000) + "\n", "",
    ]
    let document = try markdown(texts[index])
    for make in Self.makers {
      for limits in [ChunkLimits(budget: 50, overlap: 1), ChunkLimits(budget: 50, measure: CharacterCounter())] {
        let chunks = make(limits).chunks(of: document)
        #expect(chunks.map(\.text).joined() == (document.elements.isEmpty ? "" : document.text))
        #expect(chunks.allSatisfy { size($0, limits.measure) <= 50 })
      }
    }
  }
}
