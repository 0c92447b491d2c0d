/// Reads what ``ByteWriter`` wrote. Bytes may come from a process that a document has broken, so nothing is believed: a count that
/// cannot be, an end too early and a byte too many are errors.
public struct ByteReader: Sendable {
  /// The bytes are not what was written.
  public struct Malformed: Error {
    public init() {}
  }

  private let bytes: [UInt8]
  private var offset = 0

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether all is read.
  public var isAtEnd: Bool { offset == bytes.count }

  private mutating func byte() throws(Malformed) -> UInt8 {
    guard offset < bytes.count else { throw Malformed() }
    offset += 1
    return bytes[offset - 1]
  }

  public mutating func int() throws(Malformed) -> Int {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw Malformed() }
      value |= UInt64(next & 0x7F) << UInt64(shift)
      if next < 0x80 { return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1) }
    }
    throw Malformed()
  }

  public mutating func bool() throws(Malformed) -> Bool {
    switch try byte() {
    case 0: false
    case 1: true
    default: throw Malformed()
    }
  }

  public mutating func double() throws(Malformed) -> Double {
    var pattern: UInt64 = 0
    for shift in 0..<8 { pattern |= UInt64(try byte()) << UInt64(8 * shift) }
    return Double(bitPattern: pattern)
  }

  /// A count of things that take a byte or more each.
  private mutating func count() throws(Malformed) -> Int {
    let count = try int()
    guard count >= 0, count <= bytes.count - offset else { throw Malformed() }
    return count
  }

  public mutating func string() throws(Malformed) -> String {
    let count = try count()
    offset += count
    return String(decoding: bytes[offset - count..<offset], as: UTF8.self)
  }

  /// A value of a type that is written by its name.
  public mutating func name<Value: RawRepresentable<String>>(_ type: Value.Type = Value.self) throws(Malformed) -> Value {
    guard let value = Value(rawValue: try string()) else { throw Malformed() }
    return value
  }

  public mutating func optional<Value>(
    _ body: (inout ByteReader) throws(Malformed) -> Value
  ) throws(Malformed) -> Value? {
    try bool() ? try body(&self) : nil
  }

  public mutating func array<Element>(
    _ body: (inout ByteReader) throws(Malformed) -> Element
  ) throws(Malformed) -> [Element] {
    let count = try count()
    var elements: [Element] = []
    elements.reserveCapacity(min(count, 1 << 16))
    for _ in 0..<count { elements.append(try body(&self)) }
    return elements
  }

  public mutating func optionalString() throws(Malformed) -> String? {
    try optional { reader throws(Malformed) in try reader.string() }
  }

  public mutating func optionalInt() throws(Malformed) -> Int? {
    try optional { reader throws(Malformed) in try reader.int() }
  }

  public mutating func range() throws(Malformed) -> Range<Int> {
    let start = try int()
    let count = try int()
    let (end, isTooFar) = start.addingReportingOverflow(count)
    guard count >= 0, !isTooFar else { throw Malformed() }
    return start..<end
  }
}
