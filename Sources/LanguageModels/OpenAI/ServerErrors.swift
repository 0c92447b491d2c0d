internal import JSONText

/// What the answers of servers mean that are no replies.
enum ServerErrors {
  static func error(_ error: HTTPError) -> LanguageModelError {
    switch error.kind {
    case .badAddress:
      LanguageModelError(.notFound, "the address cannot be used: \(error.message)", hint: "it begins with http:// or https://")
    case .unreachable:
      LanguageModelError(
        .unreachable, "the server gave no answer: \(error.message)", hint: "is it running, and is the address right?")
    case .timedOut:
      LanguageModelError(.timedOut, "the reply took too long", hint: "raise `--reply-timeout`, or ask for fewer tokens")
    case .tooLong: LanguageModelError(.rejected, "the reply is too long to be read", hint: "set `max_tokens`")
    }
  }

  /// - Parameter json: the body, where it is JSON; an error may stand in it, alone or in a list.
  static func error(_ response: HTTPResponse, _ json: JSONValue?) -> LanguageModelError {
    let details = json?["error"] ?? json?.arrayValue?.first?["error"]
    let wait = RetryDelay.asked(response, details)
    switch response.status {
    case 401, 403:
      return LanguageModelError(
        .forbidden, "the server refuses the key (status \(response.status))", hint: "check the key, and what it is allowed")
    case 404:
      return LanguageModelError(
        .notFound, "the server knows no such model or address (status 404)",
        hint: "check the model's name, and the address, which ends in /v1 as a rule")
    case 400 where details?["details"]?.arrayValue?.contains { $0["reason"]?.stringValue == "API_KEY_INVALID" } == true:
      return LanguageModelError(.forbidden, "the server refuses the key", hint: "check the key")
    case 429 where isQuota(details):
      return LanguageModelError(
        .quota, "the account's quota is used up", hint: "the same command goes on from here once there is quota again")
    case 429: return LanguageModelError(.unavailable, "the server takes no more requests for now (status 429)", retryAfter: wait)
    case 408, 409, 425, 500, 502, 503, 504, 529:
      return LanguageModelError(.unavailable, "the server failed (status \(response.status))", retryAfter: wait)
    case 413:
      return LanguageModelError(.rejected, "the prompt is too long for the server (status 413)", hint: "use smaller chunks")
    case 400 where isTooLong(details):
      return LanguageModelError(.rejected, "the prompt does not fit into the model's context", hint: "use smaller chunks")
    default:
      let code = details?["code"]?.stringValue ?? details?["type"]?.stringValue ?? details?["status"]?.stringValue
      return LanguageModelError(
        .rejected, "the server refuses the request (status \(response.status)\(code.map { ", \($0.prefix(60))" } ?? ""))",
        hint: "does the model take these parameters?")
    }
  }

  /// A quota of a day or of the account, which no waiting mends.
  private static func isQuota(_ details: JSONValue?) -> Bool {
    if details?["code"]?.stringValue == "insufficient_quota" || details?["type"]?.stringValue == "insufficient_quota" {
      return true
    }
    return (details?["details"]?.arrayValue ?? []).contains { detail in
      (detail["violations"]?.arrayValue ?? []).contains { $0["quotaId"]?.stringValue?.contains("PerDay") == true }
    }
  }

  private static func isTooLong(_ details: JSONValue?) -> Bool {
    details?["code"]?.stringValue == "context_length_exceeded"
      || details?["type"]?.stringValue == "exceed_context_size_error"
      || details?["message"]?.stringValue?.contains("maximum context length") == true
  }
}
