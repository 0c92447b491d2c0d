/// Brings forms of an English word together: `rolls`, `rolled` and `rolling` have one stem.
///
/// A stem is for comparing and need not be a word. Only endings of grammar are taken off, and only where enough is left, so that
/// different words seldom meet; words of other scripts and numbers stay as they are.
public enum WordStem {
  /// - Parameter word: in lower case, as ``Word/folded`` has it.
  public static func stem(_ word: String) -> String {
    var bytes = Array(word.utf8)
    guard bytes.count > 2, bytes.allSatisfy({ $0 < 0x80 }) else { return word }
    if bytes.suffix(2) == Array("'s".utf8) { bytes.removeLast(2) }
    dropPlural(&bytes)
    if bytes.count > 4, bytes.suffix(3) == Array("ing".utf8), hasVowel(bytes.dropLast(3)) {
      bytes.removeLast(3)
      undouble(&bytes)
    } else if bytes.count > 3, bytes.suffix(2) == Array("ed".utf8), bytes.suffix(3) != Array("eed".utf8),
      hasVowel(bytes.dropLast(2))
    {
      bytes.removeLast(2)
      undouble(&bytes)
    }
    // `use`, `using` and `used` meet without the last e; `apply` and `applies` with an i.
    if bytes.count > 2, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
    if bytes.count > 2, bytes.last == UInt8(ascii: "y") { bytes[bytes.count - 1] = UInt8(ascii: "i") }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func dropPlural(_ bytes: inout [UInt8]) {
    guard bytes.count > 3, bytes.last == UInt8(ascii: "s") else { return }
    let before = bytes[bytes.count - 2]
    if before == UInt8(ascii: "s") || before == UInt8(ascii: "u") || before == UInt8(ascii: "i") { return }
    bytes.removeLast()
    if bytes.suffix(2) == Array("ie".utf8), bytes.count > 4 { bytes.removeLast() }
  }

  private static func undouble(_ bytes: inout [UInt8]) {
    guard bytes.count > 3, let last = bytes.last, bytes[bytes.count - 2] == last, !"lsz".utf8.contains(last), !isVowel(last)
    else { return }
    bytes.removeLast()
  }

  private static func hasVowel(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.contains(where: isVowel) }
  private static func isVowel(_ byte: UInt8) -> Bool { "aeiouy".utf8.contains(byte) }
}
