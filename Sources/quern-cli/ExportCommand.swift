public import ArgumentParser
public import Datasets
import Quern

extension ExportFormat: ExpressibleByArgument {}
extension Split.Unit: ExpressibleByArgument {}

/// `quern export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records as a spreadsheet, for reading, or for training software.",
    discussion: """
      Takes the folder of a run, a dataset.jsonl, or records on standard input.

        quern export out --format csv --columns question,answer,pages
        quern export out --format openai --system "Be exact." -o chat.jsonl
        quern export out --format hf --split train=0.9,test=0.1 -o hub

      jsonl, csv       the records; csv has columns to choose
      markdown         for reading, by document and heading
      openai, mistral  chats for their fine-tuning
      alpaca           LLaMA-Factory and Axolotl
      sharegpt         LLaMA-Factory, with tool calls
      trl-messages, trl-prompt-completion
                       TRL; the second is trained on answers alone
      hf               a folder for the Hugging Face Hub, with its card

      Every row is checked by the rules of its reader. Where readers refuse columns of ours, NAME.provenance.jsonl beside the file says \
      where each line comes from. -o names a folder where it ends in / or is one, and always for hf and --split; answers and tool calls \
      get files of their own there.

      For Parquet, export for hf, and in Python:
        datasets.load_dataset("hub", split="train").to_parquet("train.parquet")
      """)

  @Argument(help: ArgumentHelp("Folders of runs, JSONL files, or - for standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("What to write.", valueName: "name"))
  var format: ExportFormat = .jsonl

  @Option(
    name: [.short, .long], help: ArgumentHelp("A file or folder to write into. (default: standard output)", valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The columns of csv, parted by commas: \(CSV.columns.joined(separator: ", ")). (default: all but the last three)",
      valueName: "names"))
  var columns: String?

  @Flag(help: "Leave CSV fields as they are that a spreadsheet would run as formulas.")
  var rawCells = false

  @Option(help: ArgumentHelp("A system message for every row. (default: none)", valueName: "text"))
  var system: String?

  @Flag(
    help: ArgumentHelp(
      "Put the passage before each question: its chunk where the input is a run's folder, else the evidence. (default: questions alone)"
    ))
  var withContext = false

  @Flag(help: "Write prompts and completions of trl-prompt-completion as messages, which tool calls need.")
  var messages = false

  @Option(
    help: ArgumentHelp(
      "Parts of the dataset with their shares, such as train=0.8,validation=0.1,test=0.1. (default: one part)", valueName: "parts"
    ),
    transform: Self.split)
  var split: Split?

  @Option(help: ArgumentHelp("What no split divides: document or chunk.", valueName: "unit"))
  var splitBy: Split.Unit = .document

  @Option(help: ArgumentHelp("Deals documents out in another order.", valueName: "number"))
  var seed = 0

  func validate() throws {
    if let unknown = chosenColumns?.first(where: { !CSV.columns.contains($0) }) {
      throw ValidationError("there is no column `\(unknown)`; there are \(CSV.columns.joined(separator: ", "))")
    }
    if columns != nil || rawCells, format != .csv { throw ValidationError("`--columns` and `--raw-cells` are for csv") }
    if system != nil || withContext, !format.hasPrompt {
      throw ValidationError("`--system` and `--with-context` are for training formats, and `\(format.rawValue)` has no prompt")
    }
    if messages, format != .trlPromptCompletion { throw ValidationError("`--messages` is for trl-prompt-completion") }
    if split != nil || format == .hf, output == nil || output == "-" {
      throw ValidationError("`\(split == nil ? "--format hf" : "--split")` writes a folder; name it with `-o`")
    }
  }

  func run() throws {
    try Command.perform {
      let input = ExportInput(inputs)
      var options = ExportOptions(format)
      options.system = system
      options.passages = withContext ? input.passages() : nil
      options.asMessages = messages
      options.columns = chosenColumns ?? CSV.header
      options.guardsFormulas = !rawCells
      var layout = ExportLayout(format)
      (layout.split, layout.unit, layout.seed) = (split, splitBy, seed)

      let writer = try ExportWriter(options, layout, output)
      try input.forEachRecord(writer.add)
      try writer.finish()
      try Command.exit(
        done: writer.rowCount + (writer.failedCount == 0 ? input.soundCount : 0), failed: input.failedCount + writer.failedCount)
    }
  }

  @Sendable private static func split(_ text: String) throws -> Split {
    do throws(Split.Fault) { return try Split(text) } catch { throw ValidationError(error.reason) }
  }

  private var chosenColumns: [String]? {
    columns?.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingPrefix(" ") }.map(String.init)
  }
}
