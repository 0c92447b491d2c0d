/// The headings that are open at a place of the text.
struct HeadingPath: Equatable {
  private(set) var open: [(level: Int, title: String)] = []

  var titles: [String] {
    var titles: [String] = []
    titles.reserveCapacity(open.count)
    for heading in open where !heading.title.isEmpty { titles.append(heading.title) }
    return titles
  }

  mutating func open(level: Int, title: String) {
    while let last = open.last, last.level >= level { open.removeLast() }
    open.append((level, title))
  }

  /// Without its highest heading.
  mutating func dropHighest() { open.removeFirst() }

  /// What stands above a heading of a level that follows.
  func above(_ level: Int) -> HeadingPath {
    var path = self
    while let last = path.open.last, last.level >= level { path.open.removeLast() }
    return path
  }

  static func == (one: HeadingPath, other: HeadingPath) -> Bool {
    one.open.count == other.open.count && zip(one.open, other.open).allSatisfy { $0.level == $1.level && $0.title == $1.title }
  }
}
