internal import Numerics

/// What the second model sees of each line of a page: the scores of the first around it, and over the page.
///
/// Content stands together: a line among lines that are content is content more often than it looks by itself. After
/// auto-context and stacked sequential learning (Cohen and Carvalho, 2005). `Benchmarks/train/main_content.py` counts the same.
struct SurroundingScores {
  /// The number of values a line.
  static let count = 22

  /// The first model may stop early, so scores beyond this, on the scale of their logarithm, are not told apart.
  private static let clear = 3.0
  private static let reaches = [3, 8, 20, 60]

  private let logits: [Double]
  private let scores: [Double]
  /// Sums over the lines before each: of words, and of words by their score.
  private var lengths: [Double] = [0]
  private var found: [Double] = [0]
  private var pageValues: [Float] = []
  /// How many lines back and ahead the nearest stands that is surely content; 99 for none and for farther.
  private var back: [Float]
  private var ahead: [Float]

  /// - Parameters:
  ///   - logits: of each line, by the first model.
  ///   - words: how many each line has.
  init(logits: [Double], words: [Int]) {
    self.logits = logits.map { min(Self.clear, max(-Self.clear, $0)) }
    scores = self.logits.map { Logistic.probability(ofLogit: $0) }
    back = [Float](repeating: 99, count: logits.count)
    ahead = back
    var (most, likely, likelyWords) = (0.0, 0, 0.0)
    for (index, score) in scores.enumerated() {
      let length = Double(words[index]) + 0.5
      lengths.append(lengths[index] + length)
      found.append(found[index] + score * length)
      most = max(most, score)
      if score > 0.5 { (likely, likelyWords) = (likely + 1, likelyWords + length) }
    }
    guard let all = lengths.last, let sum = found.last, all > 0 else { return }
    pageValues = [most, sum / all, Double(likely) / Double(logits.count), sum, likelyWords].map(Float.init)
    findNearest()
  }

  private mutating func findNearest() {
    var last: Int?
    for index in scores.indices {
      if let last { back[index] = Float(min(99, index - last)) }
      if scores[index] > 0.7 { last = index }
    }
    last = nil
    for index in scores.indices.reversed() {
      if scores[index] > 0.7 { last = index }
      if let last { ahead[index] = Float(min(99, last - index)) }
    }
  }

  /// The values of every line, in a buffer that is used again.
  func forEach(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    var values: [Float] = []
    let all = found[found.count - 1]
    for index in logits.indices {
      values.removeAll(keepingCapacity: true)
      values.append(Float(logits[index]))
      for step in [-4, -3, -2, -1, 1, 2, 3, 4] {
        values.append(logits.indices.contains(index + step) ? Float(logits[index + step]) : Float(-2 * Self.clear))
      }
      for reach in Self.reaches {
        let (start, end) = (max(0, index - reach), min(logits.count, index + reach + 1))
        values.append(Float((found[end] - found[start]) / (lengths[end] - lengths[start])))
      }
      values.append(Float(found[index] / all))
      values.append(Float((all - found[index + 1]) / all))
      values.append(contentsOf: pageValues)
      values.append(back[index])
      values.append(ahead[index])
      values.withUnsafeBufferPointer(body)
    }
  }
}
