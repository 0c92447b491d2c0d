/// Logistic regression with a ridge penalty, by Newton's method: the same weights from the same rows, everywhere.
///
/// The penalty pulls weights towards given ones, 0 as a rule: maximum a posteriori under a Gaussian prior (T. Minka, A comparison of
/// numerical optimizers for logistic regression, 2003). The bias is free.
public enum RidgeLogistic {
  /// - Parameters:
  ///   - rows: the features of each example, all of one length.
  ///   - targets: what is to be told, one for each row.
  ///   - importance: how much each row counts; more than 0.
  ///   - penalty: of each weight, more than 0; the greater, the nearer to its prior.
  ///   - prior: where weights are pulled to.
  /// - Returns: the bias and the weights. Without rows the prior with no bias. Cost: some twenty times rows × features².
  public static func fit(_ rows: [[Double]], _ targets: [Bool], importance: [Double], penalty: [Double], prior: [Double]) -> (
    bias: Double, weights: [Double]
  ) {
    let count = prior.count + 1
    // The last place is the bias.
    var solution = prior + [0]
    for _ in 0..<100 {
      var gradient = [Double](repeating: 0, count: count)
      var curvature = [Double](repeating: 0, count: count * count)
      for (row, (target, weight)) in zip(rows, zip(targets, importance)) {
        var logit = solution[count - 1]
        for place in row.indices { logit += solution[place] * row[place] }
        let probability = Logistic.probability(ofLogit: logit)
        let error = weight * ((target ? 1 : 0) - probability)
        let slope = max(1e-9, weight * probability * (1 - probability))
        for first in 0..<count {
          let value = first < row.count ? row[first] : 1
          if value == 0 { continue }
          gradient[first] += error * value
          for second in first..<count {
            curvature[first * count + second] += slope * value * (second < row.count ? row[second] : 1)
          }
        }
      }
      for place in 0..<count - 1 {
        gradient[place] -= penalty[place] * (solution[place] - prior[place])
        curvature[place * count + place] += penalty[place]
      }
      curvature[count * count - 1] += 1e-6
      let step = solve(&curvature, gradient, count)
      let size = step.reduce(0) { max($0, abs($1)) }
      // Newton's method may overshoot where probabilities are near 0 and 1: long steps are shortened, their direction kept.
      let share = min(1, longestStep / max(size, 1e-12))
      for place in 0..<count { solution[place] += share * step[place] }
      if size < 1e-7 { break }
    }
    return (solution[count - 1], Array(solution.dropLast()))
  }

  private static let longestStep = 0.5

  /// Solves a symmetric positive system, of which the upper half is given, by Cholesky's method.
  private static func solve(_ matrix: inout [Double], _ vector: [Double], _ count: Int) -> [Double] {
    for row in 0..<count {
      for inner in 0..<row { matrix[row * count + row] -= matrix[inner * count + row] * matrix[inner * count + row] }
      let diagonal = max(1e-12, matrix[row * count + row]).squareRoot()
      matrix[row * count + row] = diagonal
      for column in row + 1..<max(count, row + 1) {
        var value = matrix[row * count + column]
        for inner in 0..<row { value -= matrix[inner * count + row] * matrix[inner * count + column] }
        matrix[row * count + column] = value / diagonal
      }
    }
    var solution = vector
    for row in 0..<count {
      for inner in 0..<row { solution[row] -= matrix[inner * count + row] * solution[inner] }
      solution[row] /= matrix[row * count + row]
    }
    for row in stride(from: count - 1, through: 0, by: -1) {
      for inner in row + 1..<max(count, row + 1) { solution[row] -= matrix[row * count + inner] * solution[inner] }
      solution[row] /= matrix[row * count + row]
    }
    return solution
  }
}
