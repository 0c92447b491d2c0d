internal import ByteCoding

/// Length-prefixed messages over a pipe: four bytes of length (little endian), one byte of kind, the payload.
enum Frame {
  enum Kind: UInt8 {
    /// To a worker: a ``WorkerRequest``.
    case request = 1
    /// To a worker: the bytes of the document that was asked.
    case bytes = 2
    /// From a worker: the document.
    case document = 3
    /// From a worker: an ingestion error.
    case failure = 4
    /// From a worker: the page that is begun; many may come before the document.
    case progress = 5
    /// From a worker: page ranges that others may read.
    case share = 6
    /// From a worker: it waits for the pages of the range at an index.
    case wanting = 7
    /// Pages that were read: from a worker that was asked for them, and on to the one that waits. Without a payload, there are none.
    case pages = 8
  }

  /// Larger frames mean that the other side has lost its mind.
  static let lengthLimit = 1 << 30

  static func header(_ kind: Kind, length: Int) -> [UInt8] {
    let length = UInt32(length)
    return [UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length >> 16 & 0xFF), UInt8(length >> 24), kind.rawValue]
  }

  /// A whole frame with a payload that `body` writes.
  static func frame(_ kind: Kind, _ body: (inout ByteWriter) -> Void) -> [UInt8] {
    var writer = ByteWriter()
    body(&writer)
    return header(kind, length: writer.bytes.count) + writer.bytes
  }

  /// Kind and length; nil where they make no sense.
  static func parse(_ header: [UInt8]) -> (kind: Kind, length: Int)? {
    guard header.count == 5, let kind = Kind(rawValue: header[4]) else { return nil }
    let length = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16 | Int(header[3]) << 24
    return length <= lengthLimit ? (kind, length) : nil
  }
}
