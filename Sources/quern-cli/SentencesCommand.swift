import ArgumentParser
import Foundation
import JSONText
import TextAnalysis

/// `quern sentences`.
struct SentencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentences",
    abstract: "Cut text into sentences, a line each.",
    discussion: """
      By rules for English prose, legal and technical texts; other languages by their stops. With --jsonl each line of the input is \
      a JSON object with a text, and each line of the output one with its sentences.
      """)

  @Argument(help: ArgumentHelp("Files of UTF-8 text; - for standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Read {\"text\": …} a line and write {\"sentences\": […]} a line.")
  var jsonl = false

  func run() throws {
    try Command.perform {
      var failed = 0
      for file in files {
        guard let data = TextInput.data(file) else {
          failed += 1
          continue
        }
        let text = String(decoding: data, as: UTF8.self)
        if jsonl { try writeObjects(text, file) } else { write(text) }
      }
      try Command.exit(done: files.count - failed, failed: failed)
    }
  }

  private func write(_ text: String) {
    for sentence in SentenceSplitter.sentences(of: text) {
      print(sentence.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }

  private func writeObjects(_ text: String, _ file: String) throws {
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      guard let json = try? JSONValue(parsing: String(line)), let text = json["text"]?.stringValue else {
        throw Failure.message("line \(index + 1) of `\(file)` has no text", hint: "give {\"text\": \"…\"} on each line")
      }
      let sentences = SentenceSplitter.sentences(of: text)
      print(JSONValue.object([.init("sentences", .array(sentences.map { .string($0) }))]).text)
    }
  }
}
