internal import DocumentModel

/// Where a section's elements begin, and where those of them that look too long for a chunk may be cut: what is counted in one pass.
struct SectionOutline {
  /// UTF-8 offsets of the document's text that rise: the starts of elements, the cuts in them, and the section's end.
  private(set) var bounds: [Int] = []
  /// The indices of the elements' starts among the bounds, and of the end.
  private var firsts: [Int] = []
  private var found: [Int: [ElementCut]] = [:]

  /// Elements of `long` bytes and more are cut, and none without it. Tables are left to who knows their rows.
  init(_ section: Range<Int>, _ elements: ElementShapes, _ cuts: ElementCuts, end: Int, long: Int?) {
    bounds.reserveCapacity(section.count + 1)
    firsts.reserveCapacity(section.count + 1)
    for (place, index) in section.enumerated() {
      let start = index == 0 ? 0 : elements[index].start
      let end = index + 1 < section.upperBound ? elements[index + 1].start : end
      firsts.append(bounds.count)
      bounds.append(start)
      guard let long, end - start >= long, elements[index].kind != .table else { continue }
      let inside = cuts.cuts(of: elements[index].kind, start..<end)
      found[place] = inside
      for cut in inside { bounds.append(cut.place) }
    }
    firsts.append(bounds.count)
    bounds.append(end)
  }

  /// The index among the bounds of the start of an element, given by its place in the section.
  func first(_ place: Int) -> Int { firsts[place] }

  /// The bytes of an element and what follows it up to the next.
  func range(_ place: Int) -> Range<Int> { bounds[firsts[place]]..<bounds[firsts[place + 1]] }

  /// The cuts of an element that looked too long.
  func cuts(_ place: Int) -> [ElementCut]? { found[place] }
}
