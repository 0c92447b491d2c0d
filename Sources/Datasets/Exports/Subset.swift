/// Records whose rows have the same keys.
public enum Subset: String, Sendable, CaseIterable {
  /// Answered in words.
  case qa
  /// Answered by calls of tools, or in words although there were tools.
  case tools
}

extension Record {
  public var subset: Subset { toolCalls.isEmpty && tools == nil ? .qa : .tools }
}
