import Foundation
import Ingestion
import Synchronization

/// The line that shows how far reading is: documents, pages a second, time left, and the page of a long document.
///
/// Told of pages by all threads that read; draws at most ten times a second, and only on a terminal.
final class ReadingProgress: Sendable {
  private struct State {
    var documents = 0
    var count = 0
    /// Of the documents that are read.
    var donePages = 0
    /// The pages of the documents in hand, and how many are begun, by name.
    var open: [String: (done: Int, count: Int)] = [:]
    var lastDrawn = 0.0

    var pages: Int { open.values.reduce(donePages) { $0 + $1.done } }
  }

  private let state = Mutex(State())
  private let start = ProcessInfo.processInfo.systemUptime
  private let isOn: Bool

  init(isOn: Bool = true) {
    self.isOn = isOn && Console.isTerminal
  }

  /// A page is begun.
  func begin(_ progress: IngestionProgress, of name: String) {
    guard isOn else { return }
    let line = state.withLock { state -> String? in
      state.open[name] = (progress.done, progress.count)
      let now = ProcessInfo.processInfo.systemUptime
      guard now - state.lastDrawn > 0.1 else { return nil }
      state.lastDrawn = now
      return Self.line(state, name, seconds: now - start)
    }
    if let line { Console.progress(line) }
  }

  /// A document is read.
  func end(_ name: String, done: Int, of count: Int) {
    guard isOn else { return }
    let line = state.withLock { state -> String in
      (state.documents, state.count) = (done, count)
      state.donePages += state.open.removeValue(forKey: name)?.done ?? 0
      return Self.line(state, name, seconds: ProcessInfo.processInfo.systemUptime - start)
    }
    Console.progress(line)
  }

  private static func line(_ state: State, _ name: String, seconds: Double) -> String {
    var text = state.count > 1 ? "reading \(state.documents)/\(state.count)" : "reading"
    if state.pages > 0, seconds > 0 { text += " · \(Int(Double(state.pages) / seconds)) pages/s" }
    if let left = secondsLeft(state, seconds) { text += " · \(duration(left)) left" }
    text += " · " + TextTable.clip(URL(fileURLWithPath: name).lastPathComponent, to: 40)
    if let place = state.open[name] { text += " page \(place.done)/\(place.count)" }
    return text
  }

  /// By documents where several are done, else by the pages of those in hand; nil before there is anything to go by.
  static func secondsLeft(documents: Int, count: Int, pages: Int, pagesLeft: Int, seconds: Double) -> Double? {
    if documents >= 2, count > documents { return seconds / Double(documents) * Double(count - documents) }
    guard count <= 1, pages >= 5 else { return nil }
    return seconds / Double(pages) * Double(pagesLeft)
  }

  private static func secondsLeft(_ state: State, _ seconds: Double) -> Double? {
    secondsLeft(
      documents: state.documents, count: state.count, pages: state.pages,
      pagesLeft: state.open.values.reduce(0) { $0 + $1.count - $1.done }, seconds: seconds)
  }

  /// `45 s`, `3 min`, `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 360_000).rounded(.up))
    if whole < 90 { return "\(whole) s" }
    let minutes = (whole + 59) / 60
    return minutes < 90 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
