internal import JSONText

/// The keys that chat requests may have.
enum ModelParameters {
  private static let known: Set<String> = [
    "temperature", "top_p", "top_k", "min_p", "n", "max_tokens", "max_completion_tokens", "stop", "seed", "presence_penalty",
    "frequency_penalty", "repetition_penalty", "logit_bias", "logprobs", "top_logprobs", "response_format", "tools",
    "tool_choice", "parallel_tool_calls", "user", "reasoning_effort", "extra_headers", "service_tier", "store", "metadata",
    "guided_json", "guided_regex", "guided_choice", "chat_template_kwargs", "grammar", "thinking", "safety_settings",
    "cache_prompt",
  ]

  /// What is wrong with a key or its value; nil where nothing is.
  static func problem(_ key: String, _ value: JSONValue) -> String? {
    if key == "stream" { return "replies are read whole: leave `stream` out" }
    guard known.contains(key) else {
      let near = known.filter { Spelling.distance(key, $0) <= 2 }.min()
      return "there is no parameter `\(key)`" + (near.map { "; is `\($0)` meant?" } ?? "")
    }
    switch key {
    case "temperature": return inside(value, 0...2) ? nil : "`temperature` goes from 0 to 2"
    case "top_p", "min_p": return inside(value, 0...1) ? nil : "`\(key)` goes from 0 to 1"
    case "n", "max_tokens", "max_completion_tokens": return (value.intValue ?? 0) >= 1 ? nil : "`\(key)` is a whole number from 1"
    default: return nil
    }
  }

  private static func inside(_ value: JSONValue, _ range: ClosedRange<Double>) -> Bool {
    value.doubleValue.map(range.contains) ?? false
  }
}

/// How far words are from each other.
enum Spelling {
  /// Letters put in, taken out or changed that lie between two words.
  static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first.utf8), Array(second.utf8))
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var before = row[0]
      row[0] = index + 1
      for place in second.indices {
        let change = before + (byte == second[place] ? 0 : 1)
        before = row[place + 1]
        row[place + 1] = min(change, before + 1, row[place] + 1)
      }
    }
    return row[second.count]
  }
}
