internal import DocumentModel
internal import Foundation

/// Bytes to text.
enum TextDecoding {
  /// The text of `bytes` with `\n` line ends, without a byte order mark and without NUL.
  ///
  /// A byte order mark decides; then valid UTF-8; then `declared`, the name of an encoding that the source states; then
  /// windows-1252, which is what undeclared Western text is. Bytes that mean nothing there become U+FFFD and a diagnostic.
  static func decode(_ bytes: [UInt8], declared: String? = nil) -> (text: String, diagnostics: [Diagnostic]) {
    var text: String
    var diagnostics: [Diagnostic] = []
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      text = utf16(bytes.dropFirst(2), bigEndian: false)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      text = utf16(bytes.dropFirst(2), bigEndian: true)
    } else if let valid = String(validating: bytes, as: UTF8.self) {
      text = valid
    } else if let declared, let converted = convert(bytes, from: declared) {
      text = converted
    } else if isMostlyUTF8(bytes) {
      text = String(decoding: bytes, as: UTF8.self)
    } else {
      text = windows1252(bytes)
    }
    if text.unicodeScalars.contains("\u{FFFD}") {
      diagnostics.append(
        Diagnostic(.invalidBytes, "some bytes are not valid in the text's encoding; each was replaced by U+FFFD"))
    }
    return (normalised(text), diagnostics)
  }

  /// `\r\n` and `\r` become `\n`; NUL and other C0 controls but tab and form feed are dropped.
  private static func normalised(_ text: String) -> String {
    var output: [UInt8] = []
    var text = text
    text.withUTF8 { source in
      output.reserveCapacity(source.count)
      for (index, byte) in source.enumerated() {
        switch byte {
        case 0x0D:
          if index + 1 == source.count || source[index + 1] != 0x0A { output.append(0x0A) }
        case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F: break
        default: output.append(byte)
        }
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
    var units: [UInt16] = []
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(bigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0)
      index += 2
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Whether all but a few stray bytes are UTF-8 that holds more than ASCII.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    var replaced = 0
    var other = 0
    for scalar in text.unicodeScalars {
      if scalar == "\u{FFFD}" { replaced += 1 } else if scalar.value >= 0x80 { other += 1 }
    }
    return other > 4 * replaced
  }

  private static func convert(_ bytes: [UInt8], from name: String) -> String? {
    guard let encoding = encodings[name.lowercased()] else { return nil }
    if encoding == .windowsCP1252 { return windows1252(bytes) }
    return String(bytes: bytes, encoding: encoding)
  }

  /// The labels of the WHATWG Encoding Standard that Foundation can decode on every platform.
  private static let encodings: [String: String.Encoding] = [
    "iso-8859-1": .windowsCP1252, "latin1": .windowsCP1252, "ascii": .windowsCP1252, "us-ascii": .windowsCP1252,
    "windows-1252": .windowsCP1252, "cp1252": .windowsCP1252, "iso-8859-2": .isoLatin2, "latin2": .isoLatin2,
    "windows-1250": .windowsCP1250, "windows-1251": .windowsCP1251, "windows-1253": .windowsCP1253,
    "windows-1254": .windowsCP1254,
    "shift_jis": .shiftJIS, "shift-jis": .shiftJIS, "euc-jp": .japaneseEUC, "iso-2022-jp": .iso2022JP, "utf-16": .utf16,
    "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian,
  ]

  /// windows-1252 as browsers read it: the five unassigned bytes keep their C1 meaning.
  private static func windows1252(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      scalars.append(byte >= 0x80 && byte < 0xA0 ? highControls[Int(byte) - 0x80] : Unicode.Scalar(byte))
    }
    return String(scalars)
  }

  private static let highControls: [Unicode.Scalar] = [
    "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}", "\u{90}", "‘", "’", "“", "”",
    "•",
    "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
  ]
}
