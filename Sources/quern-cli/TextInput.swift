import Foundation

/// A file of text that a command reads as it is.
enum TextInput {
  /// Its bytes, of standard input for `-`; nil, and an error is shown, where it cannot be read.
  static func data(_ file: String) -> Data? {
    if let data = file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file) {
      return data
    }
    Console.error("`\(file)` cannot be read", hint: "check that it is there, and its permissions")
    return nil
  }
}
