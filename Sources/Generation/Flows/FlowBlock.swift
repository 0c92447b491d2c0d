public import JSONText
public import LanguageModels

/// A step of a flow.
public protocol FlowBlock: Sendable {
  /// Once in a flow.
  var name: String { get }
  /// As flow files name it.
  var type: String { get }
  /// The columns that it reads.
  var inputs: [String] { get }
  /// The columns that it makes, as far as they are known before it runs.
  var outputs: [String] { get }
  /// The keys that it takes beside those of all blocks; nil where it takes any.
  static var keys: Set<String>? { get }
  /// How many rows one row can become at most.
  var growth: RowGrowth { get }
  /// The column whose values are counted, of rows that come out; nil where none is.
  var tally: String? { get }
}

/// How many rows a step can make of one row.
public enum RowGrowth: Sendable {
  case times(Int)
  /// As many as the reply before it holds choices.
  case choices
  /// As many as the model writes down in one reply.
  case items
}

extension FlowBlock {
  public var growth: RowGrowth { .times(1) }
  public var tally: String? { nil }
}

/// A step that needs one row at a time: a row becomes no row, one or several.
protocol RowBlock: FlowBlock {
  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow]
  /// Whether sdg_hub makes its table anew here, by which the types of columns change.
  var remakesTable: Bool { get }
}

/// A step that needs all rows.
protocol TableBlock: FlowBlock {
  func table(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow]
  /// Why rows that do not come out were left out, for counts; nil where none are.
  var filterReason: String? { get }
}

extension TableBlock {
  var filterReason: String? { nil }
}

/// A step that needs all rows to ask for them one after the other.
protocol ConversationBlock: FlowBlock {
  /// What becomes of each row, in their order.
  func results(of rows: [FlowRow], _ context: FlowContext) async -> [Result<[FlowRow], BlockFailure>]
}

extension RowBlock {
  var remakesTable: Bool { false }
}

/// Why a row, or in a step over all rows all of them, cannot be used.
public struct BlockFailure: Error, Equatable, CustomStringConvertible {
  /// For counts: `no-reply`, `missing-column`, …
  public var code: String
  /// In words, for people; holds no text of rows.
  public var message: String
  /// What the model said, kept for people and for another try; nil where there is nothing.
  public var reply: String?
  /// Whether nothing more can be asked: a quota, a limit, a refused key.
  public var endsRun: Bool
  /// Whether the row is left out as one that is not wanted, which is no failure.
  public private(set) var isFiltered = false
  /// The request whose reply is to blame; nil where none is.
  public var request: SentRequest?

  public init(_ code: String, _ message: String, reply: String? = nil, endsRun: Bool = false, request: SentRequest? = nil) {
    self.code = code
    self.message = message
    self.reply = reply
    self.endsRun = endsRun
    self.request = request
  }

  /// A row that is not wanted.
  static func filtered(_ reason: String) -> BlockFailure {
    var failure = BlockFailure(reason, reason)
    failure.isFiltered = true
    return failure
  }

  public var description: String { message }
}

/// What steps need of the run.
struct FlowContext: Sendable {
  /// The model of a block.
  let model: @Sendable (String) -> (any LanguageModel)?
  /// What writes questions without a model; nil where nothing does.
  let references: (any ReferenceWriter)?
}
