internal import DocumentModel

/// What cutting asks of a document's elements again and again, without their tables, places and lines: to copy an element costs more
/// than all that is done with it.
struct ElementShapes {
  struct Shape {
    /// UTF-8 offsets of the document's text.
    var start: Int
    var end: Int
    var kind: Kind
    /// From 1; zero for what is no heading.
    var level: UInt8 = 0
    /// The index of a heading's title.
    var title: Int32 = -1

    var isHeading: Bool { level > 0 }

    /// What begins with the element.
    var boundary: Boundary {
      switch kind {
      case .heading: Boundary(heading: Int(level))
      case .listItem: .item
      default: .block
      }
    }

    var isProse: Bool { kind == .paragraph || kind == .listItem || kind == .quote || kind == .footnote }
  }

  enum Kind: UInt8 { case heading, paragraph, listItem, table, code, quote, formula, caption, footnote }

  private let shapes: [Shape]
  /// The words of headings, in order.
  private let titles: [String]

  /// Linear in the number of elements and the length of headings.
  init(_ document: Document) {
    var (shapes, titles): ([Shape], [String]) = ([], [])
    shapes.reserveCapacity(document.elements.count)
    document.elements.withUnsafeBufferPointer { elements in
      for index in elements.indices {
        let range = elements[index].range
        var shape = Shape(start: range.lowerBound, end: range.upperBound, kind: .paragraph)
        switch elements[index].kind {
        case .heading(let level):
          (shape.kind, shape.level, shape.title) = (.heading, UInt8(clamping: max(1, level)), Int32(titles.count))
          titles.append(document.plainText(of: range))
        case .paragraph: break
        case .listItem: shape.kind = .listItem
        case .table: shape.kind = .table
        case .code: shape.kind = .code
        case .quote: shape.kind = .quote
        case .formula: shape.kind = .formula
        case .caption: shape.kind = .caption
        case .footnote: shape.kind = .footnote
        }
        shapes.append(shape)
      }
    }
    (self.shapes, self.titles) = (shapes, titles)
  }

  var count: Int { shapes.count }

  subscript(index: Int) -> Shape { shapes[index] }

  /// The words of a heading.
  func title(_ shape: Shape) -> String { titles[Int(shape.title)] }
}
