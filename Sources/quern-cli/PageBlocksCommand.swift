import ArgumentParser
import Foundation
import Ingestion
import JSONText

/// Writes what the model of main content sees; for those who train it.
struct PageBlocksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "__page-blocks", abstract: "Write the lines of HTML pages with their features.", shouldDisplay: false)

  @Argument(help: "HTML files.")
  var files: [String]

  func run() throws {
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else { continue }
      let blocks = BlockDump.lines(of: Array(data)).map { block -> JSONValue in
        ["text": .string(block.text), "words": .int(block.words), "values": .array(block.values.map { .double(Double($0)) })]
      }
      let line: JSONValue = ["file": .string(file), "blocks": .array(blocks)]
      print(line.text)
    }
  }
}
