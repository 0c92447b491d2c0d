internal import Foundation

/// The folder in which models and engines are installed.
public struct DataFolder: Sendable, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `QUERN_DATA`, else `quern` in `XDG_DATA_HOME`, else `~/.local/share/quern`.
  public init(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let shared = value("XDG_DATA_HOME") ?? (value("HOME") ?? NSHomeDirectory()) + "/.local/share"
    path = value("QUERN_DATA") ?? shared + "/quern"
  }

  /// Where a model of the catalogue lies when it is installed.
  public func path(of model: CatalogueModel) -> String { path + "/models/" + model.name + ".gguf" }

  /// Where the program of an engine lies when it is installed.
  public func path(of engine: CatalogueEngine) -> String { folder(of: engine) + "/" + engine.program }

  func folder(of engine: CatalogueEngine) -> String { path + "/engines/" + engine.release }

  /// What is being fetched, until it is whole and checked.
  func partial(_ name: String) -> String { path + "/partial/" + name }
}
