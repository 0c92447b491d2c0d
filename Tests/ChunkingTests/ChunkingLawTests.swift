import Chunking
import DocumentModel
import Ingestion
import TestSupport
import Testing
import TextAnalysis

/// What every chunker keeps to.
@Suite("Laws of chunking")
struct ChunkingLawTests {
  private func markdown(_ text: String) throws -> Document {
    try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(text.utf8)))
  }

  private func check(_ document: Document, _ chunks: [Chunk], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(chunks.map(\.text).joined() == (document.elements.isEmpty ? "" : document.text), sourceLocation: sourceLocation)
    var end = 0
    for chunk in chunks {
      #expect(chunk.range.lowerBound == end && !chunk.range.isEmpty, sourceLocation: sourceLocation)
      #expect(chunk.text == document.text(in: chunk.range), sourceLocation: sourceLocation)
      end = chunk.range.upperBound
    }
    #expect(Set(chunks.map(\.id)).count == chunks.count, sourceLocation: sourceLocation)
  }

  @Test("Chunks join back to the text, each fits, and whole elements stay whole", arguments: 0..<200 as Range<UInt64>)
  func partition(seed: UInt64) throws {
    let document = try markdown(RandomMarkdown.document(seed: seed, elements: 25))
    let budget = [1, 5, 16, 40, 100, 400][Int(seed % 6)]
    let tokens = EstimatedTokenCounter()
    let chunks = StructuralChunker(budget: budget, tokens: tokens).chunks(of: document)
    check(document, chunks)
    for chunk in chunks {
      #expect(chunk.tokenCount <= budget || chunk.text.unicodeScalars.count <= 8, "\(chunk.tokenCount) tokens for \(budget)")
      #expect(chunk.isOversize == (chunk.tokenCount > budget))
      let above = chunk.headingPath.prefix(chunk.headingsAbove).joined(separator: Chunk.pathSeparator)
      #expect(chunk.tokenCount == tokens.count(chunk.text) + tokens.count(chunk.context) + tokens.count(above), "\(chunk)")
    }
    // A quarter of the budget may go to headings above.
    for element in document.elements where tokens.count(document.text(in: element.range)) * 10 < budget * 6 {
      #expect(chunks.count { $0.range.overlaps(element.range) } == 1, "an element that fits lies in one chunk")
    }
  }

  @Test("A change in one top-level section leaves the chunks of the others as they are", arguments: 0..<20 as Range<UInt64>)
  func locality(seed: UInt64) throws {
    let parts = (0..<4).map { part in
      "# Part \(part)\n\nIt begins.\n"
        + ("\n" + RandomMarkdown.document(seed: seed * 4 + UInt64(part), elements: 12)).replacing("\n# ", with: "\n## ")
    }
    var edited = parts
    edited[1] = "# Part 1\n\nAll of it is new, and in other words.\n\n- one\n- two\n"
    let limits = ChunkLimits(budget: 60, minimum: 20, overlap: 1)
    let chunkers: [any Chunker] = [
      StructuralChunker(limits), RecursiveChunker(limits), SentenceChunker(limits), FixedChunker(limits), SemanticChunker(limits),
    ]
    func kept(_ parts: [String], _ chunker: any Chunker) throws -> [[Chunk]] {
      let document = try markdown(parts.joined(separator: "\n\n"))
      let chunks = chunker.chunks(of: document)
      check(document, chunks)
      return [0, 2, 3].map { part in chunks.filter { $0.headingPath.first == "Part \(part)" } }
    }
    for chunker in chunkers {
      for (one, other) in zip(try kept(parts, chunker), try kept(edited, chunker)) {
        #expect(one.map(\.id) == other.map(\.id) && one.map(\.textWithContext) == other.map(\.textWithContext))
      }
    }
  }

  @Test("Chunks know their neighbours, their scalars and what they hold")
  func fields() throws {
    let document = try markdown("# Gärten\n\nEine Rose.\n\n## Müll\n\n- Grün\n- Gelb\n\n# Zwei\n\nEnde.\n")
    let chunks = StructuralChunker().chunks(of: document)
    #expect(chunks.count == 2 && chunks[0].next == chunks[1].id && chunks[1].previous == chunks[0].id)
    #expect(chunks[0].previous == nil && chunks[1].next == nil)
    #expect(chunks[0].kinds == ["heading", "paragraph", "list-item"] && chunks[0].tokenizer == "~o200k_base")
    let scalars = Array(document.text.unicodeScalars)
    for chunk in chunks {
      #expect(String(String.UnicodeScalarView(scalars[chunk.scalarRange])) == chunk.text)
    }
  }

  @Test("The demo corpus is partitioned, structurally and by page", arguments: Repository.demo)
  func demo(path: String) throws {
    let document = try DocumentIngestor().read(Source(name: path, bytes: Repository.bytes(path)))
    check(document, StructuralChunker().chunks(of: document))
    check(document, PageChunker().chunks(of: document))
  }

  @Test("Page chunks are pages")
  func pages() throws {
    let text = ["The lamp is lit at dusk.", "A gate is shut by night.", "No chain may be drawn."].enumerated()
      .map { "=== PAGE \($0 + 1) ===\n\($1)\n" }.joined()
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    #expect(PageChunker().chunks(of: document).map(\.pages) == [1...1, 2...2, 3...3])
  }

  @Test("An edit elsewhere leaves a chunk's id alone")
  func ids() throws {
    let tail = "# Two\n\n" + String(repeating: "A rule that must hold. ", count: 60) + "\n"
    let before = StructuralChunker().chunks(of: try markdown("# One\n\nShort.\n\n" + tail))
    let after = StructuralChunker().chunks(of: try markdown("# One\n\nShort, but edited.\n\n" + tail))
    #expect(Set(before.map(\.id)).intersection(after.map(\.id)).count == before.count - 1)
  }

  @Test("A heading stays with what it heads, where both fit")
  func headings() throws {
    let sections = (1...30).map { "## Section \($0)\n\n" + String(repeating: "Words of it. ", count: 10 + $0) }.joined(
      separator: "\n\n")
    for chunk in StructuralChunker(budget: 200).chunks(of: try markdown(sections)) {
      let last = chunk.text.split(separator: "\n").last
      #expect(last?.hasPrefix("##") == false, "\(chunk.tokenCount) \(chunk.text.suffix(60))")
    }
  }

  @Test("A table that is cut gives its header along")
  func tables() throws {
    let rows = (1...80).map { "| \($0) | value number \($0) of the table |" }.joined(separator: "\n")
    let chunks = StructuralChunker(budget: 100).chunks(of: try markdown("| Key | Value |\n|---|---|\n\(rows)\n"))
    #expect(chunks.count > 5)
    #expect(chunks.dropFirst().allSatisfy { $0.context.hasPrefix("| Key | Value |\n|---|---|") })
    #expect(chunks.allSatisfy { $0.tokenCount <= 100 })
  }

  @Test("A header that is too long to be given along leaves no other table's in its place")
  func longHeader() throws {
    func table(_ header: String) -> String {
      "| \(header) | Value |\n|---|---|\n" + (1...60).map { "| \($0) | a value of the table |\n" }.joined()
    }
    let long = String(repeating: "very long ", count: 60)
    let chunks = StructuralChunker(budget: 100).chunks(of: try markdown(table("Key") + "\nBetween them.\n\n" + table(long)))
    let second = chunks.drop { !$0.text.contains("Between") }.dropFirst(2)
    #expect(chunks.contains { $0.context.hasPrefix("| Key") } && second.count > 3)
    #expect(second.allSatisfy { !$0.context.contains("Key") })
  }

  @Test("Contents stand apart from what follows")
  func contents() throws {
    let text = "# Contents\n\n- One … 1\n- Two … 2\n\n# One\n\nA rule.\n"
    let chunks = StructuralChunker().chunks(of: try markdown(text))
    #expect(chunks.map(\.headingPath) == [["Contents"], ["One"]])
  }

  @Test("An empty document has no chunks")
  func empty() throws {
    #expect(StructuralChunker().chunks(of: try markdown("\n\n")).isEmpty)
  }

  /// A counter whose counts do not add up: a letter costs more in a long word than in a short one.
  private struct UnevenCounter: TokenCounter {
    let name = "uneven"

    func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
      utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).reduce(0) { $0 + 1 + $1.count * $1.count / 64 }
    }
  }

  @Test("A counter of one's own needs one method, and no chunk is over its budget", arguments: 0..<40 as Range<UInt64>)
  func ownCounter(seed: UInt64) throws {
    let counter = UnevenCounter()
    let text = RandomMarkdown.document(seed: seed, elements: 12) + "\n\n" + String(repeating: "wordless", count: 40) + " end\n"
    let document = try markdown(text)
    let chunks = StructuralChunker(budget: 30, tokens: counter).chunks(of: document)
    check(document, chunks)
    for chunk in chunks {
      let above = chunk.headingPath.prefix(chunk.headingsAbove).joined(separator: Chunk.pathSeparator)
      #expect(chunk.tokenCount == counter.count(chunk.text) + counter.count(chunk.context) + counter.count(above))
      #expect(chunk.tokenCount <= 30 && chunk.tokenizer == "uneven")
    }
  }

  @Test("A line of half a megabyte without a space is cut into parts that fit, none inside a character")
  func oneLine() throws {
    let document = try markdown(String(repeating: "añ", count: 1 << 17))
    let chunks = StructuralChunker(budget: 100).chunks(of: document)
    check(document, chunks)
    #expect(chunks.allSatisfy { $0.tokenCount <= 100 && !$0.text.contains("\u{FFFD}") })
  }
}
