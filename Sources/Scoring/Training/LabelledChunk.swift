public import JSONText

/// What a reader said of a chunk.
public struct ChunkJudgement: Sendable, Equatable {
  /// Worth giving to a generation stage.
  public var keep: Bool
  /// Rich in rules and facts; implies ``keep``.
  public var rich: Bool
  /// A close call on ``keep``.
  public var isAmbiguous: Bool
  public var label: ChunkLabel
  /// What must stay on one side of a split: a document, or a family of them.
  public var group: String

  public init(keep: Bool, rich: Bool, isAmbiguous: Bool = false, label: ChunkLabel, group: String) {
    self.keep = keep
    self.rich = rich
    self.isAmbiguous = isAmbiguous
    self.label = label
    self.group = group
  }

  /// Why a line holds no judgement.
  public enum Failure: Error, Equatable {
    /// `keep`, `rich` or `label` is missing.
    case missing(String)
    case unknownLabel
  }

  /// Reads `label`, `keep`, `rich`, and where they are there `ambiguous` and `group` (else `doc` or `document`).
  public init(json: JSONValue) throws(Failure) {
    guard let keep = json["keep"]?.boolValue else { throw .missing("keep") }
    guard let name = json["label"]?.stringValue else { throw .missing("label") }
    guard let label = Self.label(name) else { throw .unknownLabel }
    let group = (json["group"] ?? json["doc"] ?? json["document"])?.stringValue ?? ""
    self.init(
      keep: keep, rich: (json["rich"]?.boolValue ?? false) && keep, isAmbiguous: json["ambiguous"]?.boolValue ?? false,
      label: label,
      group: group)
  }

  /// A label by its name, or by a short one that some sets use.
  static func label(_ name: String) -> ChunkLabel? {
    switch name {
    case "toc": .contents
    case "front": .credits
    case "refs": .references
    case "nav": .navigation
    default: ChunkLabel(rawValue: name)
    }
  }
}
