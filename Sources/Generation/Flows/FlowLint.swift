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

  /// What was found in the flow at `path`, by file and line. Of a flow that cannot be read, every block that is to blame is named.
  public static func findings(path: String, isCompatible: Bool?) -> [Finding] {
    var problems: [FlowError] = []
    do throws(FlowError) {
      let flow = try Flow(path: path, isCompatible: isCompatible, &problems)
      if problems.isEmpty { return findings(flow) }
    } catch {
      problems.append(error)
    }
    return sorted(problems.map { finding($0, path) })
  }

  /// What was found in a flow that can be read.
  public static func findings(_ flow: Flow) -> [Finding] {
    var findings = flow.unknownKeys.map { entry in
      Finding(file: flow.path, line: entry.line, message: "block `\(entry.block)` does nothing with the key `\(entry.key)`")
    }
    if !flow.requiredColumns.isEmpty {
      let columns = Set(flow.requiredColumns + flow.optionalColumns).union(SeedColumns.provenance)
      findings += FlowColumns.problems(flow, columns: columns).map { finding($0, flow.path) }
    }
    for (index, block) in flow.blocks.enumerated() {
      let notes =
        tagNotes(block, flow, index) + filterNotes(block, flow, index) + schemaNotes(block, flow, index)
        + verdictNotes(block) + parameterNotes(block) + mappingNotes(block) + unreadNotes(block, flow, index)
      findings += notes.map { Finding(file: flow.path, line: flow.lines[index], message: "block `\(block.name)`: \($0)") }
    }
    return sorted(findings)
  }

  private static func finding(_ error: FlowError, _ path: String) -> Finding {
    let hint = error.hint.map { " (\($0))" } ?? ""
    return Finding(file: error.file ?? path, line: error.line ?? 1, message: error.message + hint)
  }

  private static func sorted(_ findings: [Finding]) -> [Finding] {
    var seen: Set<String> = []
    return findings.sorted { ($0.file, $0.line) < ($1.file, $1.line) }.filter { seen.insert($0.description).inserted }
  }

  // MARK: What is looked at

  /// Tags that a parser expects and the prompt does not mention.
  private static func tagNotes(_ block: any FlowBlock, _ flow: Flow, _ index: Int) -> [String] {
    guard let parser = block as? TagParserBlock, let prompt = Origin(flow, before: index).prompt(of: parser.inputs[0]) else {
      return []
    }
    let text = prompt.sources.joined(separator: "\n")
    return parser.tags.flatMap { [$0.start, $0.end] }.filter { !$0.isEmpty && !contains(text, $0) }
      .map { "expects the tag `\($0)`, which the prompt `\(name(prompt))` does not mention" }
  }

  /// Values that a filter keeps and the prompt does not ask for.
  private static func filterNotes(_ block: any FlowBlock, _ flow: Flow, _ index: Int) -> [String] {
    guard let filter = block as? ColumnValueFilterBlock, filter.operation == .eq, filter.conversion == nil,
      let prompt = Origin(flow, before: index).prompt(of: filter.inputs[0])
    else { return [] }
    let text = prompt.sources.joined(separator: "\n")
    return filter.values.compactMap(\.stringValue).filter { !contains(text, $0) }
      .map { "keeps only `\($0)`, which the prompt `\(name(prompt))` does not ask for" }
  }

  /// A verdict that a prompt does not ask for.
  private static func verdictNotes(_ block: any FlowBlock) -> [String] {
    guard let block = block as? FaithfulnessBlock, let prompt = block.prompt else { return [] }
    let text = prompt.sources.joined(separator: "\n")
    return ["<verdict>", block.supported].filter { !contains(text, $0) }
      .map { "looks for `\($0)`, which the prompt `\(name(prompt))` does not mention" }
  }

  /// Columns that a parser takes from JSON whose schema has none of that name.
  private static func schemaNotes(_ block: any FlowBlock, _ flow: Flow, _ index: Int) -> [String] {
    guard let parser = block as? JSONParserBlock, let chat = Origin(flow, before: index).chat(of: parser.inputs[0]),
      let format = chat.chat.members.first(where: { $0.key == "response_format" })?.value, let schema = format["json_schema"]
    else { return [] }
    let names = propertyNames(schema["schema"] ?? schema)
    return parser.wanted.filter { !names.contains($0) && $0 != "items" && $0 != "value" }
      .map { "takes `\($0)`, which the schema of block `\(chat.name)` does not have" }
  }

  private static func propertyNames(_ schema: JSONValue) -> Set<String> {
    switch schema {
    case .object(let members):
      members.reduce(into: []) { names, member in
        if member.key == "properties", case .object(let properties) = member.value { names.formUnion(properties.map(\.key)) }
        names.formUnion(propertyNames(member.value))
      }
    case .array(let values): values.reduce(into: []) { $0.formUnion(propertyNames($1)) }
    default: []
    }
  }

  private static func parameterNotes(_ block: any FlowBlock) -> [String] {
    ((block as? any ModelBlock)?.chat.members ?? []).compactMap { ModelParameters.problem($0.key, $0.value) }
  }

  /// Columns that a prompt is given and does not use.
  private static func mappingNotes(_ block: any FlowBlock) -> [String] {
    guard let builder = block as? PromptBuilderBlock else { return [] }
    return builder.variables.filter { !builder.file.variables.contains($0.name) }
      .map { "gives `\($0.name)` to the prompt `\(name(builder.file))`, which does not use it" }
  }

  private static func unreadNotes(_ block: any FlowBlock, _ flow: Flow, _ index: Int) -> [String] {
    block.outputs.filter { !isRead($0, flow, behind: index) }
      .map { "makes the column `\($0)`, which nothing reads and the output does not name" }
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
      (source(of: column) { $0 is PromptBuilderBlock } as? PromptBuilderBlock)?.file
    }

    /// The block that asked for the reply that a column was taken from; nil where none did.
    func chat(of column: String) -> (any ModelBlock)? { source(of: column) { $0 is any ModelBlock } as? any ModelBlock }

    /// The block of a kind that a column comes from, through the blocks between.
    private func source(of column: String, _ isSought: (any FlowBlock) -> Bool) -> (any FlowBlock)? {
      var column = column
      for block in blocks.reversed() {
        guard let place = block.outputs.firstIndex(of: column) else { continue }
        if isSought(block) { return block }
        column = block is RenameColumnsBlock || block is DuplicateColumnsBlock ? block.inputs[place] : block.inputs.first ?? ""
      }
      return nil
    }
  }
}
