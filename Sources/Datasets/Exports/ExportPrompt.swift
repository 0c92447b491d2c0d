/// What a model is told and asked in a row.
struct ExportPrompt: Sendable {
  let system: String?
  private let passages: Passages?

  init(_ options: ExportOptions) {
    (system, passages) = (options.system, options.passages)
  }

  /// The text that the question is about; nil where it stands alone.
  func passage(for record: Record) -> String? { passages?.passage(for: record) }

  /// What the user says: the question, below its passage where there is one. The tags are words of no language and show where the
  /// passage ends.
  func question(of record: Record) -> String {
    guard let passage = passage(for: record) else { return record.question }
    return "<passage>\n\(passage)\n</passage>\n\n\(record.question)"
  }
}
