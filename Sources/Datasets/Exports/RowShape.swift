package import JSONText

/// How a record stands in a training file, and what the reader of the file demands.
package protocol RowShape: Sendable {
  /// The row, unchecked.
  func row(of record: Record) throws(RowFault) -> JSONValue

  /// Says by which rule the reader would refuse a row.
  func check(_ row: JSONValue) throws(RowFault)
}

/// Why a record cannot be a row. Says nothing of the record's text.
public struct RowFault: Error, Hashable, Sendable {
  public let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension ExportOptions {
  /// The shape of rows; nil for formats that are not rows of JSON.
  package var shape: (any RowShape)? {
    let prompt = ExportPrompt(self)
    switch format {
    case .csv, .markdown: return nil
    case .jsonl: return RecordRow()
    case .openai: return ChatRow(turns: ChatTurns(dialect: .openai, prompt: prompt))
    case .mistral: return ChatRow(turns: ChatTurns(dialect: .mistral, prompt: prompt))
    case .trlMessages: return ChatRow(turns: ChatTurns(dialect: .trl, prompt: prompt))
    case .trlPromptCompletion where asMessages: return ChatCompletionRow(turns: ChatTurns(dialect: .trl, prompt: prompt))
    case .trlPromptCompletion: return TextCompletionRow(prompt: prompt)
    case .alpaca: return AlpacaRow(prompt: prompt)
    case .sharegpt: return ShareGPTRow(prompt: prompt)
    case .hf: return HubRow(chat: ChatRow(turns: ChatTurns(dialect: .trl, prompt: prompt)))
    }
  }
}

extension JSONValue {
  /// The keys of an object, in order; none where it is none.
  package var keys: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.key)
  }

  /// Whether it is a string with something in it to see.
  var isText: Bool { stringValue?.contains { !$0.isWhitespace } ?? false }

  var isObject: Bool { if case .object = self { true } else { false } }
}
