/// `README.md` of a dataset's folder: the head that `datasets` and the Hub read, and a few words for people.
///
/// The head names no licence and no language, which are those of the documents and not known here.
public struct DatasetCard: Sendable {
  /// A file of the folder as it was written.
  public struct File: Sendable {
    public var subset: Subset
    public var split: String
    /// From the folder.
    public var path: String
    public var rowCount: Int
    public var byteCount: Int

    public init(subset: Subset, split: String, path: String, rowCount: Int, byteCount: Int) {
      (self.subset, self.split, self.path) = (subset, split, path)
      (self.rowCount, self.byteCount) = (rowCount, byteCount)
    }
  }

  private let files: [File]
  private let documentCount: Int
  private let unit: Split.Unit

  /// - Parameter unit: what no split divides.
  public init(files: [File], documentCount: Int, unit: Split.Unit) {
    (self.files, self.documentCount, self.unit) = (files, documentCount, unit)
  }

  public var text: String { "---\n" + head.joined(separator: "\n") + "\n---\n\n" + body.joined(separator: "\n\n") + "\n" }

  /// One configuration for each kind of records, since their columns differ.
  private var configs: [(subset: Subset, files: [File])] {
    Subset.allCases.map { subset in (subset, files.filter { $0.subset == subset }) }.filter { !$0.1.isEmpty }
  }

  private func name(_ subset: Subset) -> String { configs.count == 1 ? "default" : subset.rawValue }

  private var rowCount: Int { files.reduce(0) { $0 + $1.rowCount } }

  private var head: [String] {
    [
      "size_categories: [\(Self.size(rowCount))]", "task_categories: [question-answering, text-generation]", "tags: [synthetic]",
      "annotations_creators: [machine-generated]", "source_datasets: [original]", "configs:",
    ] + configs.enumerated().flatMap { data(of: $1.subset, $1.files, isFirst: $0 == 0) } + ["dataset_info:"]
      + configs.flatMap { info(of: $0.subset, $0.files) }
  }

  private func data(of subset: Subset, _ files: [File], isFirst: Bool) -> [String] {
    ["- config_name: \(name(subset))"] + (isFirst && configs.count > 1 ? ["  default: true"] : []) + ["  data_files:"]
      + files.map { "  - {split: \($0.split), path: \($0.path)}" }
  }

  /// Features are named for plain answers, where a column may be null on every row and has no type then. Where tools are called,
  /// `datasets` finds out by itself that arguments differ.
  private func info(of subset: Subset, _ files: [File]) -> [String] {
    let bytes = files.reduce(0) { $0 + $1.byteCount }
    return ["- config_name: \(name(subset))"] + (subset == .tools ? [] : ["  features:"] + Self.features) + ["  splits:"]
      + files.map { "  - {name: \($0.split), num_bytes: \($0.byteCount), num_examples: \($0.rowCount)}" }
      + ["  download_size: \(bytes)", "  dataset_size: \(bytes)"]
  }

  /// The columns of ``HubRow`` without tools.
  private static let features =
    ["  - name: messages", "    list:", "    - {name: role, dtype: string}", "    - {name: content, dtype: string}"]
    + ["id", "kind", "question", "answer", "short_answer", "evidence", "document", "document_id"].map(text)
    + ["  - {name: pages, list: int64}", "  - {name: range, list: int64}", "  - {name: heading_path, list: string}"]
    + [text("chunk"), "  - {name: score, dtype: float64}"]

  private static func text(_ name: String) -> String { "  - {name: \(name), dtype: string}" }

  /// The Hub's classes.
  static func size(_ count: Int) -> String {
    switch count {
    case ..<1_000: "n<1K"
    case ..<10_000: "1K<n<10K"
    case ..<100_000: "10K<n<100K"
    case ..<1_000_000: "100K<n<1M"
    default: "1M<n<10M"
    }
  }

  private var body: [String] {
    let splits = Set(files.map(\.split)).count
    return [
      "# Questions and answers from documents",
      "\(rowCount) records from \(documentCount) \(documentCount == 1 ? "document" : "documents"), made by Quern."
        + (splits > 1 ? " No \(unit.rawValue) stands in two splits." : ""),
      "| file | records |\n|---|---|\n" + files.map { "| `\($0.path)` | \($0.rowCount) |" }.joined(separator: "\n"),
      "`messages` is the row to train on. `evidence` is the text that proves the answer: the bytes `range` of the document's text, on "
        + "`pages` of `document`, below the titles of `heading_path`. `score` says how dense the chunk is, from 0 to 1.",
      "Before you publish it, add `license` and `language` to the head of this file: they are those of the documents.",
    ]
  }
}
