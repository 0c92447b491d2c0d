internal import Foundation
internal import JSONText

/// How long to wait before a request is sent again.
enum RetryDelay {
  /// The longest that a server is obeyed, in seconds.
  static let longest = 600.0
  /// The longest that is waited where a server says nothing.
  static let longestUnasked = 60.0

  /// Whether another try may help: too many requests, or a server that fails for now.
  static func mayHelp(status: Int) -> Bool { [408, 409, 425, 429, 500, 502, 503, 504, 529].contains(status) }

  /// Seconds: what `Retry-After` asks for, else one, two, four …, each a little more by the attempt's number so that clients part.
  static func seconds(attempt: Int, retryAfter: String?) -> Double {
    seconds(attempt: attempt, asked: retryAfter.flatMap(Double.init), share: 0.1 * Double(attempt))
  }

  /// Seconds: what the server asks for and a little more, else one, two, four …
  ///
  /// - Parameter share: 0…1, by which clients part: up to half as much again.
  static func seconds(attempt: Int, asked: Double?, share: Double) -> Double {
    if let asked, asked >= 0 { return min(asked, longest) }
    return min(longestUnasked, Double(1 << min(attempt, 6)) * (1 + share / 2))
  }

  /// What an answer asks for, in seconds: `retry-after-ms`, `Retry-After` in seconds or as a date, what is left of a limit, or
  /// Google's `RetryInfo`; nil where it asks for nothing.
  static func asked(_ response: HTTPResponse, _ details: JSONValue?) -> Double? {
    if let milliseconds = response.header("retry-after-ms").flatMap(Double.init) { return milliseconds / 1000 }
    if let text = response.header("retry-after") {
      if let seconds = Double(text) { return max(0, seconds) }
      if let date = date(text) { return max(0, date.timeIntervalSinceNow) }
    }
    for detail in details?["details"]?.arrayValue ?? [] {
      if let text = detail["retryDelay"]?.stringValue, let seconds = duration(text) { return seconds }
    }
    for kind in ["requests", "tokens"] where response.header("x-ratelimit-remaining-" + kind) == "0" {
      if let seconds = response.header("x-ratelimit-reset-" + kind).flatMap(duration) { return seconds }
    }
    return nil
  }

  private static func date(_ text: String) -> Date? {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return format.date(from: text)
  }

  /// `37s`, `1.5s`, `6m0s`, `12ms` in seconds; nil for anything else.
  static func duration(_ text: String) -> Double? {
    var (rest, sum) = (text[...], 0.0)
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      guard let factor = ["ms": 0.001, "s": 1, "m": 60, "h": 3600][String(unit)] else { return nil }
      sum += number * factor
      rest = rest.dropFirst(unit.count)
    }
    return text.isEmpty ? nil : sum
  }
}
