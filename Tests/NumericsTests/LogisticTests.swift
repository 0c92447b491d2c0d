import Foundation
import Numerics
import TestSupport
import Testing

@Suite("Logistic function")
struct LogisticTests {
  @Test("It is that of the C library, but for the last bits")
  func values() {
    for step in -400...400 {
      let x = Double(step) / 10
      let wanted = 1 / (1 + Foundation.exp(-x))
      #expect(abs(Logistic.probability(ofLogit: x) - wanted) <= 1e-8 * wanted, "at \(x)")
    }
    #expect(Logistic.probability(ofLogit: 0) == 0.5)
    #expect(Logistic.probability(ofLogit: 1e300) > 0.999 && Logistic.probability(ofLogit: -1e300) < 0.001)
  }
}
