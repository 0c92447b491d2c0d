internal import Foundation

/// All that tells one server from another: requests with the same plan share one.
struct LlamaServerPlan: Hashable, Sendable {
  /// Paths: of `llama-server`, of `quern`, of the model's file.
  var program: String
  var supervisor: String
  var model: String
  /// The model as people know it.
  var name: String
  /// Tokens of one request.
  var context: Int
  var slots: Int
  /// Never all cores: threads that wait for one another in a loop come to a standstill beside other work.
  var threads = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
  /// Seconds until the model must be loaded, and until a whole reply must be there.
  var loadingTime: Double
  var timeout: Double
  /// Seconds without a request until the server is stopped.
  var idleTime = LocalOptions().idleTime
}
