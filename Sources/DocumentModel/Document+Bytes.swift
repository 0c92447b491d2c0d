package import ByteCoding

/// Documents as bytes, for the way from a worker process.
extension Document {
  package func write(to writer: inout ByteWriter) {
    writer.write(id)
    writer.write(source.name)
    writer.write(source.format.rawValue)
    writer.write(source.byteCount)
    metadata.write(to: &writer)
    writer.write(text)
    writer.write(elements) { $1.write(to: &$0) }
    writer.write(pages) { writer, page in
      writer.write(page.number)
      writer.write(page.label)
      writer.write(page.range)
      writer.write(page.noise) { $0.write($1) }
      writer.write(page.size) { writer, size in
        writer.write(size.width)
        writer.write(size.height)
      }
    }
    writer.write(outline) { writer, entry in
      writer.write(entry.title)
      writer.write(entry.level)
      writer.write(entry.page)
    }
    writer.write(furniture) { writer, piece in
      writer.write(piece.kind.rawValue)
      writer.write(piece.text)
      writer.write(piece.page)
      writer.write(piece.anchor)
    }
    writer.write(diagnostics) { $1.write(to: &$0) }
  }

  /// Throws where the bytes are no document, or a range lies outside its text.
  package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    let id = try reader.string()
    let source = SourceInfo(name: try reader.string(), format: try reader.name(), byteCount: try reader.int())
    self.init(id: id, source: source, metadata: try Metadata(from: &reader), text: try reader.string(), elements: [])
    elements = try reader.array(Element.init(from:))
    pages = try reader.array { reader throws(ByteReader.Malformed) in
      Page(
        number: try reader.int(), label: try reader.optionalString(), range: try reader.range(),
        noise: try reader.optional { reader throws(ByteReader.Malformed) in try reader.double() },
        size: try reader.optional { reader throws(ByteReader.Malformed) in
          Page.Size(width: try reader.double(), height: try reader.double())
        })
    }
    outline = try reader.array { reader throws(ByteReader.Malformed) in
      OutlineEntry(title: try reader.string(), level: try reader.int(), page: try reader.optionalInt())
    }
    furniture = try reader.array { reader throws(ByteReader.Malformed) in
      Furniture(kind: try reader.name(), text: try reader.string(), page: try reader.int(), anchor: try reader.int())
    }
    diagnostics = try reader.array(Diagnostic.init(from:))
    guard rangesAreSound else { throw ByteReader.Malformed() }
  }
}

extension Metadata {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(title)
    writer.write(authors) { $0.write($1) }
    writer.write(date)
    writer.write(language)
    writer.write(extra) { writer, entry in
      writer.write(entry.name)
      writer.write(entry.value)
    }
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init(
      title: try reader.optionalString(),
      authors: try reader.array { reader throws(ByteReader.Malformed) in try reader.string() },
      date: try reader.optionalString(), language: try reader.optionalString(),
      extra: try reader.array { reader throws(ByteReader.Malformed) in
        Entry(name: try reader.string(), value: try reader.string())
      })
  }
}

extension Diagnostic {
  package func write(to writer: inout ByteWriter) {
    writer.write(code.rawValue)
    writer.write(message)
    writer.write(page)
  }

  package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init(try reader.name(), try reader.string(), page: try reader.optionalInt())
  }
}

extension Document.Element {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(kindName)
    switch kind {
    case .heading(let level): writer.write(level)
    case .listItem(let depth): writer.write(depth)
    case .table(let table): table.write(to: &writer)
    case .paragraph, .code, .quote, .formula, .caption, .footnote: break
    }
    writer.write(range)
    writer.write(lines) { writer, lines in
      writer.write(lines.lowerBound)
      writer.write(lines.upperBound)
    }
    writer.write(anchor)
    writer.write(noise) { $0.write($1) }
    writer.write(regions) { writer, region in
      writer.write(region.page)
      writer.write(region.box) { writer, box in
        for value in [box.x, box.y, box.width, box.height] { writer.write(value) }
      }
    }
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    let kind: Kind =
      switch try reader.string() {
      case "heading": .heading(level: try reader.int())
      case "list-item": .listItem(depth: try reader.int())
      case "table": .table(try Table(from: &reader))
      case "paragraph": .paragraph
      case "code": .code
      case "quote": .quote
      case "formula": .formula
      case "caption": .caption
      case "footnote": .footnote
      default: throw ByteReader.Malformed()
      }
    self.init(kind: kind, range: try reader.range())
    let lines = try reader.optional { reader throws(ByteReader.Malformed) in (try reader.int(), try reader.int()) }
    if let (first, last) = lines {
      guard first <= last else { throw ByteReader.Malformed() }
      self.lines = first...last
    }
    anchor = try reader.optionalString()
    noise = try reader.optional { reader throws(ByteReader.Malformed) in try reader.double() }
    regions = try reader.array { reader throws(ByteReader.Malformed) in
      Region(
        page: try reader.int(),
        box: try reader.optional { reader throws(ByteReader.Malformed) in
          Box(x: try reader.double(), y: try reader.double(), width: try reader.double(), height: try reader.double())
        })
    }
  }
}

extension Table {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(headerRowCount)
    writer.write(rows) { writer, row in
      writer.write(row.range)
      writer.write(row.cells) { writer, cell in
        writer.write(cell.range)
        writer.write(cell.columnSpan)
        writer.write(cell.rowSpan)
      }
    }
  }

  fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    let header = try reader.int()
    let rows = try reader.array { reader throws(ByteReader.Malformed) in
      Row(
        range: try reader.range(),
        cells: try reader.array { reader throws(ByteReader.Malformed) in
          Cell(range: try reader.range(), columnSpan: try reader.int(), rowSpan: try reader.int())
        })
    }
    self.init(rows: rows, headerRowCount: header)
  }
}
