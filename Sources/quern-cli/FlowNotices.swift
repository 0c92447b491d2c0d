import Generation
import LanguageModels

/// What is said of a flow that runs where no bar can be drawn. One queue uses it.
final class FlowNotices: @unchecked Sendable {
  /// Reasons of failure that were told.
  private var told: Set<String> = []
  private var nextCount = FlowNotices.interval

  /// Seconds between two lines of counts.
  private static let interval = 30.0

  /// The lines that are due.
  func lines(_ blocks: [BlockCounts], _ counts: RequestMeter.Counts, rows: Int, seconds: Double) -> [String] {
    var lines: [String] = []
    for reason in counts.failures.keys.sorted() where told.insert(reason).inserted {
      lines.append("\(Self.words(reason)): what may pass is tried again")
    }
    if seconds >= nextCount {
      nextCount = seconds + Self.interval
      let done =
        blocks.first.map { "\($0.rowsPassed + $0.rowsFiltered + $0.rowsFailed) of \(max(rows, $0.rowsIn)) rows begun, " } ?? ""
      lines.append(done + FlowProgress.spent(counts, seconds: seconds))
    }
    return lines
  }

  /// Why nothing has come so far, in a line; nothing where replies have come or no try has failed.
  static func trouble(_ counts: RequestMeter.Counts) -> [String] {
    guard counts.replies == 0, let most = counts.failures.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return [] }
    return ["no reply yet: \(words(most.key)), \(most.value) tries"]
  }

  private static func words(_ reason: String) -> String {
    switch LanguageModelError.Code(rawValue: reason) {
    case .unreachable: "the model server cannot be reached"
    case .timedOut: "the model server did not answer in time"
    case .unavailable: "the model server is busy or failed"
    case .unusable: "the model server sent something that is no reply"
    case .withheld: "the model withheld an answer"
    case .forbidden: "the model server refused the key"
    case .notFound: "the model server does not know the model or the address"
    default: "requests failed (\(reason))"
    }
  }
}
