internal import Foundation
public import Generation
public import JSONText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The rows that a flow gets: held, or read again from their file when one is needed, so that memory holds no more than where each begins.
public struct FlowRows: RandomAccessCollection, Sendable {
  private enum Storage: Sendable {
    case held([FlowRow])
    case file(RowFile)
  }

  private let storage: Storage
  /// Of the columns that any row has.
  public let names: Set<String>

  public init(_ rows: [FlowRow]) {
    storage = .held(rows)
    names = rows.reduce(into: []) { $0.formUnion($1.names) }
  }

  /// Why a file gives no rows.
  public enum Problem: Error, Equatable {
    case unreadable
    /// Counted from 1.
    case noObject(line: Int)
    /// The lines are those of an earlier stage.
    case stage
  }

  /// Reads a file of one JSON object a line, which must stay as it is while the rows are used. Blank lines count for nothing.
  ///
  /// - Parameter limit: the most rows to take; nil for all.
  /// - Complexity: one pass over the file; 16 bytes a row are kept.
  public init(file path: String, limit: Int? = nil) throws(Problem) {
    guard let reader = LineReader(path), let file = RowFile(path) else { throw .unreadable }
    var names: Set<String> = []
    var number = 0
    var start = 0
    while let line = reader.next() {
      number += 1
      defer { start = reader.offset }
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      guard let json = try? JSONValue(parsing: line[...]), case .object(let members) = json else { throw .noObject(line: number) }
      if file.lines.isEmpty, let type = json["type"]?.stringValue, ["document", "chunk"].contains(type) { throw .stage }
      for member in members where !names.contains(member.key) { names.insert(member.key) }
      file.lines.append((start, line.count))
      if let limit, file.lines.count >= limit { break }
    }
    storage = .file(file)
    self.names = names
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int {
    switch storage {
    case .held(let rows): rows.count
    case .file(let file): file.lines.count
    }
  }

  /// A row that cannot be read again, since its file was changed, has no columns.
  public subscript(index: Int) -> FlowRow {
    switch storage {
    case .held(let rows): rows[index]
    case .file(let file): file.row(index)
    }
  }
}

/// An open file and where its rows stand. Nothing changes once the rows are made, and reading at a place moves nothing.
private final class RowFile: @unchecked Sendable {
  private let descriptor: Int32
  var lines: [(start: Int, length: Int)] = []

  init?(_ path: String) {
    descriptor = open(path, O_RDONLY)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  func row(_ index: Int) -> FlowRow {
    let (start, length) = lines[index]
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let read = pread(descriptor, buffer.baseAddress.map { $0 + count }, length - count, off_t(start + count))
        guard read > 0 || (read < 0 && errno == EINTR) else { return }
        count += max(0, read)
      }
    }
    guard case .object(let members)? = try? JSONValue(parsing: bytes[...]) else { return FlowRow() }
    return FlowRow(members)
  }
}
