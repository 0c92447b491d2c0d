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
    } else if bytes.starts(with: [0xFF, 0xFE, 0, 0]),
      let wide = CharacterConversion.utf8(Array(bytes.dropFirst(4)), from: "UTF-32LE")
    {
      text = wide
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      text = utf16(bytes.dropFirst(2), bigEndian: false)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      text = utf16(bytes.dropFirst(2), bigEndian: true)
    } else if declared?.lowercased() == "iso-2022-jp", bytes.contains(0x1B), let converted = convert(bytes, from: "iso-2022-jp") {
      // Seven bits a byte, so that it is valid UTF-8 too.
      text = converted
    } else if let valid = String(validating: bytes, as: UTF8.self) {
      text = valid
    } else if let declared, let converted = convert(bytes, from: declared) {
      text = converted
    } else if isMostlyUTF8(bytes) {
      text = String(decoding: bytes, as: UTF8.self)
    } else {
      if let declared, encodings[declared.lowercased()] == nil, declared.lowercased() != "utf-8" {
        diagnostics.append(Diagnostic(.unknownEncoding, "the declared encoding is not known; the text was read as windows-1252"))
      }
      text = windows1252(bytes)
    }
    if holdsReplacement(text) {
      diagnostics.append(
        Diagnostic(.invalidBytes, "some bytes are not valid in the text's encoding; each was replaced by U+FFFD"))
    }
    return (normalised(text), diagnostics)
  }

  /// Whether U+FFFD stands in the text.
  private static func holdsReplacement(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { source in
      var index = 0
      while index + 2 < source.count {
        if source[index] == 0xEF, source[index + 1] == 0xBF, source[index + 2] == 0xBD { return true }
        index += 1
      }
      return false
    }
  }

  /// `\r\n` and `\r` become `\n`; NUL and other C0 controls but tab and form feed are dropped.
  private static func normalised(_ text: String) -> String {
    var text = text
    let mended = text.withUTF8 { source -> String? in
      guard let first = source.firstIndex(where: { isChanged($0) }) else { return nil }
      return String(unsafeUninitializedCapacity: source.count) { output in
        _ = output.update(fromContentsOf: source[..<first])
        var count = first
        for index in first..<source.count {
          let byte = source[index]
          if !isChanged(byte) {
            output[count] = byte
            count += 1
          } else if byte == 0x0D, index + 1 == source.count || source[index + 1] != 0x0A {
            output[count] = 0x0A
            count += 1
          }
        }
        return count
      }
    }
    return mended ?? text
  }

  /// C0 controls but tab, line feed and form feed, and DEL.
  private static func isChanged(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0C) || byte == 0x7F
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

  private static func convert(_ bytes: [UInt8], from label: String) -> String? {
    guard let name = encodings[label.lowercased()] else { return nil }
    return name == "WINDOWS-1252" ? windows1252(bytes) : CharacterConversion.utf8(bytes, from: name)
  }

  /// Labels of the WHATWG Encoding Standard, and the names by which iconv knows what browsers take them for.
  private static let encodings: [String: String] = [
    "iso-8859-1": "WINDOWS-1252", "iso8859-1": "WINDOWS-1252", "latin1": "WINDOWS-1252", "ascii": "WINDOWS-1252",
    "us-ascii": "WINDOWS-1252", "windows-1252": "WINDOWS-1252", "cp1252": "WINDOWS-1252", "x-cp1252": "WINDOWS-1252",
    "iso-8859-2": "ISO-8859-2", "latin2": "ISO-8859-2", "iso-8859-3": "ISO-8859-3", "iso-8859-4": "ISO-8859-4",
    "iso-8859-5": "ISO-8859-5", "iso-8859-6": "ISO-8859-6", "iso-8859-7": "ISO-8859-7", "iso-8859-8": "ISO-8859-8",
    "iso-8859-9": "CP1254", "latin5": "CP1254", "iso-8859-10": "ISO-8859-10", "iso-8859-13": "ISO-8859-13",
    "iso-8859-14": "ISO-8859-14", "iso-8859-15": "ISO-8859-15", "iso-8859-16": "ISO-8859-16", "windows-1250": "CP1250",
    "windows-1251": "CP1251", "windows-1253": "CP1253", "windows-1254": "CP1254", "windows-1255": "CP1255",
    "windows-1256": "CP1256",
    "windows-1257": "CP1257", "windows-1258": "CP1258", "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "macintosh": "MACINTOSH",
    "gb2312": "GB18030", "gbk": "GB18030", "gb18030": "GB18030", "x-gbk": "GB18030", "big5": "BIG5-HKSCS",
    "big5-hkscs": "BIG5-HKSCS",
    "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932", "windows-31j": "CP932", "euc-jp": "EUC-JP",
    "x-euc-jp": "EUC-JP", "iso-2022-jp": "ISO-2022-JP", "euc-kr": "CP949", "ks_c_5601-1987": "CP949", "ks_c_5601": "CP949",
    "windows-874": "CP874", "tis-620": "CP874", "utf-16": "UTF-16", "utf-16le": "UTF-16LE", "utf-16be": "UTF-16BE",
  ]

  /// windows-1252 as browsers read it: the five unassigned bytes keep their C1 meaning.
  private static func windows1252(_ bytes: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      scalars.append(windows1252(byte))
    }
    return String(scalars)
  }

  /// What windows-1252 means by a byte; C1 controls where it means nothing.
  static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    byte >= 0x80 && byte < 0xA0 ? highControls[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }

  private static let highControls: [Unicode.Scalar] = [
    "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}", "\u{90}", "‘", "’", "“", "”",
    "•",
    "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
  ]
}

extension String {
  /// The pieces between line feeds; one for each line, and one behind the last line feed.
  var lines: [Substring] { utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Substring.init) }
}
