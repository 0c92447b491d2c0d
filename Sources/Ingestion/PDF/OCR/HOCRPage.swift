/// The words of a page that was read by OCR.
struct HOCRPage {
  /// In points, as the words of any page.
  var words: [LayoutWord] = []
  /// The mean of the words' confidences, 0…100; 0 without words.
  var confidence = 0.0
  /// Words that were left out as noise.
  var dropped = 0

  /// Words below this confidence are noise; marks without a letter or digit below the second.
  private static let leastConfidence = 25.0
  private static let leastForMarks = 70.0

  /// Reads hOCR: `ocr_line` with `x_size`, `ocrx_word` with `bbox` and `x_wconf`.
  ///
  /// - Parameter scale: points a pixel.
  init(_ hocr: String, scale: Double) {
    let tree = HTMLParser.parse(hocr)
    var size = 10.0
    var confidences: [Double] = []
    for index in tree.nodes.indices {
      guard let kind = tree.attribute(index, .class), let title = tree.attribute(index, .title) else { continue }
      if kind != "ocrx_word" {
        if let pixels = Self.numbers(after: "x_size", in: title).first { size = max(4, (pixels * scale * 2).rounded() / 2) }
        continue
      }
      let text = tree.text(below: index).filter { !$0.isWhitespace && $0 != "\u{FFFD}" }
      let box = Self.numbers(after: "bbox", in: title)
      guard box.count == 4, !text.isEmpty else { continue }
      let confidence = Self.numbers(after: "x_wconf", in: title).first ?? 0
      let isMark = !text.contains { $0.isLetter || $0.isNumber }
      guard confidence >= (isMark ? Self.leastForMarks : Self.leastConfidence) else {
        dropped += 1
        continue
      }
      confidences.append(confidence)
      words.append(
        LayoutWord(
          text: text, x0: box[0] * scale, y0: box[1] * scale, x1: box[2] * scale, y1: box[3] * scale, style: TextStyle(size: size)
        ))
    }
    confidence = confidences.isEmpty ? 0 : confidences.reduce(0, +) / Double(confidences.count)
    evenSizes()
    evenLines(tree, scale: scale)
  }

  /// Sizes are measured, and differ a little from line to line: those near the usual one become it.
  private mutating func evenSizes() {
    let sizes = words.map(\.style.size).sorted()
    guard !sizes.isEmpty else { return }
    let usual = sizes[sizes.count / 2]
    for index in words.indices {
      let size = words[index].style.size
      words[index].style.size = abs(size - usual) <= 0.18 * usual ? usual : size.rounded()
    }
  }

  /// Gives all words of a line the line's height: boxes hug the letters, and a dash lies far from its line's edges.
  private mutating func evenLines(_ tree: HTMLTree, scale: Double) {
    let lines = tree.nodes.indices.compactMap { index -> [Double]? in
      guard tree.attribute(index, .class)?.hasPrefix("ocr_") == true, let title = tree.attribute(index, .title),
        title.contains("x_size")
      else {
        return nil
      }
      let box = Self.numbers(after: "bbox", in: title)
      return box.count == 4 ? box.map { $0 * scale } : nil
    }
    for index in words.indices {
      let word = words[index]
      let (x, y) = ((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
      guard let line = lines.first(where: { x >= $0[0] && x <= $0[2] && y >= $0[1] && y <= $0[3] }) else { continue }
      words[index].y0 = line[1]
      words[index].y1 = max(line[3], line[1] + 1)
    }
  }

  /// The numbers behind a property's name: `bbox 36 92 580 122; x_wconf 96`.
  private static func numbers(after name: String, in title: String) -> [Double] {
    for property in title.split(separator: ";") {
      let words = property.split(separator: " ")
      if words.first == name[...] { return words.dropFirst().compactMap { Double($0) }.filter(\.isFinite) }
    }
    return []
  }
}
