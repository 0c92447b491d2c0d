/// A document's top-level sections: what is cut and packed by itself, so that a change in one leaves the chunks of the others
/// alone.
enum Sections {
  /// Ranges of elements that follow each other and cover all. Sections begin at headings of the first level, or where there is but
  /// one of these, which is the title, at those of the second. One that holds nothing but headings goes with the next.
  static func ranges(of elements: ElementShapes) -> [Range<Int>] {
    guard elements.count > 0 else { return [] }
    var titles = 0
    for index in 0..<elements.count where elements[index].level == 1 {
      titles += 1
      if titles > 1 { break }
    }
    let level = titles > 1 ? 1 : 2
    var ranges: [Range<Int>] = []
    var start = 0
    var holdsContent = false
    for index in 0..<elements.count {
      if elements[index].isHeading {
        guard elements[index].level <= level, index > start, holdsContent else { continue }
        ranges.append(start..<index)
        start = index
        holdsContent = false
      } else {
        holdsContent = true
      }
    }
    // Headings at the end of the document have no content to go with but what is before them.
    if !holdsContent, let last = ranges.popLast() { start = last.lowerBound }
    ranges.append(start..<elements.count)
    return ranges
  }
}
