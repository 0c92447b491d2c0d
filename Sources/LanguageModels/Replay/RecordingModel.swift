internal import Foundation
internal import JSONText
internal import Synchronization

/// A file of exchanges that grows; see ``ExchangeLine``.
public final class ExchangeRecorder: Sendable {
  private let file: Mutex<FileHandle>

  /// Appends lines to the file at `path`.
  public init(path: String) throws(LanguageModelError) {
    let manager = FileManager.default
    if !manager.fileExists(atPath: path) { manager.createFile(atPath: path, contents: nil) }
    guard let handle = FileHandle(forWritingAtPath: path), (try? handle.seekToEnd()) != nil else {
      throw LanguageModelError(.unreadable, "`\(path)` cannot be written", hint: "name another file to record into")
    }
    file = Mutex(handle)
  }

  func write(_ line: JSONValue) throws(LanguageModelError) {
    let text = line.text + "\n"
    guard file.withLock({ (try? $0.write(contentsOf: Data(text.utf8))) != nil }) else {
      throw LanguageModelError(.unreadable, "the file of recorded replies cannot be written", hint: "check the disk")
    }
  }
}

/// A model that writes down what it is asked and answers, so that ``ReplayModel`` can answer the same again.
public final class RecordingModel: LanguageModel {
  private let model: any LanguageModel
  private let recorder: ExchangeRecorder

  public init(_ model: any LanguageModel, _ recorder: ExchangeRecorder) {
    (self.model, self.recorder) = (model, recorder)
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
    try recorder.write(ExchangeLine.line(request, reply, model: model))
    return reply
  }
}
