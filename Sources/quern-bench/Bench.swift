import Chunking
import DocumentModel
import Foundation
import Ingestion
import Scoring
import TextAnalysis
import Tokenization

/// Times parts of Quern in one process and on one thread, for Benchmarks: each prints a line of JSON.
@main
enum Bench {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("tokens", 3): try tokens(arguments[1], arguments[2])
    case ("sentences", 2): try sentences(arguments[1])
    case ("read", 3): try read(arguments[1], folder: arguments[2])
    case ("chunks", 4...5): try chunks(arguments[1], Int(arguments[2]) ?? 512, arguments[3], arguments.dropFirst(4).first)
    case ("scores", 2): try scores(arguments[1])
    case ("duplicates", 2...3): duplicates(Int(arguments[1]) ?? 10_000, Double(arguments.dropFirst(2).first ?? "") ?? 0.8)
    case ("records", 2...): try records(Array(arguments.dropFirst()))
    case ("questions", 2...): try QuestionBench.candidates(Array(arguments.dropFirst()))
    case ("serve", 2): ChatBench.serve(latency: Double(arguments[1]) ?? 0.05)
    case ("ask", 4):
      let seconds = try await ChatBench.ask(
        arguments[1], count: Int(arguments[2]) ?? 100, concurrency: Int(arguments[3]) ?? 64)
      report(["seconds": seconds])
    default:
      print(
        "usage: quern-bench read markdown|html FOLDER | tokens NAME FILE | sentences FILE | chunks NAME BUDGET FILE [sentence] | scores FILE | records FILE... | questions FILE... | duplicates COUNT [SIMILARITY] | serve LATENCY | ask ADDRESS COUNT CONCURRENCY"
      )
      exit(64)
    }
  }

  /// Reads the files of a folder, taken into memory before.
  private static func read(_ kind: String, folder: String) throws {
    let ingestor: any Ingestor = kind == "html" ? HTMLIngestor() : MarkdownIngestor()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let sources = try names.map { Source(name: $0, bytes: try read(folder + "/" + $0)) }
    let (_, seconds) = try timed { for source in sources { _ = try ingestor.read(source) } }
    let bytes = sources.reduce(0) { $0 + $1.bytes.count }
    report(["files": Double(sources.count), "speed": rate(bytes, seconds)])
  }

  /// Counts a file once, which the counter has not seen, and again.
  private static func tokens(_ name: String, _ file: String) throws {
    let counter = try Tokenizer.load(name)
    let bytes = try read(file)
    func count() -> (Int, Double) { timed { bytes.withUnsafeBufferPointer { counter.count($0) } } }
    let (found, unseen) = count()
    let seconds = (0..<3).map { _ in count().1 }.min() ?? unseen
    report(["tokens": Double(found), "unseen": rate(bytes.count, unseen), "repeated": rate(bytes.count, seconds)])
  }

  private static func sentences(_ file: String) throws {
    let bytes = try read(file)
    let (count, seconds) = timed { bytes.withUnsafeBufferPointer { SentenceSplitter.ranges(of: $0).count } }
    report(["sentences": Double(count), "speed": rate(bytes.count, seconds)])
  }

  /// Reads a file as Markdown, and cuts the document that comes of it.
  private static func chunks(_ name: String, _ budget: Int, _ file: String, _ kind: String?) throws {
    let counter: any TokenCounter =
      switch name {
      case "estimate": EstimatedTokenCounter()
      case "characters": CharacterCounter()
      case "sentences": SentenceCounter()
      default: try Tokenizer.load(name)
      }
    let bytes = try read(file)
    let (document, reading) = try timed { try MarkdownIngestor().read(Source(name: file, bytes: bytes)) }
    let before = Memory.afterReset()
    let limits = ChunkLimits(budget: budget, measure: counter)
    let chunker: any Chunker = kind == "sentence" ? SentenceChunker(limits) : StructuralChunker(limits)
    var (count, tokens, largest) = (0, 0, 0)
    let (_, cutting) = timed {
      chunker.forEachChunk(of: document) { chunk in
        count += 1
        tokens += chunk.tokenCount
        largest = max(largest, chunk.tokenCount)
      }
    }
    report([
      "chunks": Double(count), "tokens": Double(tokens), "largest": Double(largest), "elements": Double(document.elements.count),
      "speed": rate(document.text.utf8.count, cutting), "with reading": rate(bytes.count, reading + cutting),
      "text": Double(document.text.utf8.count) / 1e6, "document": before, "more": Memory.peak - before,
    ])
  }

  /// Reads a file as Markdown, cuts it, and scores its chunks.
  private static func scores(_ file: String) throws {
    let document = try MarkdownIngestor().read(Source(name: file, bytes: try read(file)))
    let chunks = StructuralChunker(budget: 400, tokens: EstimatedTokenCounter()).chunks(of: document)
    let scorer = LogisticScorer()
    _ = scorer.scores(of: Array(chunks.prefix(1)), in: document)
    let (scores, seconds) = timed { scorer.scores(of: chunks, in: document) }
    report([
      "chunks": Double(chunks.count), "kept": Double(scores.count { $0.density >= 0.5 }),
      "speed": rate(document.text.utf8.count, seconds),
    ])
  }

  /// Writes records of the chunks that are kept of files, without a model: what documents read before and cut cost.
  private static func records(_ files: [String]) throws {
    let made = try QuestionBench.Speed(files)
    let count = made.onOneThread()
    let start = ContinuousClock.now
    _ = made.onAllCores()
    let parallel = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1e3
    var rounds = 0
    let (_, seconds) = timed {
      let begun = now
      while rounds < 1 || now - begun < 1 {
        _ = made.onOneThread()
        rounds += 1
      }
    }
    report([
      "chunks": Double(made.chunks), "MB": Double(made.bytes) / 1e6, "records": Double(count),
      "speed": rate(made.bytes * rounds, seconds),
      "on all cores": rate(made.bytes, parallel),
    ])
  }

  /// Looks for near-duplicates among made texts that are never held together.
  private static func duplicates(_ count: Int, _ similarity: Double) {
    var made = MadeDuplicates(similarity: similarity)
    var finder = NearDuplicates(similarity: similarity)
    let before = Memory.afterReset()
    var (bytes, seconds, found, right) = (0, 0.0, 0, 0)
    for _ in 0..<count {
      let (text, isCopy) = made.next()
      let (match, time) = timed { text.withUnsafeBufferPointer { finder.add(ShingleSet($0)) } }
      bytes += text.count
      seconds += time
      if match != nil {
        found += 1
        if isCopy { right += 1 }
      }
    }
    report([
      "texts": Double(count), "MB": Double(bytes) / 1e6, "seconds": seconds, "speed": rate(bytes, seconds),
      "copies": Double(made.copies), "precision": Double(right) / Double(max(1, found)) * 100,
      "recall": Double(right) / Double(max(1, made.copies)) * 100, "more": Memory.peak - before,
    ])
  }

  private static func read(_ file: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))) }

  private static func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
    let start = now
    let result = try body()
    return (result, now - start)
  }

  /// Seconds of this process's CPU.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// MB (a million bytes) a second.
  private static func rate(_ bytes: Int, _ seconds: Double) -> Double { Double(bytes) / max(seconds, 1e-9) / 1e6 }

  private static func report(_ figures: KeyValuePairs<String, Double>) {
    print("{" + figures.map { "\"\($0)\": \(($1 * 100).rounded() / 100)" }.joined(separator: ", ") + "}")
  }
}
