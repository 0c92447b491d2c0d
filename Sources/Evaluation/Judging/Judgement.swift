public import JSONText

/// What a judge says of one record.
public struct Judgement: Sendable, Equatable {
  public enum Question: String, Sendable, CaseIterable {
    case good
    /// It cannot be understood without the document.
    case notAlone = "not-self-contained"
    /// Its evidence does not answer it.
    case unanswerable = "not-answerable"
  }

  public enum Answer: String, Sendable, CaseIterable {
    case right
    case wrong
    /// What it says is so, and part of what was asked is missing.
    case incomplete
  }

  public let record: String
  public let question: Question
  public let answer: Answer
  /// One line in the judge's words.
  public let reason: String

  public init(record: String, question: Question, answer: Answer, reason: String) {
    (self.record, self.question, self.answer, self.reason) = (record, question, answer, reason)
  }

  /// Reads `{"reason", "question", "answer"}` out of a reply's JSON; nil where a verdict is missing or is none.
  public init?(record: String, json: JSONValue) {
    guard let question = json["question"]?.stringValue.flatMap(Question.init(rawValue:)),
      let answer = json["answer"]?.stringValue.flatMap(Answer.init(rawValue:))
    else { return nil }
    let reason = (json["reason"]?.stringValue ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    self.init(record: record, question: question, answer: answer, reason: reason)
  }

  public var isRight: Bool { question == .good && answer == .right }

  var json: JSONValue {
    [
      "record": .string(record), "question": .string(question.rawValue), "answer": .string(answer.rawValue),
      "reason": .string(reason),
    ]
  }
}
