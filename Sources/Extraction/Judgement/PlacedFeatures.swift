/// Features that all drafts of a range share, worked out once.
final class PlacedFeatures {
  typealias Values = [(name: String, value: Double)]
  private var known: [Range<Int>: Values] = [:]

  func features(of range: Range<Int>, make: () -> Values) -> Values {
    if let values = known[range] { return values }
    let values = make()
    known[range] = values
    return values
  }
}
