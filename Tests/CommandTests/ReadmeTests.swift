import Foundation
import TestSupport
import Testing

/// The commands that the README shows are run as they stand.
@Suite("The README")
struct ReadmeTests {
  /// Lines that begin with `$ quern` in its code blocks.
  static let commands = Repository.lines("README.md").filter { $0.hasPrefix("$ quern ") }.map { String($0.dropFirst(2)) }

  @Test("There are commands to run")
  func some() { #expect(Self.commands.count >= 5) }

  @Test("They work, one after the other")
  func all() {
    let folder = TemporaryFolder()
    try? FileManager.default.createSymbolicLink(atPath: folder.file("corpora"), withDestinationPath: Repository.path("corpora"))
    for command in Self.commands {
      let outcome = Program.shell(command, in: folder.path)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
  }
}
