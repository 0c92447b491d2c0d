internal import Synchronization

/// The last of what a program printed.
final class LineLog: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  /// At least so many bytes are kept, and never twice as many.
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func append(_ more: ArraySlice<UInt8>) {
    bytes.withLock { bytes in
      bytes += more
      if bytes.count > 2 * limit { bytes.removeFirst(bytes.count - limit) }
    }
  }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  /// The last lines that hold anything, in order, each cut to `width` characters.
  func last(_ count: Int, width: Int = 200, where isWanted: (Substring) -> Bool = { _ in true }) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } && isWanted($0) }
    return lines.suffix(count).map { $0.count > width ? $0.prefix(width - 1) + "…" : String($0) }
  }
}
