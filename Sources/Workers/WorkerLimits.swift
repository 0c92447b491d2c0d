/// The limits of a worker.
public struct WorkerLimits: Sendable, Equatable {
  /// Wall-clock seconds for one document.
  public var seconds: Double
  /// Wall-clock seconds for one page, at most `seconds`: a page that takes longer is left out. Three times as long with OCR, which
  /// adds to `seconds` too.
  public var pageSeconds: Double { min(seconds, 20) }
  /// Bytes of address space.
  public var memory: Int

  public init(seconds: Double = 120, memory: Int = 4 << 30) {
    self.seconds = seconds
    self.memory = memory
  }
}
