internal import Foundation
internal import JSONText
internal import Synchronization

/// A model that writes down what it is asked and answers, so that ``ReplayModel`` can answer the same again.
public final class RecordingModel: LanguageModel {
  private let model: any LanguageModel
  private let file: Mutex<FileHandle>

  /// Appends lines to the file at `path`.
  public init(_ model: any LanguageModel, path: String) throws(LanguageModelError) {
    let manager = FileManager.default
    if !manager.fileExists(atPath: path) { manager.createFile(atPath: path, contents: nil) }
    guard let handle = FileHandle(forWritingAtPath: path), (try? handle.seekToEnd()) != nil else {
      throw LanguageModelError(.unreadable, "`\(path)` cannot be written", hint: "name another file to record into")
    }
    self.model = model
    file = Mutex(handle)
  }

  public var name: String { model.name }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    try await complete(request) { _ in }
  }

  public func complete(_ request: ChatRequest, keep: @Sendable (ChatReply) async throws(LanguageModelError) -> Void)
    async throws(LanguageModelError) -> ChatReply
  {
    let reply = try await model.complete(request, keep: keep)
    let model = name.split(separator: "/", maxSplits: 1).last.map(String.init) ?? name
    let line = ExchangeLine.line(request, reply, model: model).text + "\n"
    let isWritten = file.withLock { (try? $0.write(contentsOf: Data(line.utf8))) != nil }
    guard isWritten else {
      throw LanguageModelError(.unreadable, "the file of recorded replies cannot be written", hint: "check the disk")
    }
    return reply
  }
}
