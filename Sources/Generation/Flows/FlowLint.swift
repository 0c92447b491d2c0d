internal import Foundation
internal import JSONText

/// Finds what is likely wrong with a flow that can be read.
public enum FlowLint {
  /// Something to look at.
  public struct Finding: Sendable, Equatable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int
    /// What is likely wrong, in words.
    public let message: String

    public var description: String { "\(file):\(line): \(message)" }
  }

  /// What was found, by line.
  public static func findings(_ flow: Flow) -> [Finding] {
    var findings = flow.unknownKeys.map { entry in
      Finding(file: flow.path, line: entry.line, message: "block `\(entry.block)` does nothing with the key `\(entry.key)`")
    }
    if !flow.requiredColumns.isEmpty {
      let columns = Set(flow.requiredColumns + flow.optionalColumns)
      do throws(FlowError) { try FlowColumns.check(flow, columns: columns) } catch {
        findings.append(Finding(file: error.file ?? flow.path, line: error.line ?? 1, message: error.message))
      }
    }
    for (index, block) in flow.blocks.enumerated() {
      let line = flow.lines[index]
      func note(_ message: String) {
        findings.append(Finding(file: flow.path, line: line, message: "block `\(block.name)`: \(message)"))
      }
      let origin = Origin(flow, before: index)
      if let parser = block as? TagParserBlock, let prompt = origin.prompt(of: parser.inputs[0]) {
        let text = prompt.sources.joined(separator: "\n")
        for tag in parser.tags.flatMap({ [$0.start, $0.end] }) where !tag.isEmpty && !contains(text, tag) {
          note("expects the tag `\(tag)`, which the prompt `\(name(prompt))` does not mention")
        }
      }
      if let filter = block as? ColumnValueFilterBlock, filter.operation == .eq, filter.conversion == nil,
        let prompt = origin.prompt(of: filter.inputs[0])
      {
        let text = prompt.sources.joined(separator: "\n")
        for value in filter.values.compactMap(\.stringValue) where !contains(text, value) {
          note("keeps only `\(value)`, which the prompt `\(name(prompt))` does not ask for")
        }
      }
      if let chat = block as? LLMChatBlock {
        for parameter in chat.parameters {
          if let problem = ModelParameters.problem(parameter.key, parameter.value) { note(problem) }
        }
      }
      for column in block.outputs where !isRead(column, flow, behind: index) {
        note("makes the column `\(column)`, which nothing reads and the output does not name")
      }
    }
    return findings.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  private static func name(_ prompt: PromptFile) -> String { URL(fileURLWithPath: prompt.path).lastPathComponent }

  private static func contains(_ text: String, _ part: String) -> Bool {
    UTF8Search.contains(Array(text.utf8), Array(part.utf8))
  }

  /// Whether a column is read further down, or may be wanted at the end.
  private static func isRead(_ column: String, _ flow: Flow, behind index: Int) -> Bool {
    guard let wanted = flow.outputColumns else { return true }
    return wanted.contains(column) || flow.blocks[(index + 1)...].contains { $0.inputs.contains(column) }
  }

  /// Where columns come from.
  private struct Origin {
    private let blocks: ArraySlice<any FlowBlock>

    init(_ flow: Flow, before index: Int) { blocks = flow.blocks[..<index] }

    /// The prompt whose reply a column was taken from; nil where it comes from none.
    func prompt(of column: String) -> PromptFile? {
      var column = column
      for block in blocks.reversed() {
        if let place = block.outputs.firstIndex(of: column) {
          if let builder = block as? PromptBuilderBlock { return builder.prompt }
          column = block is RenameColumnsBlock || block is DuplicateColumnsBlock ? block.inputs[place] : block.inputs.first ?? ""
        }
      }
      return nil
    }
  }
}
