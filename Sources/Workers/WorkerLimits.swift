/// The limits of a worker.
public struct WorkerLimits: Sendable, Equatable {
  /// Wall-clock seconds for one document.
  public var seconds: Double
  /// Bytes of address space.
  public var memory: Int

  public init(seconds: Double = 120, memory: Int = 4 << 30) {
    self.seconds = seconds
    self.memory = memory
  }
}
