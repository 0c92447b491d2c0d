/// How a conversation is written as one text, for servers that complete text and know no turns.
///
/// A model was trained on one of these to the byte: with the wrong one it answers, and worse. Where a server has the model's own
/// template, as chat servers have, that is the better choice.
public enum PromptFormat: String, Sendable, CaseIterable {
  /// The first Mistral Instruct: spaces around every marker; the system's text before the first turn.
  case mistralV1 = "mistral-v1"
  /// Mistral 7B Instruct 0.3 and its kin: no space before `[/INST]`; the system's text before the last turn.
  case mistralV3 = "mistral-v3"
  /// Nemo and its kin, with the tokenizer Tekken: no spaces at all.
  case mistralV3Tekken = "mistral-v3-tekken"
  /// Llama 2 Chat, whose system text stands between marks of its own. No other family knows these.
  case llama2 = "llama-2"

  /// The conversation as text, from the mark of the beginning on.
  ///
  /// Markers in the messages are made ordinary text; see ``RoleMarkers``. Turns of one role that follow each other become one, with
  /// an empty line between. Where the last turn is the assistant's, the text ends in it, for the model to go on.
  public func text(_ messages: [ChatMessage]) -> String {
    let turns = Turns(messages, systemStandsLast: self == .mistralV3 || self == .mistralV3Tekken, isApart: self == .llama2)
    var text = self == .mistralV1 ? "<s>" : ""
    for (index, pair) in turns.pairs.enumerated() {
      let system = index == 0 ? turns.system : nil
      text += opening(index, pair.user, system)
      guard let answer = pair.assistant else { continue }
      text += reply(answer, isLast: index == turns.pairs.count - 1)
    }
    return text
  }

  /// Where the model is to stop.
  var stop: [String] { ["</s>"] }

  private func opening(_ index: Int, _ user: String, _ system: String?) -> String {
    switch self {
    case .mistralV1: return " [INST] \(user) [/INST]"
    case .mistralV3: return (index == 0 ? "<s>" : "") + "[INST] \(user)[/INST]"
    case .mistralV3Tekken: return (index == 0 ? "<s>" : "") + "[INST]\(user)[/INST]"
    case .llama2: return "<s>[INST] " + (system.map { "<<SYS>>\n\($0)\n<</SYS>>\n\n" } ?? "") + "\(user) [/INST]"
    }
  }

  private func reply(_ text: String, isLast: Bool) -> String {
    switch self {
    case .mistralV1, .mistralV3: " \(text)" + (isLast ? "" : "</s>")
    case .mistralV3Tekken: text + (isLast ? "" : "</s>")
    case .llama2: " \(text)" + (isLast ? "" : " </s>")
    }
  }
}

/// A conversation as pairs of what the user and the assistant say.
private struct Turns {
  var pairs: [(user: String, assistant: String?)] = []
  /// Where it stands apart from what the user says.
  var system: String?

  init(_ messages: [ChatMessage], systemStandsLast: Bool, isApart: Bool) {
    let isSystem: (ChatMessage) -> Bool = { $0.role == .system || $0.role == .developer }
    let above = messages.filter(isSystem).map { RoleMarkers.neutralized($0.content) }.joined(separator: "\n\n")
    for message in messages where !isSystem(message) {
      let text = RoleMarkers.neutralized(message.content)
      if message.role == .assistant { addReply(text) } else { addUser(text) }
    }
    if pairs.isEmpty { pairs = [("", nil)] }
    guard !above.isEmpty else { return }
    if isApart {
      system = above
    } else {
      let place = systemStandsLast ? pairs.count - 1 : 0
      pairs[place].user = pairs[place].user.isEmpty ? above : above + "\n\n" + pairs[place].user
    }
  }

  private mutating func addUser(_ text: String) {
    if let last = pairs.last, last.assistant == nil {
      pairs[pairs.count - 1].user += "\n\n" + text
    } else {
      pairs.append((text, nil))
    }
  }

  private mutating func addReply(_ text: String) {
    if pairs.isEmpty { pairs.append(("", nil)) }
    let before = pairs[pairs.count - 1].assistant
    pairs[pairs.count - 1].assistant = before.map { $0 + "\n\n" + text } ?? text
  }
}
