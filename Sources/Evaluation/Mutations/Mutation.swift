/// A way to make a right answer wrong.
public enum Mutation: String, Sendable, CaseIterable {
  /// A number stands for another: one of the chunk, or one that is off by some.
  case number
  /// A denial is put in or taken out.
  case negation
  /// A name or noun stands for another of the chunk.
  case entity
  /// The answer to a question about another chunk.
  case otherAnswer = "other-answer"

  /// What is done, for people.
  public var summary: String {
    switch self {
    case .number: "a number swapped with another of the chunk, or off by some"
    case .negation: "a denial put in or taken out"
    case .entity: "a name or noun swapped with another of the chunk"
    case .otherAnswer: "the answer to a question about another chunk"
    }
  }
}
