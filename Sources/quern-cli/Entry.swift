import ArgumentParser
import Foundation
import LanguageModels
import Quern
import Workers

/// The program: a worker or a supervisor when its first argument says so, else the command line.
@main
enum Entry {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == WorkerService.argument {
      WorkerService.serve(arguments: Array(arguments.dropFirst()))
      return
    }
    if arguments.first == ProcessSupervisor.argument {
      ProcessSupervisor.serve(arguments: Array(arguments.dropFirst()))
      return
    }
    // A reader that goes away and a file that may not grow are seen where it is written to.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    Interruption.install()
    QuernCommand.main()
  }
}

/// `quern` itself.
struct QuernCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quern",
    abstract: "Turns documents into training data.",
    discussion: """
      Quern reads PDF, HTML, Markdown and text with page markers, cuts it into chunks, scores each for information density, drops \
      contents pages, credits, licences and navigation, and writes question–answer records from what is left. It needs no model \
      and no network.

        quern run rules.pdf -o out          the whole job; open out/report.html
        quern ingest rules.pdf --format markdown
        quern ingest rules.pdf | quern chunk - | quern score - | quern select -

      Data goes to standard output, everything else to standard error.
      Exit status: 0 done, 1 some inputs failed, 2 none succeeded or the command could not run, 64 wrong usage, 130 or 143 stopped.
      """,
    version: Quern.version,
    subcommands: [
      PageBlocksCommand.self,
      RunCommand.self, IngestCommand.self, ChunkCommand.self, ScoreCommand.self, SelectCommand.self, PagesCommand.self,
      PlanCommand.self,
      GenerateCommand.self, FlowCommand.self, ModelCommand.self, TokensCommand.self, SentencesCommand.self,
      ExportCommand.self, EvalCommand.self, CompareCommand.self,
    ])
}

/// What happens on Ctrl-C and SIGTERM: finished documents are kept in the workspace, and the process ends at once.
enum Interruption {
  static func install() {
    for (number, status) in [(SIGINT, Int32(130)), (SIGTERM, Int32(143))] {
      _ = status
      signal(number) { number in
        let message: StaticString = "\nquern: stopped; what was finished is kept, the same command goes on from there\n"
        _ = write(2, message.utf8Start, message.utf8CodeUnitCount)
        _exit(128 + number)
      }
    }
  }
}
