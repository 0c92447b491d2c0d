import Foundation

/// Talk to the person: standard error, colours only on a terminal.
enum Console {
  static let isTerminal = isatty(2) == 1

  static func say(_ text: String) { write(text + "\n") }

  /// One line that says what and where, then a blank line and what to do.
  static func error(_ message: String, hint: String? = nil) {
    write("quern: error: \(visible(message))\n")
    if let hint { write("\nhint: \(visible(hint))\n\n") }
  }

  /// That a document gave no text, and why where that is known.
  static func noText(_ name: String, _ diagnostic: String?) -> String {
    "no text was found in \(TextTable.clip(visible(name), to: 100))" + (diagnostic.map { ": " + $0 } ?? "")
  }

  /// A line that the next one overwrites; nothing where no one watches.
  static func progress(_ text: String) {
    if isTerminal { write("\r\u{1B}[K" + visible(text)) }
  }

  /// Puts lines in the place of so many that stand there.
  static func redraw(_ lines: [String], over count: Int) {
    guard isTerminal else { return }
    var text = count > 0 ? "\r\u{1B}[\(count)A\u{1B}[J" : "\r\u{1B}[K"
    for line in lines { text += visible(line) + "\n" }
    write(text)
  }

  static func endProgress() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  /// Without control characters, which a file name may hold.
  static func visible(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || ($0.value >= 0x7F && $0.value < 0xA0) ? "\u{FFFD}" : $0 }))
  }

  /// Where standard error is closed or full, there is no one to tell.
  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      sent += max(0, count)
    }
  }
}

/// Lines of output: standard output, or a file.
///
/// A file is written beside its name and takes it when it is whole, so that an output may also be the input, and a command that
/// fails leaves what was there.
final class DataOutput {
  private let handle: UnsafeMutablePointer<FILE>
  private let path: String?
  private let part: String
  private var isOpen = true

  /// Standard output where `path` is nil or `-`.
  init(path: String?) throws {
    let path = path == "-" ? nil : path
    guard let path else {
      guard let file = fdopen(dup(1), "w") else {
        throw Failure.message("standard output is closed", hint: "name a file with `-o`")
      }
      (handle, self.path, part) = (file, nil, "")
      return
    }
    // A device or a pipe is written as it is.
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let part = isSpecial ? path : path + ".part"
    guard let file = fopen(part, "w") else {
      throw Failure.message("`\(path)` cannot be written", hint: "check the folder and its permissions")
    }
    (handle, self.path, self.part) = (file, isSpecial ? nil : path, part)
  }

  func write(_ text: String) throws {
    var text = text
    let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, handle) == $0.count }
    if !isWritten { throw failure }
  }

  /// Writes what is buffered, so that a reader sees it now.
  func flush() throws {
    if fflush(handle) != 0 { throw failure }
  }

  /// What was not finished is taken away again.
  deinit {
    guard isOpen else { return }
    fclose(handle)
    if path != nil { unlink(part) }
  }

  func finish() throws {
    isOpen = false
    guard fclose(handle) == 0 else { throw failure }
    if let path, rename(part, path) != 0 { throw failure }
  }

  /// A reader that went away, such as `head`, is no error.
  private var failure: Failure {
    let isBroken = errno == EPIPE
    if path != nil { unlink(part) }
    return isBroken ? .brokenPipe : .message("the output cannot be written", hint: "check the room on the disk")
  }
}

/// Why a command ends early.
enum Failure: Error {
  case message(String, hint: String?)
  case brokenPipe
}

/// Columns of text for people.
struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  init(header: [String], rightAligned: Set<Int> = []) {
    rows = [header]
    self.rightAligned = rightAligned
  }

  mutating func add(_ row: [String]) { rows.append(row.map(Console.visible)) }

  var text: String {
    let columns = rows[0].count
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        if column > 0 { line += "  " }
        line += rightAligned.contains(column) ? padding + cell : column == columns - 1 ? cell : cell + padding
      }
      return line + "\n"
    }.joined()
  }

  /// The text cut to `width` characters, with `…` where something is missing.
  static func clip(_ text: String, to width: Int) -> String { text.count > width ? text.prefix(max(1, width - 1)) + "…" : text }
}
