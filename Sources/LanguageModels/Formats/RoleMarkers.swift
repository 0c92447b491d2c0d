/// The strings by which models tell turns apart.
///
/// Servers that read a prompt as text take these strings for control tokens wherever they stand, also in the text of a document.
/// There they are data: a space behind their first character makes ordinary text of them, and stays readable.
enum RoleMarkers {
  /// Of Mistral and Llama 2. The form `<|name|>` of other families is known by its shape.
  private static let known = [
    "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>", "<unk>", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]",
    "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[PREFIX]", "[MIDDLE]",
    "[SUFFIX]", "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<pad>",
  ].map { Array($0.utf8) }

  /// Between the bars of `<|name|>`, in bytes.
  private static let longestName = 40

  /// The text without markers; the same text where it has none.
  static func neutralized(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: isFirst) else { return text }
    var result: [UInt8] = []
    var isChanged = false
    for (place, byte) in bytes.enumerated() {
      result.append(byte)
      guard isFirst(byte), isMarker(bytes[place...]) else { continue }
      result.append(UInt8(ascii: " "))
      isChanged = true
    }
    return isChanged ? String(decoding: result, as: UTF8.self) : text
  }

  private static func isFirst(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") }

  private static func isMarker(_ bytes: ArraySlice<UInt8>) -> Bool {
    known.contains { bytes.starts(with: $0) } || isBarred(bytes)
  }

  /// `<|name|>`, where the name has no white space; also with the full-width bars of some models.
  private static func isBarred(_ bytes: ArraySlice<UInt8>) -> Bool {
    for bar in [Array("|".utf8), Array("｜".utf8)] where bytes.dropFirst().starts(with: bar) {
      let name = bytes.dropFirst(1 + bar.count).prefix(longestName)
      guard let end = name.firstIndex(of: UInt8(ascii: ">")) else { continue }
      let inside = name[..<end]
      return inside.reversed().starts(with: bar.reversed()) && !inside.contains { $0 <= 0x20 }
    }
    return false
  }
}
