internal import Foundation

/// What the ends of `llama-server` mean, and what to do about them.
enum LlamaServerFailure {
  /// It cannot even print its help.
  static func noProgram(_ end: ProcessEnd?, _ plan: LlamaServerPlan, _ log: LineLog) -> LanguageModelError {
    let install = "`quern model pull llama-server` installs one that runs, or name another with `--llama-server`"
    switch end {
    case .signal(SIGILL): return illegal(plan)
    case nil: return LanguageModelError(.engine, "`\(plan.program)` does not answer to --help", hint: install)
    case .exited(0): return LanguageModelError(.engine, "`\(plan.program)` is no llama-server", hint: install)
    case let end?: return LanguageModelError(.engine, "`\(plan.program)` \(end.words)" + tail(log.last(2)), hint: install)
    }
  }

  /// It ended while it loaded the model, more than once.
  static func atStart(_ end: ProcessEnd, _ plan: LlamaServerPlan, _ log: LineLog, build: String?) -> LanguageModelError {
    switch end {
    case .signal(SIGILL): return illegal(plan)
    case .signal(SIGKILL):
      return LanguageModelError(
        .engine, "the system ended llama-server while it loaded `\(plan.name)`: most likely the memory ran out",
        hint: "take a smaller model, or a smaller `--context`")
    default:
      let program = "llama-server (\(build.map { $0 + ", " } ?? "")\(plan.program))"
      return LanguageModelError(
        .engine, "\(program) \(end.words) while it loaded `\(plan.name)`, twice" + tail(complaints(log)),
        hint: "the model's file may be cut off or damaged, or of a kind that this build cannot run: fetch the file again, "
          + "or name another build with `--llama-server`")
    }
  }

  static func late(_ plan: LlamaServerPlan, _ log: LineLog) -> LanguageModelError {
    LanguageModelError(
      .engine, "llama-server had not loaded `\(plan.name)` after \(Int(plan.loadingTime)) seconds" + tail(complaints(log)),
      hint: "take a smaller model, or free memory")
  }

  /// It ended while it answered. Another try starts it again.
  static func atWork(_ end: ProcessEnd, _ plan: LlamaServerPlan, _ log: LineLog) -> LanguageModelError {
    LanguageModelError(.unavailable, "llama-server, which runs `\(plan.name)`, \(end.words)" + tail(reasons(log)))
  }

  static func tooOften(_ count: Int, _ end: ProcessEnd, _ plan: LlamaServerPlan, _ log: LineLog) -> LanguageModelError {
    let memory = end == .signal(SIGKILL)
    return LanguageModelError(
      .engine,
      "llama-server, which runs `\(plan.name)`, died \(count) times in a row without a reply; it \(end.words)"
        + tail(reasons(log)),
      hint: memory
        ? "most likely the memory ran out: take a smaller model, or a smaller `--context` or `--concurrency`"
        : "name another build with `--llama-server`; what was answered is kept, and the same command goes on from here")
  }

  private static func illegal(_ plan: LlamaServerPlan) -> LanguageModelError {
    LanguageModelError(
      .engine, "`\(plan.program)` was built for another processor: it uses instructions that this one does not have",
      hint: "name a build for this processor with `--llama-server`; one that was compiled on this machine always runs")
  }

  /// The last lines, those left out that only inform: their level is the letter behind the time.
  private static func complaints(_ log: LineLog) -> [String] {
    let lines = log.last(3) { !$0.prefix(24).contains(" I ") }
    return lines.isEmpty ? log.last(2) : lines
  }

  private static func tail(_ lines: [String]) -> String { lines.isEmpty ? "" : ": " + lines.joined(separator: " | ") }

  /// Lines that say why a program aborted. Others may hold words of a prompt, once there are prompts.
  private static func reasons(_ log: LineLog) -> [String] {
    log.last(2) { line in
      ["GGML_ASSERT", "terminate called", "free()", "malloc", "out of memory", "CUDA error"].contains { line.contains($0) }
    }
  }
}
