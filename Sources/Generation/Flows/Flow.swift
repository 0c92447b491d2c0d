internal import Foundation
public import JSONText

/// A flow: steps that make records of rows, with the files that they need.
public struct Flow: Sendable {
  /// As `--flow` and people name it.
  public let name: String
  public let id: String?
  public let version: String?
  public let summary: String?
  /// Models that its author names: the first is the default.
  public let recommendedModels: [String]
  public let requiredColumns: [String]
  public let optionalColumns: [String]
  /// Columns that remain beside those that came in; nil for all.
  public let outputColumns: [String]?
  public private(set) var blocks: [any FlowBlock]
  /// Whether it does exactly as sdg_hub does.
  public let isCompatible: Bool
  /// The file that it was read from.
  public let path: String
  /// Lines of the blocks in the file, from 1.
  package let lines: [Int]
  /// Keys that no block of their type takes.
  package let unknownKeys: [(block: String, key: String, line: Int)]

  /// Reads `flow.yaml` at `path`, or in the folder at `path`, with its prompts.
  ///
  /// - Parameter isCompatible: whether to do as sdg_hub does; nil to go by the key `compat` of the file.
  public init(path: String, isCompatible: Bool? = nil) throws(FlowError) {
    var problems: [FlowError] = []
    self = try Flow(path: path, isCompatible: isCompatible, &problems)
    if let problem = problems.first { throw problem }
  }

  /// Reads a flow as far as it can be read: blocks that cannot are left out and added to `problems`.
  init(path: String, isCompatible: Bool?, _ problems: inout [FlowError]) throws(FlowError) {
    let path = path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? path : path + "/flow.yaml"
    let file = try YAMLValue.read(path)
    guard let metadata = file["metadata"], metadata.members != nil else {
      throw FlowError("the file has no `metadata`", file: path, hint: "is it a flow? a flow has `metadata` and `blocks`")
    }
    guard let name = metadata["name"]?.string else {
      throw FlowError("the flow has no name", file: path, line: metadata.line)
    }
    guard let list = file["blocks"]?.list, !list.isEmpty else { throw FlowError("the flow has no `blocks`", file: path) }
    let compat = if let isCompatible { isCompatible } else { try Self.isCompatible(file, path) }
    let folder = FlowFolder(path: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    var (blocks, lines): ([any FlowBlock], [Int]) = ([], [])
    var unknown: [(block: String, key: String, line: Int)] = []
    for entry in list {
      do throws(FlowError) {
        let (block, unused) = try Self.block(entry, path, folder, isCompatible: compat)
        if blocks.contains(where: { $0.name == block.name }) {
          throw FlowError("the name `\(block.name)` stands here a second time", file: path, line: entry.line)
        }
        unknown += unused.map { (block.name, $0.key, $0.line) }
        blocks.append(block)
        lines.append(entry.line)
      } catch {
        problems.append(error)
      }
    }
    self.name = name
    id = metadata["id"]?.string
    version = metadata["version"]?.scalar.map(PythonText.string)
    summary = metadata["description"]?.string
    let models = metadata["recommended_models"]
    recommendedModels = (models?["default"]?.strings ?? []) + (models?["compatible"]?.strings ?? [])
    let needs = metadata["dataset_requirements"]
    requiredColumns = needs?["required_columns"]?.strings ?? []
    optionalColumns = needs?["optional_columns"]?.strings ?? []
    outputColumns = try Self.outputColumns(metadata["output_columns"], path)
    self.blocks = blocks
    self.isCompatible = compat
    self.path = path
    self.lines = lines
    unknownKeys = unknown
  }

  /// A block, with the keys that its type does not take.
  private static func block(_ entry: YAMLValue, _ path: String, _ folder: FlowFolder, isCompatible: Bool) throws(FlowError) -> (
    block: any FlowBlock, unused: [(key: String, line: Int)]
  ) {
    guard let type = entry["block_type"]?.string, let values = entry["block_config"] else {
      throw FlowError("a block has a `block_type` and a `block_config`", file: path, line: entry.line)
    }
    let config = try BlockConfig(type: type, values, file: path, isCompatible: isCompatible)
    let block = try BlockTypes.block(config, folder)
    guard let keys = Swift.type(of: block).keys else { return (block, []) }
    return (block, config.parameters.filter { !keys.contains($0.key) }.map { ($0.key, $0.line) })
  }

  /// Sets request parameters of a block that asks a model; null takes one away.
  public mutating func override(_ parameters: [JSONValue.Member], of block: String) throws(FlowError) {
    guard let place = blocks.firstIndex(where: { $0.name == block }) else {
      throw FlowError("the flow has no block `\(block)`", file: path, hint: "`quern flow show` lists its blocks")
    }
    guard var asking = blocks[place] as? any ModelBlock else {
      throw FlowError("block `\(block)` asks no model and takes no parameters", file: path)
    }
    try asking.chat.override(parameters, block: block, file: path)
    blocks[place] = asking
  }

  /// Models that the flow names for blocks of its own, by the blocks' names.
  public var modelsOfBlocks: [String: String] {
    var models: [String: String] = [:]
    for block in blocks { if let model = (block as? any ModelBlock)?.chat.model { models[block.name] = model } }
    return models
  }

  /// The prompts as they stand in their files, for people.
  public var prompts: [(block: String, file: String, messages: [(role: String, text: String)])] {
    blocks.compactMap { block in
      (block as? any PromptedBlock)?.prompt.map { (block.name, $0.path, Array(zip($0.roles, $0.sources))) }
    }
  }

  private static func isCompatible(_ file: YAMLValue, _ path: String) throws(FlowError) -> Bool {
    guard let value = file["compat"] else { return false }
    guard value.string == "sdg_hub" else {
      throw FlowError("`compat` can be `sdg_hub` and nothing else", file: path, line: value.line)
    }
    return true
  }

  private static func outputColumns(_ value: YAMLValue?, _ path: String) throws(FlowError) -> [String]? {
    guard let value, value.scalar != .null else { return nil }
    guard let columns = value.strings, !columns.isEmpty else {
      throw FlowError(
        "`output_columns` must name columns", file: path, line: value.line, hint: "leave the key out to keep all columns")
    }
    return columns
  }
}

/// Blocks by their types.
enum BlockTypes {
  static func block(_ config: BlockConfig, _ folder: FlowFolder) throws(FlowError) -> any FlowBlock {
    switch config.type {
    case "PromptBuilderBlock": return try PromptBuilderBlock(config, folder)
    case "LLMChatBlock": return try LLMChatBlock(config)
    case "LLMResponseExtractorBlock", "LLMParserBlock": return try LLMResponseExtractorBlock(config)
    case "TagParserBlock": return try TagParserBlock(config)
    case "RegexParserBlock": return try RegexParserBlock(config)
    case "JSONParserBlock": return try JSONParserBlock(config)
    case "ToolCallBlock": return try ToolCallBlock(config)
    case "DocumentChatBlock": return try DocumentChatBlock(config)
    case "FaithfulnessBlock": return try FaithfulnessBlock(config, folder)
    case "ReferenceQuestionsBlock": return try ReferenceQuestionsBlock(config)
    case "RewordingBlock": return try RewordingBlock(config)
    case "AnswerChoiceBlock": return try AnswerChoiceBlock(config, folder)
    case "QuestionSubjectBlock": return try QuestionSubjectBlock(config)
    case "PairCheckBlock": return try PairCheckBlock(config)
    case "NearDuplicateBlock": return try NearDuplicateBlock(config)
    case "EvidenceAlignmentBlock": return try EvidenceAlignmentBlock(config)
    case "ColumnValueFilterBlock": return try ColumnValueFilterBlock(config)
    case "DuplicateColumnsBlock": return try DuplicateColumnsBlock(config)
    case "RenameColumnsBlock": return try RenameColumnsBlock(config)
    case "MeltColumnsBlock": return try MeltColumnsBlock(config)
    case "IndexBasedMapperBlock": return try IndexBasedMapperBlock(config)
    case "TextConcatBlock": return try TextConcatBlock(config)
    case "JSONStructureBlock": return try JSONStructureBlock(config)
    case "UniformColumnValueSetter": return try UniformColumnValueSetter(config)
    case "SamplerBlock": return try SamplerBlock(config)
    case "RowMultiplierBlock": return try RowMultiplierBlock(config)
    default: throw refusal(config)
    }
  }

  private static func refusal(_ config: BlockConfig) -> FlowError {
    switch config.type {
    case "AgentBlock", "AgentResponseExtractorBlock":
      config.error(
        "`\(config.type)` calls an agent's server, which this version does not do",
        hint: "run the agent elsewhere and give its replies as a column")
    case "MCPAgentBlock":
      config.error(
        "`MCPAgentBlock` calls tools over the network, which this version does not do",
        hint: "run the agent elsewhere and give its replies as a column")
    case "PythonInterpreterBlock":
      config.error(
        "`PythonInterpreterBlock` runs code that a model wrote, which this version does not do",
        hint: "run the code elsewhere, in a sandbox, and give its results as a column")
    default: config.error("there is no block type `\(config.type)`", hint: "`quern flow show` lists those of a flow that works")
    }
  }
}
