internal import Chunking
internal import DocumentModel

/// The features of chunks as numbers, in the order of ``Feature/all``.
enum FeatureVector {
  /// Of each chunk the values, and the language whose words were counted.
  static func scanned(_ chunks: [Chunk], in document: Document) -> [(values: [Double], language: Vocabulary.Language?)] {
    var scanner = ChunkScanner()
    let language = language(of: chunks, &scanner)
    let scans = chunks.map { scanner.scan($0.text, document: language) }
    let context = DocumentContext(document, scans: scans)
    return zip(chunks, scans).map { chunk, scan in
      let view = ChunkView(chunk, scan, context)
      return (Feature.all.map { $0.value(view) }, scan.language)
    }
  }

  static func values(of chunks: [Chunk], in document: Document) -> [[Double]] { scanned(chunks, in: document).map(\.values) }

  /// The language of most words of the first chunks that tell theirs.
  private static func language(of chunks: [Chunk], _ scanner: inout ChunkScanner) -> Vocabulary.Language? {
    var words: [Vocabulary.Language: Int] = [:]
    for chunk in chunks.prefix(20) {
      let scan = scanner.scan(chunk.text, document: nil)
      if let language = scan.language, scan.words >= 30 { words[language, default: 0] += scan.words }
    }
    return Vocabulary.Language.allCases.filter { words[$0] != nil }.max { words[$0, default: 0] < words[$1, default: 0] }
  }
}
