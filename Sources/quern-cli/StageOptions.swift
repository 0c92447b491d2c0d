public import ArgumentParser
import Foundation
public import Ingestion
import LanguageModels
public import Quern
import TextAnalysis
import Tokenization
import Workers

extension FurnitureHandling: ExpressibleByArgument {}
extension OCRMode: ExpressibleByArgument {}
extension PageContent: ExpressibleByArgument {}
extension PageMarkerPattern: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// The options that all stages share. Each may also stand in the file that `--config` names; the command line wins.
struct StageOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read only these pages, counted from 1, such as 1-10 or 7. (default: all)", valueName: "range"))
  var pages: PageRange?

  @Option(help: ArgumentHelp("The password of encrypted PDF files.", valueName: "text"))
  var password: String?

  @Option(
    help: ArgumentHelp(
      "Running heads, feet and page numbers of PDF and text: remove, or keep for a faithful copy. (default: remove)",
      valueName: "name"))
  var furniture: FurnitureHandling?

  @Option(
    help: ArgumentHelp(
      "What to take of web pages: main, or all text, tabs and menus too. (default: main)", valueName: "name"))
  var content: PageContent?

  @Option(
    help: ArgumentHelp(
      "Read pages of PDF files with tesseract: auto where they have no text, always, or never. (default: auto)",
      valueName: "when"))
  var ocr: OCRMode?

  @Option(
    help: ArgumentHelp("The languages of scans, as tesseract names them, such as deu+eng. (default: eng)", valueName: "names"))
  var ocrLanguage: String?

  @Option(
    help: ArgumentHelp(
      "A regular expression that lines between the pages of text and Markdown match, its first group the page's number, such as "
        + "'^PAGE (\\d+)$'. (default: found out)",
      valueName: "regex"))
  var pageMarker: PageMarkerPattern?

  @OptionGroup var cutting: CuttingOptions

  @Option(help: ArgumentHelp("Score by a model of `quern score train`. (default: the one that ships)", valueName: "file"))
  var scorer: String?

  @OptionGroup var selecting: SelectingOptions

  @Option(help: ArgumentHelp("Documents read at once; changes no output. (default: the number of cores)", valueName: "count"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Seconds that reading one document may take. (default: 120)", valueName: "seconds"))
  var timeout: Double?

  @Flag(help: "Read documents in this process and not in workers: faster to start, but a crash in a parser ends the run.")
  var inProcess = false

  @Option(help: ArgumentHelp("A YAML file with these options by name, such as `tokens: 300`.", valueName: "file"))
  var config: String?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("`--jobs` must lie between 1 and 256") }
    if let timeout, !Self.isTimeout(timeout) {
      throw ValidationError("`--timeout` must be more than 0 seconds and at most 86400")
    }
  }

  private static func isTimeout(_ seconds: Double) -> Bool { seconds > 0 && seconds <= 86_400 }

  /// The options of a run, those of the file filled in. A `model` in the file counts only for stages that use one.
  /// With `cuts` off no tokens are counted, and no vocabulary is loaded. `chunker` is the one where none is named.
  func resolved(
    _ generation: GenerationOptions? = nil, cuts: Bool = true, chunker: RunOptions.ChunkerName = .structural
  ) throws -> RunOptions {
    let file = try config.map(ConfigFile.init(path:)) ?? ConfigFile()
    var options = RunOptions()
    options.chunker = chunker
    options.ingestion.pages = try (pages ?? file.value("pages", PageRange.init(argument:)))?.range
    options.ingestion.password = password
    options.ingestion.furniture = try furniture ?? file.value("furniture", FurnitureHandling.init(rawValue:)) ?? .remove
    options.ingestion.content = try content ?? file.value("content", PageContent.init(rawValue:)) ?? .main
    options.ingestion.ocr = try ocr ?? file.value("ocr", OCRMode.init(rawValue:)) ?? .auto
    options.ingestion.ocrLanguage = try ocrLanguage ?? file.value("ocr-language") { $0 } ?? "eng"
    options.ingestion.pageMarker = try pageMarker ?? file.value("page-marker", PageMarkerPattern.init(_:))
    try cutting.resolve(into: &options, file, cuts: cuts)
    options.scoringModel = try ScorerFile.model(scorer ?? file.value("scorer") { $0 })
    options.selection = try selecting.resolve(file)
    options.jobs =
      try jobs ?? file.value("jobs") { Int($0).flatMap { (1...256).contains($0) ? $0 : nil } }
      ?? ProcessInfo.processInfo.activeProcessorCount
    options.limits.seconds =
      try timeout ?? file.value("timeout") { Double($0).flatMap { Self.isTimeout($0) ? $0 : nil } } ?? options.limits.seconds
    let model = try file.value("model") { $0 }
    if let generation {
      options.model = try generation.toolSelection ? nil : generation.openModel(default: model)
      options.confidence = generation.confidence
      options.form = generation.toolSelection ? .toolSelection : .questions
    }
    options.workerExecutable = inProcess ? nil : Bundle.main.executablePath
    try file.checkNoneLeft()
    return options
  }
}

/// Pages as a user names them: `7`, `1-10`, `5-`.
struct PageRange: ExpressibleByArgument {
  let range: ClosedRange<Int>

  init?(argument: String) {
    let parts = argument.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first.flatMap({ Int($0) }), first >= 1 else { return nil }
    let last = parts.count == 1 ? first : parts[1].isEmpty ? 1_000_000 : Int(parts[1]) ?? 0
    guard last >= first else { return nil }
    range = first...last
  }
}
