/// How local models are run.
public struct LocalOptions: Sendable, Equatable {
  /// The path of `llama-server`; nil to look for one.
  public var server: String?
  /// Tokens that one request may have, prompt and reply together.
  public var context = 4096
  /// Requests that are answered at once. Each takes memory for a context of its own.
  public var slots = 2
  /// The path of `quern` itself, which watches over the server; see ``ProcessSupervisor``.
  public var supervisor: String?
  /// Seconds until a model must be loaded.
  public var loadingTime = 180.0
  /// Seconds without a request until the server is stopped. The next request starts it again.
  public var idleTime = 300.0

  public init(supervisor: String? = nil) { self.supervisor = supervisor }
}
