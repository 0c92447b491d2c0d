import Foundation

#if os(Linux)
  /// Gives free memory back to the system; glibc's, which no module declares.
  @_silgen_name("malloc_trim") private func malloc_trim(_ padding: Int) -> Int32
#endif

/// Memory of this process, in MB (a million bytes).
enum Memory {
  /// What the process holds now; the peak starts anew from there, where the system can do that.
  static func afterReset() -> Double {
    #if os(Linux)
      _ = malloc_trim(0)
      try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
      return status("VmRSS:")
    #else
      return peak
    #endif
  }

  /// The most that it has held.
  static var peak: Double {
    #if os(Linux)
      return status("VmHWM:")
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1e6
    #endif
  }

  private static func status(_ name: String) -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return (line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Double($0) } ?? 0) * 1024 / 1e6
  }
}
