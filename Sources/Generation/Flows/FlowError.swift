/// Why a flow cannot be read or run.
public struct FlowError: Error, Equatable, CustomStringConvertible {
  /// The file that is to be mended; nil where it is none.
  public var file: String?
  /// From 1; nil where no line is to blame.
  public var line: Int?
  /// What is wrong, in words; holds no text of rows.
  public var message: String
  /// What to do about it.
  public var hint: String?

  public init(_ message: String, file: String? = nil, line: Int? = nil, hint: String? = nil) {
    self.file = file
    self.line = line
    self.message = message
    self.hint = hint
  }

  public var description: String {
    let file = file.map { $0.hasPrefix(BundledFlows.root + "/") ? String($0.dropFirst(BundledFlows.root.count + 1)) : $0 }
    return switch (file, line) {
    case (let file?, let line?): "`\(file)` line \(line): \(message)"
    case (let file?, nil): "`\(file)`: \(message)"
    default: message
    }
  }
}
