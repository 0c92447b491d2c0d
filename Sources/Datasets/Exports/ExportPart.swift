/// The records of one file of an export.
public struct ExportPart: Sendable {
  /// Nil where both kinds may stand in one file, or there is only one.
  public var subset: Subset?
  /// Nil where the dataset is not split.
  public var split: String?
  public var records: [Record]

  /// The file's name without its end: `train`, `qa`, `tools-test`; `dataset` where nothing is parted.
  public var name: String {
    let words = [subset?.rawValue, split].compactMap { $0 }
    return words.isEmpty ? "dataset" : words.joined(separator: "-")
  }
}

/// How records are laid out in the files of a folder.
public struct ExportLayout: Sendable {
  public var format: ExportFormat
  public var split: Split?
  public var unit = Split.Unit.document
  /// Of the split.
  public var seed = 0

  public init(_ format: ExportFormat) { self.format = format }

  /// Why records cannot be laid out.
  public struct Fault: Error, Equatable, Sendable {
    public let reason: String
    public let hint: String
  }

  /// Files in the order of splits, answers before tool calls; those without records are left out. Within a file records keep their
  /// order.
  public func parts(of records: [Record]) throws(Fault) -> [ExportPart] {
    var parts: [ExportPart] = []
    for (name, records) in try splits(of: records) {
      for (subset, records) in subsets(of: records) {
        parts.append(ExportPart(subset: subset, split: name, records: records))
      }
    }
    // A split is named alone where there is one kind of records; without splits the kind is the name.
    if split != nil, Set(parts.map(\.subset)).count == 1 {
      parts = parts.map { ExportPart(split: $0.split, records: $0.records) }
    }
    return parts
  }

  private func subsets(of records: [Record]) -> [(Subset?, [Record])] {
    guard !format.mixesSubsets else { return [(nil, records)] }
    return Subset.allCases.map { subset in (subset, records.filter { $0.subset == subset }) }.filter { !$0.1.isEmpty }
  }

  private func splits(of records: [Record]) throws(Fault) -> [(String?, [Record])] {
    guard let split else { return [(nil, records)] }
    var sizes: [String: Int] = [:]
    for record in records { sizes[record.group(by: unit), default: 0] += 1 }
    guard let places = split.assignment(of: sizes, seed: seed) else { throw tooFew(sizes.count, split) }
    var parts = split.parts.map { (Optional($0.name), [Record]()) }
    for record in records { parts[places[record.group(by: unit)] ?? 0].1.append(record) }
    return parts
  }

  private func tooFew(_ count: Int, _ split: Split) -> Fault {
    let groups = count == 1 ? "1 \(unit.rawValue)" : "\(count) \(unit.rawValue)s"
    return Fault(
      reason: "records of \(groups) cannot make \(split.parts.count) splits, since no \(unit.rawValue) is divided",
      hint: unit == .document && count > 0
        ? "add documents, name fewer splits, or keep only chunks together with `--split-by chunk`"
        : "add documents or name fewer splits")
  }
}
