public import Datasets
internal import JSONText

/// What two runs made of the same chunk, or of the same section where chunks were cut otherwise.
public struct ComparedSample: Sendable {
  public let document: String
  public let headingPath: [String]
  public let first: [Record]
  public let second: [Record]

  var json: JSONValue {
    [
      "document": .string(document), "heading_path": .array(headingPath.map { .string($0) }),
      "a": .array(first.map(\.json)), "b": .array(second.map(\.json)),
    ]
  }

  /// At most so many samples, evenly spread over the first dataset: chunks of which both have records, and sections of the other records.
  /// Those in which both say the same come last.
  static func samples(_ first: [Record], _ second: [Record], limit: Int) -> [ComparedSample] {
    let chunks = Set(first.map(\.chunkKey)).intersection(second.map(\.chunkKey))
    let shared = groups(first, second) { record in
      chunks.contains(record.chunkKey)
        ? record.chunkKey : ([record.evidence.documentName] + record.headingPath).joined(separator: "\n")
    }
    let differing = shared.filter { !$0.isSame }
    let taken = spread(differing, limit)
    return taken + spread(shared.filter(\.isSame), limit - taken.count)
  }

  private var isSame: Bool { first.map(\.question) == second.map(\.question) && first.map(\.answer) == second.map(\.answer) }

  private static func groups(_ first: [Record], _ second: [Record], by key: (Record) -> String) -> [ComparedSample] {
    let others = Dictionary(grouping: second, by: key)
    let own = Dictionary(grouping: first, by: key)
    var seen: Set<String> = []
    return first.compactMap { record in
      let key = key(record)
      guard let other = others[key], seen.insert(key).inserted else { return nil }
      return ComparedSample(
        document: record.evidence.documentName, headingPath: record.headingPath, first: own[key] ?? [], second: other)
    }
  }

  private static func spread(_ samples: [ComparedSample], _ limit: Int) -> [ComparedSample] {
    guard limit > 0, samples.count > limit else { return limit > 0 ? samples : [] }
    return (0..<limit).map { samples[$0 * samples.count / limit] }
  }
}
