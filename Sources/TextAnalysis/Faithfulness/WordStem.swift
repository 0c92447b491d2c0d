/// Brings forms of an English word together: `rolls`, `rolled` and `rolling` have one stem.
///
/// A stem is for comparing and need not be a word. Only endings of grammar are taken off, and only where enough is left, so that
/// different words seldom meet; words of other scripts and numbers stay as they are.
public enum WordStem {
  /// - Parameter word: in lower case, as ``Word/folded`` has it.
  public static func stem(_ word: String) -> String {
    var word = word
    return word.withUTF8 { utf8 in
      guard utf8.count > 2, utf8.allSatisfy({ $0 < 0x80 }) else { return String(decoding: utf8, as: UTF8.self) }
      return String(unsafeUninitializedCapacity: utf8.count) { bytes in
        _ = bytes.initialize(from: utf8)
        return stemLength(bytes, utf8.count)
      }
    }
  }

  /// A number that tells the stem of a word from other stems, for sets of many.
  public static func key(_ word: String) -> UInt64 {
    var word = word
    return word.withUTF8 { utf8 in
      var key = WordKey()
      guard utf8.count > 2, utf8.count <= 64, utf8.allSatisfy({ $0 < 0x80 }) else {
        for byte in utf8 { key.add(byte) }
        return key.value
      }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: utf8.count) { bytes in
        _ = bytes.initialize(from: utf8)
        for byte in bytes[..<stemLength(bytes, utf8.count)] { key.add(byte) }
        return key.value
      }
    }
  }

  /// How many bytes are left of a word; its last may be changed.
  private static func stemLength(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: Int) -> Int {
    func ends(_ count: Int, _ ending: StaticString) -> Bool {
      let length = ending.utf8CodeUnitCount
      return count >= length && (0..<length).allSatisfy { bytes[count - length + $0] == ending.utf8Start[$0] }
    }
    func hasVowel(_ count: Int) -> Bool { bytes[..<count].contains(where: isVowel) }
    func undoubled(_ count: Int) -> Int {
      let last = bytes[count - 1]
      guard count > 3, bytes[count - 2] == last, !"lsz".utf8.contains(last), !isVowel(last) else { return count }
      return count - 1
    }
    var count = ends(count, "'s") ? count - 2 : count
    count = withoutPlural(bytes, count)
    if count > 4, ends(count, "ing"), hasVowel(count - 3) {
      count = undoubled(count - 3)
    } else if count > 3, ends(count, "ed"), !ends(count, "eed"), hasVowel(count - 2) {
      count = undoubled(count - 2)
    }
    // `use`, `using` and `used` meet without the last e; `apply` and `applies` with an i.
    if count > 2, bytes[count - 1] == UInt8(ascii: "e") { count -= 1 }
    if count > 2, bytes[count - 1] == UInt8(ascii: "y") { bytes[count - 1] = UInt8(ascii: "i") }
    return count
  }

  private static func withoutPlural(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: Int) -> Int {
    guard count > 3, bytes[count - 1] == UInt8(ascii: "s") else { return count }
    let before = bytes[count - 2]
    if before == UInt8(ascii: "s") || before == UInt8(ascii: "u") || before == UInt8(ascii: "i") { return count }
    let isIes = count > 5 && before == UInt8(ascii: "e") && bytes[count - 3] == UInt8(ascii: "i")
    return isIes ? count - 2 : count - 1
  }

  private static func isVowel(_ byte: UInt8) -> Bool { "aeiouy".utf8.contains(byte) }
}
