import ArgumentParser
import Foundation
import Quern
import TextAnalysis
import Tokenization

/// `quern tokens`.
struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Count the tokens of text files.",
    discussion: """
      Counts as the model's own tokenizer does, where its vocabulary is at hand: o200k_base and cl100k_base where they are installed, \
      and any tokenizer.json (byte pair encoding, WordPiece) or GGUF file. Text is ordinary text: what looks like a special token is none.
      """)

  @Argument(help: ArgumentHelp("Files of UTF-8 text; - for standard input.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "o200k_base, cl100k_base, a tokenizer.json or GGUF file, or estimate. (default: o200k_base where it is installed, else estimate)",
      valueName: "name"))
  var tokenizer: String?

  @Flag(help: "Print the ids of the tokens, a line a file, and not their number.")
  var ids = false

  func run() throws {
    try Command.perform {
      let counter = try CuttingOptions.counter(tokenizer)
      let encoder = counter as? Tokenizer
      if ids, encoder == nil {
        throw Failure.message("an estimate has no ids", hint: "name a vocabulary with --tokenizer")
      }
      var (sum, failed) = (0, 0)
      for file in files {
        guard let data = TextInput.data(file) else {
          failed += 1
          continue
        }
        if ids, let encoder {
          print(encoder.encode(String(decoding: data, as: UTF8.self)).map(String.init).joined(separator: " "))
        } else {
          let count = [UInt8](data).withUnsafeBufferPointer { counter.count($0) }
          sum += count
          print("\(count)\t\(file)")
        }
      }
      if !ids, files.count > 1 { print("\(sum)\tall, by \(counter.name)") }
      try Command.exit(done: files.count - failed, failed: failed)
    }
  }
}
