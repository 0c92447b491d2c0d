internal import ByteCoding
internal import DocumentModel

/// Pages as bytes, for the way between the processes that share a document.
extension PDFPageLines {
  func write(to writer: inout ByteWriter) {
    writer.write(number)
    writer.write(label)
    writer.write(size.width)
    writer.write(size.height)
    writer.write(segments) { $1.write(to: &$0) }
    writer.write(rotated) { $1.write(to: &$0) }
    writer.write(watermark) { $1.write(to: &$0) }
    writer.write(diagnostics) { $1.write(to: &$0) }
    writer.write(hasInk)
    writer.write(isOCR)
  }

  init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init(
      number: try reader.int(), label: try reader.optionalString(),
      size: Page.Size(width: try reader.double(), height: try reader.double()))
    segments = try reader.array(LayoutSegment.init(from:))
    rotated = try reader.array(LayoutWord.init(from:))
    watermark = try reader.array(LayoutWord.init(from:))
    diagnostics = try reader.array(Diagnostic.init(from:))
    hasInk = try reader.bool()
    isOCR = try reader.bool()
  }
}

extension LayoutSegment {
  fileprivate func write(to writer: inout ByteWriter) {
    for place in [x0, y0, x1, y1] { writer.write(place) }
    writer.write(words) { $1.write(to: &$0) }
    writer.write(table) { $1.write(to: &$0) }
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init([])
    x0 = try reader.double()
    y0 = try reader.double()
    x1 = try reader.double()
    y1 = try reader.double()
    words = try reader.array(LayoutWord.init(from:))
    table = try reader.optional(PlacedTable.init(from:))
  }
}

extension LayoutWord {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(text)
    for place in [x0, y0, x1, y1, style.size] { writer.write(place) }
    let flags = [style.isBold, style.isItalic, style.isMonospaced, isRightToLeft, isPale]
    writer.write(flags.reversed().reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
    writer.write(raised) { writer, mark in
      writer.write(mark.text)
      writer.write(mark.noteLabel)
    }
    writer.write(link?.target)
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init(
      text: try reader.string(), x0: try reader.double(), y0: try reader.double(), x1: try reader.double(),
      y1: try reader.double(), style: TextStyle(size: try reader.double()))
    let flags = try reader.int()
    style.isBold = flags & 1 != 0
    style.isItalic = flags & 2 != 0
    style.isMonospaced = flags & 4 != 0
    isRightToLeft = flags & 8 != 0
    isPale = flags & 16 != 0
    raised = try reader.optional { reader throws(ByteReader.Malformed) in
      RaisedMark(try reader.string(), noteLabel: try reader.optionalString())
    }
    link = try reader.optionalString().flatMap(LinkTarget.init)
  }
}

extension PlacedTable {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(headerRowCount)
    writer.write(rows) { writer, row in
      writer.write(row) { writer, cell in
        writer.write(cell.lines) { $1.write(to: &$0) }
        writer.write(cell.columnSpan)
        writer.write(cell.rowSpan)
      }
    }
    writer.write(caption) { $1.write(to: &$0) }
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    let header = try reader.int()
    let rows = try reader.array { reader throws(ByteReader.Malformed) in
      try reader.array { reader throws(ByteReader.Malformed) in
        Cell(lines: try reader.array(LayoutSegment.init(from:)), columnSpan: try reader.int(), rowSpan: try reader.int())
      }
    }
    self.init(rows: rows, headerRowCount: header)
    caption = try reader.array(LayoutSegment.init(from:))
  }
}
