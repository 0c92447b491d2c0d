internal import Datasets
public import JSONText

/// A run, or a dataset by itself, that is compared with another.
public struct RunContents: Sendable {
  /// As the user named it.
  public var name: String
  public var dataset: DatasetInput
  /// `run.json`; nil where records stand alone.
  public var manifest: JSONValue?

  public init(name: String, dataset: DatasetInput, manifest: JSONValue? = nil) {
    (self.name, self.dataset, self.manifest) = (name, dataset, manifest)
  }

  /// What the run was told: its options, the version, and the names in what is said of a flow.
  var options: [(name: String, value: JSONValue)] {
    let flow = Self.leaves(manifest?["flow"] ?? .null).filter { $0.value.stringValue != nil }
    return [("quern", manifest?["quern"] ?? .null)].filter { $0.1 != .null } + Self.leaves(manifest?["options"] ?? .null)
      + flow.map { ("flow." + $0.name, $0.value) }
  }

  /// What the run counted by stage and reason.
  var counts: [(name: String, value: Int)] {
    Self.leaves(manifest?["counts"] ?? .null).compactMap { leaf in leaf.value.intValue.map { (leaf.name, $0) } }
  }

  /// The documents of the run by name; of records alone those that they name.
  var documents: Set<String> {
    let inputs = (manifest?["inputs"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    return Set(inputs.isEmpty ? dataset.records.map(\.evidence.documentName) : inputs)
  }

  /// The values within an object by the path to each: `chunks.out`. An array is one value.
  private static func leaves(_ json: JSONValue, _ path: String = "") -> [(name: String, value: JSONValue)] {
    guard case .object(let members) = json else { return path.isEmpty ? [] : [(path, json)] }
    return members.flatMap { leaves($0.value, path.isEmpty ? $0.key : path + "." + $0.key) }
  }
}
