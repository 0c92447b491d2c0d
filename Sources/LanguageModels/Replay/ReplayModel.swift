internal import Foundation
internal import Hashing
internal import JSONText

/// Answers from a file of replies: the output of a batch, or recorded exchanges. Asks no one.
///
/// Of several replies to one request the first that the server gave counts. Lines that are no replies are passed over and
/// counted.
public struct ReplayModel: LanguageModel {
  /// `replay:` and the hash of the file, so that another file is another model.
  public let name: String
  /// Lines of the file that are no replies.
  public let badLines: Int
  private let replies: [String: ChatReply?]

  /// Reads the JSON lines of the file at `path`; see ``BatchLine``. Costs memory in proportion to the file.
  public init(path: String) throws(LanguageModelError) {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw LanguageModelError(
        .unreadable, "the replies `\(path)` cannot be read", hint: "`--model replay/FILE` takes the output file of a batch")
    }
    try self.init(Array(bytes), path: path)
  }

  private init(_ bytes: [UInt8], path: String) throws(LanguageModelError) {
    var replies: [String: ChatReply?] = [:]
    var badLines = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.contains(where: { $0 > 0x20 }) {
      guard let json = try? JSONValue(parsing: line), let (key, reply) = BatchLine.reply(json) ?? ExchangeLine.reply(json) else {
        badLines += 1
        continue
      }
      if replies[key, default: nil] == nil { replies[key] = .some(reply) }
    }
    guard !replies.isEmpty else {
      throw LanguageModelError(
        .unreadable, "`\(path)` holds no replies of a batch",
        hint:
          "each line must be an object with `custom_id` and `response`, as a batch writes them, or with `request` and `choices`")
    }
    self.replies = replies
    self.badLines = badLines
    name = "replay:" + ContentHash.sha256(bytes).prefix(16)
  }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let exchange = ExchangeLine.key(request.body(model: ""))
    guard let entry = replies[request.key] ?? replies[exchange + request.copy] ?? replies[exchange] else {
      throw LanguageModelError(
        .notRecorded, "the file holds no reply to the request",
        hint: "write the requests anew with `quern plan --requests FILE`, with the same inputs and options, and run the batch")
    }
    guard let reply = entry else {
      throw LanguageModelError(.rejected, "the server gave no reply", hint: "run the batch again for the requests that failed")
    }
    return reply
  }
}
