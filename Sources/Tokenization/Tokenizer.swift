internal import Synchronization
public import TextAnalysis

/// Counts and encodes the tokens of a vocabulary exactly, as the model's own tokenizer does.
///
/// Text is ordinary text: what looks like a special token (`<|endoftext|>`) is not one. Safe for many threads, each of which counts
/// on its own; counts of words met before are kept, about 2 MB a thread.
public final class Tokenizer: TokenCounter, Sendable {
  /// The vocabulary's name: `o200k_base`, or that of its file.
  public let name: String
  private let model: any TokenModel
  private let states = Mutex<[StateBox]>([])

  /// A state on its way between threads, held by one at a time.
  private struct StateBox: @unchecked Sendable {
    let state: TokenizerState
  }

  init(name: String, model: some TokenModel) {
    self.name = name
    self.model = model
  }

  public func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int { withState { model.count(utf8, $0) } }

  public func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int]) -> TokenTotals {
    withState { model.totals(utf8, at: boundaries, $0) } ?? sums(utf8, at: boundaries)
  }

  /// The ids of the tokens of `text`.
  public func encode(_ text: String) -> [Int] {
    var text = text
    var ids: [Int] = []
    text.withUTF8 { utf8 in withState { model.encode(utf8, into: &ids, $0) } }
    return ids
  }

  private func withState<Result>(_ body: (TokenizerState) -> Result) -> Result {
    let box = states.withLock { $0.popLast() } ?? StateBox(state: TokenizerState())
    defer { states.withLock { $0.append(box) } }
    return body(box.state)
  }
}
