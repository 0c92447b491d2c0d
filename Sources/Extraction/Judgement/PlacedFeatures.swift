/// Features that all drafts of a range share, worked out once, with what they add to the judge's sum.
final class PlacedFeatures {
  typealias Values = [(name: String, value: Double)]

  final class Entry {
    let values: Values
    /// What the values add up to by the judge's weights.
    let sum: Double
    let isInHeading: Bool
    let definites: Definites

    init(_ values: Values, _ definites: Definites) {
      (self.values, self.definites) = (values, definites)
      sum = QuestionJudge.standard.sum(values)
      isInHeading = values.contains { $0.name == "subject.heading" }
    }
  }

  private var known: [Range<Int>: Entry] = [:]

  func entry(of range: Range<Int>, make: () -> (Values, Definites)) -> Entry {
    if let entry = known[range] { return entry }
    let (values, definites) = make()
    let entry = Entry(values, definites)
    known[range] = entry
    return entry
  }
}
