public import Generation
public import LanguageModels

/// A flow with all that it needs to run over documents.
public struct FlowChoice: Sendable {
  public var flow: Flow
  /// Asked by all blocks that `blockModels` does not name.
  public var model: any LanguageModel
  public var blockModels: [String: any LanguageModel]
  public var meter: RequestMeter
  /// How many rows are on their way at once.
  public var window: Int
  /// What the user says of the rows.
  public var hints = SeedRows.Hints()
  /// The most rows; nil for all.
  public var limit: Int?
  /// Whether to ask again where `failed.jsonl` of the folder blames a reply that was kept.
  public var retriesFailed = false
  public let monitor = FlowMonitor()

  public init(
    _ flow: Flow, model: any LanguageModel, blockModels: [String: any LanguageModel] = [:],
    meter: RequestMeter = RequestMeter(), window: Int = 64
  ) {
    (self.flow, self.model, self.blockModels, self.meter, self.window) = (flow, model, blockModels, meter, window)
  }

  /// What a folder's run is known by: other prompts, parameters and models go on in it, another flow does not.
  var key: String { "flow \(flow.id ?? flow.name)" }
}
