import JSONText

/// What readers of the same chat want written differently.
enum ChatDialect: Sendable {
  case openai, mistral
  /// TRL gives arguments to chat templates as they are, so they are objects here. `tools` is a text of JSON, which TRL reads back
  /// itself: as a list its schemas would share one Arrow type, which `datasets` before 4.7 fills with the parameters of all tools.
  /// Arguments need 4.7 for the same reason.
  case trl

  var hasTextArguments: Bool { self != .trl }
  var hasTextTools: Bool { self == .trl }

  /// The id of a row's call, counted from 1; Mistral's have nine letters and digits. TRL's have none.
  func callID(_ number: Int) -> String? {
    switch self {
    case .openai: "call_\(number)"
    case .mistral: "call" + String("\(100_000 + number)".suffix(5))
    case .trl: nil
    }
  }

  func isCallID(_ text: String) -> Bool {
    switch self {
    case .openai: !text.isEmpty
    case .mistral:
      text.utf8.count == 9
        && text.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    case .trl: false
    }
  }
}
