import JSONText
import TestSupport
import Testing

@Suite("JSON")
struct JSONValueTests {
  @Test("What is written is read back", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Self.value(&generator, depth: 0)
    #expect(try JSONValue(parsing: value.text) == value)
    #expect(try JSONValue(parsing: value.prettyText) == value)
  }

  private static func value(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .int(Int.random(in: .min ... .max, using: &generator))
    case 3: return .double(Double.random(in: -1e9...1e9, using: &generator) + 0.5)
    case 4:
      return .string(["", "a\"b\\c", "\u{0}\u{1F}\u{7F}", "\u{2028}é日👩‍👩‍👧\n\t", "plain"].randomElement(using: &generator) ?? "")
    case 5: return .array((0..<3).map { _ in value(&generator, depth: depth + 1) })
    default: return .object((0..<3).map { .init("k\($0)", value(&generator, depth: depth + 1)) })
    }
  }

  @Test("Keys keep their order")
  func order() throws {
    #expect(try JSONValue(parsing: #"{"z": 1, "a": [true, null], "m": {}}"#).text == #"{"z": 1, "a": [true, null], "m": {}}"#)
  }

  @Test(
    "What is not JSON is refused",
    arguments: [
      "", "{", "[1,]", "{\"a\" 1}", "01", "1.", "-", "\"\u{1}\"", "\"\\x\"", "nul", "1 2", "[1", "{\"a\":1,}", "+1", "\"\\u12\"",
      "\u{FEFF}1",
    ])
  func refused(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
  }

  @Test("Surrogates make scalars, and lone ones U+FFFD")
  func surrogates() throws {
    #expect(try JSONValue(parsing: #""\ud83d\ude00 \ud83d \ude00x""#) == .string("😀 \u{FFFD} \u{FFFD}x"))
  }

  @Test("Deep nesting is refused and not followed")
  func depth() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 100_000)) }
  }
}
