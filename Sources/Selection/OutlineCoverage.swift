public import JSONText

/// Which of a document's sections go on, so that none is left out in silence.
///
/// Sections are those of the first heading level, or where all stand under one heading, which is the title, those below it.
public struct OutlineCoverage: Sendable, Equatable {
  /// A section and what became of its chunks.
  public struct Section: Sendable, Equatable {
    /// Its heading; empty for what stands before the first.
    public var title: String
    public var chunks: Int
    public var kept: Int
    /// Why its other chunks were dropped, by ``SelectionDecision/category``.
    public var dropped: [String: Int]
  }

  /// In the order of the text.
  public private(set) var sections: [Section] = []

  /// Of the chunks of one document, in order.
  public init(_ items: [(headingPath: [String], decision: SelectionDecision)]) {
    var places: [String: Int] = [:]
    for (name, item) in zip(Self.names(items.map(\.headingPath)), items) {
      let place = places[name] ?? sections.count
      if place == sections.count {
        places[name] = place
        sections.append(Section(title: name, chunks: 0, kept: 0, dropped: [:]))
      }
      sections[place].chunks += 1
      if let category = item.decision.category {
        sections[place].dropped[category, default: 0] += 1
      } else {
        sections[place].kept += 1
      }
    }
  }

  /// Sections of which nothing goes on.
  public var leftOut: [Section] { sections.filter { $0.kept == 0 } }

  /// The names of the sections that chunks of one document belong to, by their paths.
  static func names(_ paths: [[String]]) -> [String] {
    let depth = Set(paths.compactMap(\.first)).count > 1 ? 0 : 1
    return paths.map { $0.count > depth ? $0[depth] : $0.first ?? "" }
  }
}

extension OutlineCoverage.Section {
  public var json: JSONValue {
    [
      "title": .string(title), "chunks": .int(chunks), "kept": .int(kept),
      "dropped": .object(dropped.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) }),
    ]
  }
}
