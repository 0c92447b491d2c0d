/// A closed list of words in lower case.
///
/// Words are told apart by ``WordKey``: asking for a ``Word`` costs a few nanoseconds where a `Set<String>` hashes it anew.
public struct WordSet: ExpressibleByArrayLiteral, Sendable {
  @usableFromInline let table: WordMap<Void>
  public let words: Set<String>

  public init(_ words: some Sequence<String>) {
    self.words = Set(words)
    table = WordMap(self.words.map { ($0, ()) })
  }

  public init(arrayLiteral words: String...) { self.init(words) }

  public func union(_ others: some Sequence<String>) -> WordSet { WordSet(words.union(others)) }

  package func contains(_ key: WordKey) -> Bool { table[key] != nil }

  @inlinable
  public func contains(_ word: Word) -> Bool { table.holds(word) }

  /// - Parameter word: in lower case.
  public func contains(_ word: String) -> Bool { table[word] != nil }
}

/// What is known of words in lower case; the first value of a word counts.
public struct WordMap<Value: Sendable>: Sendable {
  /// Open addressing with linear steps, at most half full; key 0 is an empty place.
  @usableFromInline var keys: [UInt64]
  @usableFromInline var places: [Int32]
  @usableFromInline var values: [Value] = []

  public init(_ pairs: [(String, Value)]) { self.init(keyed: pairs.map { (WordKey($0).value, $1) }) }

  /// - Parameter pairs: values by what is known of the words, such as a ``WordKey``; no key is 0.
  package init(keyed pairs: [(UInt64, Value)]) {
    var size = 4
    while size < 2 * pairs.count { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    places = [Int32](repeating: 0, count: size)
    for (key, value) in pairs {
      let place = place(of: key)
      guard keys[place] == 0 else { continue }
      keys[place] = key
      places[place] = Int32(values.count)
      values.append(value)
    }
  }

  subscript(_ key: WordKey) -> Value? { value(of: key.value) }

  @inlinable
  public subscript(_ word: Word) -> Value? { value(of: word.key) }

  @inlinable
  public func holds(_ word: Word) -> Bool { keys[place(of: word.key)] != 0 }

  /// - Parameter word: in lower case.
  public subscript(_ word: String) -> Value? { value(of: WordKey(word).value) }

  @inlinable
  package func value(of key: UInt64) -> Value? {
    let place = place(of: key)
    return keys[place] == 0 ? nil : values[Int(places[place])]
  }

  /// Where a key stands, or would.
  @inlinable
  func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: key >> 20) & mask
    while keys[place] != 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }
}

/// A number for a word, by which lists look it up: FNV-1a in 64 bits, never 0.
///
/// Two words of the language do not meet; a text made to deceive could make a word pass for one of a list, which does no harm.
package struct WordKey {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package init(_ word: String) {
    var word = word
    word.withUTF8 { for byte in $0 { add(byte) } }
  }

  package mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  package var value: UInt64 { hash | 1 }
}
