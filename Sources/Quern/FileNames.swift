/// Names for files made from documents.
public struct FileNames: Sendable {
  private var taken: Set<String> = []

  public init() {}

  /// `NAME.kind` for a source, unlike all before: the last part of its path without extension, with what no file name may hold
  /// replaced.
  public mutating func name(for source: String, kind: String) -> String {
    let last = source.split(separator: "/").last.map(String.init) ?? "document"
    var stem = last.contains(".") && !last.hasPrefix(".") ? last.split(separator: ".").dropLast().joined(separator: ".") : last
    stem = String(stem.map { $0.isLetter || $0.isNumber || "-_. ()".contains($0) ? $0 : "_" })
    while stem.hasPrefix(".") || stem.hasPrefix("-") { stem.removeFirst() }
    while stem.utf8.count > 180 { stem.removeLast() }
    if stem.isEmpty { stem = "document" }
    var name = "\(stem).\(kind)"
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(stem)-\(number).\(kind)"
      number += 1
    }
    return name
  }
}
