/// The sentences and items of an answer, each of which must be borne out.
enum AnswerParts {
  /// Parts with words to compare, in order. One with fewer than three such words goes with what follows, the last with what stands before.
  static func parts(of answer: String) -> [Statement] {
    var parts: [String] = []
    var text = ""
    for line in answer.split(separator: "\n") {
      for sentence in SentenceSplitter.sentences(of: String(behindMark(line))) {
        text += (text.isEmpty ? "" : " ") + sentence
        guard Statement(text).terms.count >= 3 else { continue }
        parts.append(text)
        text = ""
      }
    }
    if !text.isEmpty { parts.append((parts.popLast().map { $0 + " " } ?? "") + text) }
    return parts.map { Statement($0) }.filter { !$0.terms.isEmpty }
  }

  /// Behind `-`, `*` or `3.`: numbers of items are the answer's own.
  private static func behindMark(_ line: Substring) -> Substring {
    let text = line.drop { $0 == " " }
    if let first = text.first, "-*+•".contains(first), text.dropFirst().first == " " { return text.dropFirst(2) }
    let rest = text.drop { $0.isASCII && $0.isNumber }
    guard rest.count < text.count, let mark = rest.first, ".)".contains(mark), rest.dropFirst().first == " " else { return text }
    return rest.dropFirst(2)
  }
}
