/// Writes values as bytes, for messages between processes of one build: no tags, no versions.
///
/// Whole numbers take a byte for every seven bits, small ones one byte; negative numbers are folded between the positive ones, as
/// Protocol Buffers' `sint64` are. Strings and arrays begin with their count.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value << 1)) ^ UInt64(bitPattern: Int64(value >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  public mutating func write(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func write(_ value: String) {
    write(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  public mutating func write(_ value: String?) { write(value) { $0.write($1) } }

  public mutating func write(_ value: Int?) { write(value) { $0.write($1) } }

  /// A value that may be missing, by `body` where it is not.
  public mutating func write<Value>(_ value: Value?, _ body: (inout ByteWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  /// The count, then each element by `body`.
  public mutating func write<Element>(_ elements: [Element], _ body: (inout ByteWriter, Element) -> Void) {
    write(elements.count)
    for element in elements { body(&self, element) }
  }

  public mutating func write(_ range: Range<Int>) {
    write(range.lowerBound)
    write(range.count)
  }
}
