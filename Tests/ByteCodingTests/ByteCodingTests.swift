import ByteCoding
import TestSupport
import Testing

@Suite("Values as bytes")
struct ByteCodingTests {
  @Test("Whole numbers come back", arguments: [0, 1, -1, 63, 64, -64, -65, 300, Int.max, Int.min, Int.max - 1])
  func numbers(value: Int) throws {
    var writer = ByteWriter()
    writer.write(value)
    var reader = ByteReader(writer.bytes)
    #expect(try reader.int() == value && reader.isAtEnd)
    if (-64..<64).contains(value) { #expect(writer.bytes.count == 1) }
  }

  @Test("Strings, halves, missing values and arrays come back in their order")
  func mixed() throws {
    var writer = ByteWriter()
    writer.write("Fähre 船")
    writer.write(-0.5)
    writer.write(nil as String?)
    writer.write("x" as String?)
    writer.write([3, 5]) { $0.write($1) }
    writer.write(7..<9)
    writer.write(true)
    var reader = ByteReader(writer.bytes)
    #expect(try reader.string() == "Fähre 船")
    #expect(try reader.double() == -0.5)
    #expect(try reader.optionalString() == nil)
    #expect(try reader.optionalString() == "x")
    #expect(try reader.array { reader throws(ByteReader.Malformed) in try reader.int() } == [3, 5])
    #expect(try reader.range() == 7..<9)
    #expect(try reader.bool() && reader.isAtEnd)
  }

  @Test("A count that cannot be, a range that overflows and an early end are errors")
  func malformed() {
    var writer = ByteWriter()
    writer.write(1 << 40)
    var long = ByteReader(writer.bytes)
    #expect(throws: ByteReader.Malformed.self) { try long.string() }
    var range = ByteWriter()
    range.write(Int.max)
    range.write(2)
    var wide = ByteReader(range.bytes)
    #expect(throws: ByteReader.Malformed.self) { try wide.range() }
    var none = ByteReader([])
    #expect(throws: ByteReader.Malformed.self) { try none.double() }
    var endless = ByteReader([UInt8](repeating: 0xFF, count: 12))
    #expect(throws: ByteReader.Malformed.self) { try endless.int() }
  }
}
