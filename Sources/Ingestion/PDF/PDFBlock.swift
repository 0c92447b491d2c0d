internal import DocumentModel

/// A piece of a PDF before it is written: lines that belong together, or a table.
struct PDFBlock {
  enum Role {
    case paragraph
    /// A line or a few that look like a heading; whether they are is decided over the whole document.
    case headingCandidate
    case listItem(ListMarker)
    case contentsEntry
    case caption
    /// Lines set in a typewriter face, with their indentation.
    case code
    /// A note, with its mark and then with its label; see ``Footnotes``.
    case footnote(String)
    /// A running head, a foot or a page number that is kept.
    case furniture
    case table(PlacedTable)
  }

  var role: Role
  /// With the page that each stands on.
  var lines: [(page: Int, line: LayoutSegment)]
  /// How far the first line stands from the left edge of its column, in points.
  var indentation = 0.0
  /// The level, where it became a heading.
  var headingLevel: Int?

  var page: Int { lines.first?.page ?? 0 }
  var style: TextStyle { lines.first?.line.style ?? TextStyle(size: 10) }
  var text: String { lines.map(\.line.text).joined(separator: " ") }

  /// A box a page, in order.
  var regions: [Document.Element.Region] {
    var regions: [Document.Element.Region] = []
    for (page, line) in lines {
      let box = Box(x: line.x0, y: line.y0, width: line.width, height: line.height)
      if let last = regions.last, last.page == page, let known = last.box {
        regions[regions.count - 1].box = known.union(box)
      } else {
        regions.append(.init(page: page, box: box))
      }
    }
    // Tenths of a point, as they are written.
    func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    return regions.map { region in
      guard let box = region.box else { return region }
      return .init(
        page: region.page, box: Box(x: rounded(box.x), y: rounded(box.y), width: rounded(box.width), height: rounded(box.height)))
    }
  }
}
