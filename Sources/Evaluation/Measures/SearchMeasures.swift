internal import Datasets

/// Whether a search by the question finds the chunk that it was made of: a question that fits many chunks says too little.
enum SearchMeasures {
  /// None where no chunk of the records is at hand. All chunks are searched, those that were dropped too, with the titles above them.
  static func measures(of input: DatasetInput) -> [Measure] {
    let places = input.places
    let known = input.records.compactMap { record in places[record.chunkKey].map { (record, $0) } }
    guard !known.isEmpty else { return [] }
    var index = BM25(input.chunks.map(\.textWithContext))
    let ranks = known.map { ($0.0, index.rank(of: $0.1, for: $0.0.question)) }
    let reciprocal = ranks.reduce(0) { $0 + ($1.1.map { 1 / Double($0) } ?? 0) } / Double(known.count)
    func missed(_ limit: Int) -> [Record] { ranks.filter { $0.1.map { $0 > limit } ?? true }.map(\.0) }
    return [
      Measure(
        "search-mrr", .search, "mean of 1 / rank of the source chunk among \(input.chunks.count) by BM25", reciprocal, .number,
        offenders: missed(10).map(\.id)),
      .without("search-hit-1", .search, "questions whose source chunk comes first", missed(1), of: known.count),
      .without("search-hit-5", .search, "questions whose source chunk is among the first five", missed(5), of: known.count),
    ]
  }
}
