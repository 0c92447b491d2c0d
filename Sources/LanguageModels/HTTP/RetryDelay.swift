/// How long to wait before a request is sent again.
enum RetryDelay {
  /// The longest that a server is obeyed, in seconds.
  static let longest = 60.0

  /// Whether another try may help: too many requests, or a server that fails for now.
  static func mayHelp(status: Int) -> Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }

  /// Seconds: what `Retry-After` asks for, else one, two, four …, each a little more by the attempt's number so that clients part.
  static func seconds(attempt: Int, retryAfter: String?) -> Double {
    if let asked = retryAfter.flatMap(Double.init), asked >= 0 { return min(asked, longest) }
    return min(longest, Double(1 << min(attempt, 6)) * (1 + 0.1 * Double(attempt)))
  }
}
