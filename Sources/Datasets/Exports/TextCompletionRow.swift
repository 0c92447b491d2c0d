import JSONText

/// A line `{"prompt": "…\n", "completion": "…"}` of plain text.
///
/// The prompt ends its line: tokenizers cut behind line ends, so that the tokens of a prompt also begin those of the whole, as TRL
/// expects it.
struct TextCompletionRow: RowShape {
  let prompt: ExportPrompt

  func row(of record: Record) throws(RowFault) -> JSONValue {
    guard record.subset == .qa else { throw RowFault("plain text has no place for tools; `--messages` has one") }
    let question = [prompt.system, prompt.question(of: record)].compactMap { $0 }.joined(separator: "\n\n")
    return ["prompt": .string(question + "\n"), "completion": .string(record.answer)]
  }

  func check(_ row: JSONValue) throws(RowFault) {
    guard row.keys == ["prompt", "completion"], row["prompt"]?.isText == true, row["completion"]?.isText == true else {
      throw RowFault("the question or the answer is empty")
    }
  }
}
