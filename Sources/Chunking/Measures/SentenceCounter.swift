public import TextAnalysis

/// Counts sentences, for budgets in them. A heading, an item without a stop and a row of a table count as one.
public struct SentenceCounter: TokenCounter {
  public init() {}

  public var name: String { "sentences" }

  public func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int { SentenceSplitter.ranges(of: utf8).count }
}
