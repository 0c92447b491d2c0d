/// Looks up names of tags and attributes without making strings: by length and the first eight bytes, in lower case.
///
/// No two names that are known agree in those.
struct HTMLNames<Value: Sendable>: Sendable {
  private var keys: [UInt64]
  private var lengths: [UInt8]
  private var values: [Value?]

  init(_ names: [(name: String, value: Value)]) {
    keys = [UInt64](repeating: 0, count: Self.size)
    lengths = [UInt8](repeating: 0, count: Self.size)
    values = [Value?](repeating: nil, count: Self.size)
    for (name, value) in names {
      var key = Key()
      for byte in name.utf8 { key.add(byte) }
      var place = key.place
      while lengths[place] != 0 { place = (place + 1) % Self.size }
      (keys[place], lengths[place], values[place]) = (key.bytes, key.length, value)
    }
  }

  private static var size: Int { 1024 }

  /// A name as it is read, byte by byte.
  struct Key {
    fileprivate(set) var bytes: UInt64 = 0
    fileprivate(set) var length: UInt8 = 0

    /// Adds a byte; a capital counts as its small letter.
    mutating func add(_ byte: UInt8) {
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if length < 8 { bytes = bytes << 8 | UInt64(lower) }
      if length < 255 { length += 1 }
    }

    /// Tells names apart that are not known: their first bytes and their length.
    var identity: UInt64 { bytes ^ UInt64(length) << 56 | 1 }

    fileprivate var place: Int {
      Int(truncatingIfNeeded: ((bytes &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) >> 54)
    }
  }

  subscript(key: Key) -> Value? {
    var place = key.place
    while lengths[place] != 0 {
      if keys[place] == key.bytes, lengths[place] == key.length { return values[place] }
      place = (place + 1) % Self.size
    }
    return nil
  }
}

extension HTMLTag {
  static let names = HTMLNames(allCases.filter { $0 != .text && $0 != .other }.map { (name: $0.rawValue, value: $0) })
}

extension HTMLAttribute {
  static let names = HTMLNames(allCases.map { (name: $0.rawValue, value: $0) })
}
