internal import Foundation

/// Length-prefixed messages over a pipe: four bytes of length (little endian), one byte of kind, the payload.
enum Frame {
  enum Kind: UInt8 {
    /// A request as JSON: name, options, and whether a `bytes` frame follows.
    case request = 1
    case bytes = 2
    /// A document as JSON.
    case document = 3
    /// An ingestion error as JSON.
    case failure = 4
    /// The page that is begun, as JSON; many may come before the document.
    case progress = 5
  }

  /// Larger frames mean that the other side has lost its mind.
  static let lengthLimit = 1 << 30

  static func header(_ kind: Kind, length: Int) -> [UInt8] {
    let length = UInt32(length)
    return [UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length >> 16 & 0xFF), UInt8(length >> 24), kind.rawValue]
  }

  /// Kind and length; nil where they make no sense.
  static func parse(_ header: [UInt8]) -> (kind: Kind, length: Int)? {
    guard header.count == 5, let kind = Kind(rawValue: header[4]) else { return nil }
    let length = Int(header[0]) | Int(header[1]) << 8 | Int(header[2]) << 16 | Int(header[3]) << 24
    return length <= lengthLimit ? (kind, length) : nil
  }
}
