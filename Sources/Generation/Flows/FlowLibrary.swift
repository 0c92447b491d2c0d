internal import Foundation

/// Where flows are looked for by name: those that come with Quern, folders that the user names, and an installed sdg_hub.
public struct FlowLibrary: Sendable {
  /// A flow that was found.
  public struct Entry: Sendable {
    /// Its path below the folder, without `/flow.yaml`.
    public let name: String
    public let path: String
    /// Whether it belongs to sdg_hub, as which it then runs.
    public let isOfSdgHub: Bool
  }

  private let folders: [(path: String, isOfSdgHub: Bool)]

  /// - Parameters:
  ///   - paths: folders that hold flows, at any depth.
  ///   - sdgHub: the folder of an installed sdg_hub; nil where there is none.
  public init(paths: [String], sdgHub: String?) {
    folders = paths.map { ($0, false) } + (sdgHub.map { [($0 + "/flows", true)] } ?? [])
  }

  /// The flow of a path, or of a name or the end of one; throws where there is none or where there are several.
  public func flow(_ name: String, isCompatible: Bool? = nil) throws(FlowError) -> Flow {
    let found = try entry(name)
    return try Flow(path: found.path, isCompatible: isCompatible ?? (found.isOfSdgHub ? true : nil))
  }

  /// What is likely wrong with a flow, whether or not it can be read.
  public func findings(_ name: String, isCompatible: Bool? = nil) throws(FlowError) -> [FlowLint.Finding] {
    let found = try entry(name)
    return FlowLint.findings(path: found.path, isCompatible: isCompatible ?? (found.isOfSdgHub ? true : nil))
  }

  /// The files of a flow that comes with Quern, by their names; none for another.
  public static func bundledFiles(of name: String) -> [(name: String, text: [UInt8])] { BundledFlows.files(of: name) }

  private func entry(_ name: String) throws(FlowError) -> Entry {
    let manager = FileManager.default
    if manager.fileExists(atPath: name + "/flow.yaml") || (name.hasSuffix(".yaml") && manager.fileExists(atPath: name)) {
      let isOfSdgHub = URL(fileURLWithPath: name).standardizedFileURL.path.contains("/sdg_hub/flows/")
      return Entry(name: name, path: name, isOfSdgHub: isOfSdgHub)
    }
    var found = entries.filter { $0.name == name || $0.name.hasSuffix("/" + name) }
    // A flow of the user's own goes before one that comes with Quern.
    if found.count > 1 { found.removeAll { $0.path.hasPrefix(BundledFlows.root + "/") } }
    guard let entry = found.first else {
      throw FlowError(
        "there is no flow `\(name)`", hint: "`quern flow list` names them; a path to a folder with a flow.yaml will do")
    }
    let exact = found.filter { $0.name == name }
    guard found.count == 1 || exact.count == 1 else {
      throw FlowError(
        "several flows are called `\(name)`", hint: "name one of " + found.map { "`\($0.name)`" }.joined(separator: ", "))
    }
    return exact.first ?? entry
  }

  /// All flows: those that come with Quern, then by folder and name.
  public var entries: [Entry] {
    var found = BundledFlows.names.map {
      Entry(name: $0, path: "\(BundledFlows.root)/\($0)/flow.yaml", isOfSdgHub: false)
    }
    for folder in folders {
      let names = (FileManager.default.subpaths(atPath: folder.path) ?? []).filter { $0.hasSuffix("flow.yaml") }.sorted()
      for name in names where name == "flow.yaml" || name.hasSuffix("/flow.yaml") {
        let parent = name.split(separator: "/").dropLast().joined(separator: "/")
        found.append(
          Entry(
            name: parent.isEmpty ? URL(fileURLWithPath: folder.path).lastPathComponent : parent,
            path: folder.path + "/" + name, isOfSdgHub: folder.isOfSdgHub))
      }
    }
    return found
  }

  /// The folder of an installed sdg_hub, which Python is asked for without importing it; nil where there is none.
  public static func installedSdgHub() -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import importlib.util as u; s = u.find_spec('sdg_hub'); print(s.submodule_search_locations[0] if s else '')",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let path = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return path.isEmpty || !FileManager.default.fileExists(atPath: path + "/flows") ? nil : path
  }
}
