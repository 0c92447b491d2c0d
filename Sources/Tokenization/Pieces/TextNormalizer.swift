internal import Foundation
@_spi(_Unicode) internal import Swift

/// What a `tokenizer.json` does to text before it is cut.
enum TextNormalizer: Sendable, Equatable {
  case nfc, nfd, nfkc, nfkd, lowercase, stripAccents
  case prepend(String)
  case replace(String, String)
  /// BERT's: controls out, white space to spaces, ideographs apart, accents and case off where asked.
  case bert(parts: Bool, stripsAccents: Bool, lowercases: Bool)

  func apply(_ text: String) -> String {
    switch self {
    // Foundation's forms have replacement characters for old Hangul.
    case .nfc: String(String.UnicodeScalarView(text._nfc))
    case .nfd: String(String.UnicodeScalarView(text._nfd))
    case .nfkc: text.precomposedStringWithCompatibilityMapping
    case .nfkd: text.decomposedStringWithCompatibilityMapping
    case .lowercase: text.lowercased()
    case .stripAccents: Self.withoutAccents(text)
    case .prepend(let prefix): text.isEmpty ? text : prefix + text
    case .replace(let old, let new): text.replacingOccurrences(of: old, with: new, options: .literal)
    case .bert(let parts, let stripsAccents, let lowercases):
      Self.bert(text, parts: parts, stripsAccents: stripsAccents, lowercases: lowercases)
    }
  }

  private static func bert(_ text: String, parts: Bool, stripsAccents: Bool, lowercases: Bool) -> String {
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar == "\t" || scalar == "\n" || scalar == "\r" {
        output.append(" ")
      } else if scalar == "\u{FFFD}" || scalar.value == 0 || isControl(scalar) {
        continue
      } else if parts, isIdeograph(scalar.value) {
        output.append(contentsOf: [" ", scalar, " "])
      } else {
        output.append(scalar)
      }
    }
    var result = String(output)
    if stripsAccents { result = withoutAccents(String(String.UnicodeScalarView(result._nfd))) }
    return lowercases ? result.lowercased() : result
  }

  private static func withoutAccents(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }

  private static func isIdeograph(_ value: UInt32) -> Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B920...0x2CEAF,
      0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
