import Foundation
import Generation
import LanguageModels
import Quern

/// Shows how far a flow is while it runs: on a terminal a bar for each block that asks a model and what was spent; elsewhere, such
/// as in a log, a line when a server gives trouble for the first time and a line of counts every half minute.
final class FlowProgress: @unchecked Sendable {
  private let timer: (any DispatchSourceTimer)?
  private let drawn = Drawn()

  /// Lines on the screen. Only the timer's queue touches it until the timer is cancelled.
  private final class Drawn: @unchecked Sendable {
    var lines = 0
  }

  init(_ choice: FlowChoice, rows: Int, isOn: Bool) {
    guard isOn else {
      timer = nil
      return
    }
    let start = ProcessInfo.processInfo.systemUptime
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
    timer.schedule(deadline: .now() + 0.2, repeating: 0.2)
    let notices = FlowNotices()
    timer.setEventHandler { [drawn] in
      let seconds = ProcessInfo.processInfo.systemUptime - start
      let (blocks, counts) = (choice.monitor.askingBlocks, choice.meter.counts)
      guard Console.isTerminal else {
        for line in notices.lines(blocks, counts, rows: rows, seconds: seconds) { Console.say("quern: " + line) }
        return
      }
      let lines = Self.lines(blocks, counts, rows: rows, seconds: seconds) + FlowNotices.trouble(counts)
      Console.redraw(lines, over: drawn.lines)
      drawn.lines = lines.count
    }
    timer.resume()
    self.timer = timer
  }

  func end() {
    timer?.cancel()
    if timer != nil, Console.isTerminal { Console.redraw([], over: drawn.lines) }
  }

  /// A bar a block, of the rows that have come to it, and a line of what was spent.
  static func lines(_ blocks: [BlockCounts], _ counts: RequestMeter.Counts, rows: Int, seconds: Double) -> [String] {
    let width = min(24, blocks.map(\.name.count).max() ?? 0)
    let lines = blocks.enumerated().map { index, block in
      let done = block.rowsPassed + block.rowsFiltered + block.rowsFailed
      let all = index == 0 ? max(rows, block.rowsIn) : block.rowsIn
      let name = TextTable.clip(block.name, to: width).padding(toLength: width, withPad: " ", startingAt: 0)
      let failed = block.rowsFailed > 0 ? "  \(block.rowsFailed) failed" : ""
      return "\(name)  \(bar(done, of: all))  \(done)/\(all)\(failed)"
    }
    return lines + [spent(counts, seconds: seconds)]
  }

  /// What was asked and what it took, in a line.
  static func spent(_ counts: RequestMeter.Counts, seconds: Double) -> String {
    var spent = "\(counts.replies) replies"
    if counts.reused > 0 { spent += ", \(counts.reused) reused" }
    if counts.retries > 0 { spent += ", \(counts.retries) retries" }
    spent += ", \(short(counts.promptTokens)) + \(short(counts.completionTokens)) tokens"
    if counts.dollars > 0 { spent += String(format: ", $%.2f", counts.dollars) }
    if seconds > 1 { spent += String(format: ", %.1f a second", Double(counts.replies) / seconds) }
    return spent
  }

  private static func bar(_ done: Int, of all: Int) -> String {
    let cells = 20
    let full = all == 0 ? 0 : cells * done / all
    return String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
  }

  private static func short(_ count: Int) -> String {
    count < 10_000 ? "\(count)" : count < 10_000_000 ? "\(count / 1000)k" : "\(count / 1_000_000)M"
  }
}
