/// What a dataset can be exported as. A name says who reads it.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// The records as they are.
  case jsonl
  case csv
  /// For people: see ``MarkdownBook``.
  case markdown
  /// Lines `{"messages": […]}` of OpenAI's fine-tuning.
  case openai
  /// The same for Mistral.
  case mistral
  /// A list of `{"instruction", "input", "output"}`, which LLaMA-Factory and Axolotl read.
  case alpaca
  /// A list of `{"conversations", "system", "tools"}`, which LLaMA-Factory reads.
  case sharegpt
  /// Lines `{"prompt", "completion"}` for TRL.
  case trlPromptCompletion = "trl-prompt-completion"
  /// Lines `{"messages": […]}` for TRL.
  case trlMessages = "trl-messages"
  /// A folder that `datasets` loads, with a card.
  case hf
}

extension ExportFormat {
  /// The end of a file's name, behind the dot.
  public var fileExtension: String {
    switch self {
    case .csv: "csv"
    case .markdown: "md"
    case .alpaca, .sharegpt: "json"
    default: "jsonl"
    }
  }

  /// Whether a file is one JSON array and not lines.
  public var isArray: Bool { self == .alpaca || self == .sharegpt }

  /// Whether a file is read by training software, which has a prompt: a system message and a passage may stand there.
  public var hasPrompt: Bool { ![.jsonl, .csv, .markdown].contains(self) }

  /// Whether answers and tool calls may stand in one file. Elsewhere the rows of both have different keys, which OpenAI refuses
  /// and Arrow fills with nulls.
  public var mixesSubsets: Bool { !hasPrompt || isArray }

  /// Whether readers refuse members that they do not know, or take them for columns: where a row comes from stands in a file of its
  /// own then.
  public var needsSidecar: Bool { hasPrompt && self != .hf }

  /// Whether a row can be written before the next record is known.
  public var isStream: Bool { self == .jsonl || self == .csv }
}
