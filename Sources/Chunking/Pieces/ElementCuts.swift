internal import TextAnalysis

/// A place where an element may be cut, what begins there, and its price.
struct ElementCut {
  var place: Int
  var boundary: Boundary
  var cost: Float
}

/// Where elements that are over the budget may be cut.
struct ElementCuts {
  /// The document's text.
  let utf8: UnsafeBufferPointer<UInt8>

  /// Where an element that is no table may be cut: the places lie inside the range, in order, with text between them.
  func cuts(of kind: ElementShapes.Kind, _ range: Range<Int>) -> [ElementCut] {
    withoutBlanks(kind == .code ? code(range) : prose(range), in: range)
  }

  /// The starts of sentences, and of lines where these are not wrapped: then a line is what its author put on it. None in a link.
  private func prose(_ range: Range<Int>) -> [ElementCut] {
    var sentences = SentenceSplitter.ranges(of: UnsafeBufferPointer(rebasing: utf8[range])).dropFirst()
      .map { range.lowerBound + $0.lowerBound }
    let links = Links.ranges(of: utf8, in: range)
    if !links.isEmpty { sentences.removeAll { links.holdInside($0) } }
    let lines = lineStarts(range)
    guard !lines.isEmpty, range.count / lines.count > Self.wrappedWidth else {
      return sentences.map { ElementCut(place: $0, boundary: .sentence, cost: 0.7) }
    }
    let cuts = merged(sentences.map { ElementCut(place: $0, boundary: .sentence, cost: 0.7) }, self.lines(range, lines))
    return links.isEmpty ? cuts : cuts.filter { !links.holdInside($0.place) }
  }

  /// Before each line but the first: cheap before a title, dear behind one, since no title ends a chunk.
  private func lines(_ range: Range<Int>, _ starts: [Int]) -> [ElementCut] {
    var wasTitle = looksLikeTitle(range.lowerBound..<(starts.first ?? range.upperBound))
    var cuts: [ElementCut] = []
    cuts.reserveCapacity(starts.count)
    for (index, start) in starts.enumerated() {
      let isTitle = looksLikeTitle(start..<(index + 1 < starts.count ? starts[index + 1] : range.upperBound))
      cuts.append(ElementCut(place: start, boundary: .line, cost: wasTitle ? Self.behindTitle : isTitle ? 0.03 : 0.25))
      wasTitle = isTitle
    }
    return cuts
  }

  /// Both in order; where two stand at one place, the second.
  private func merged(_ first: [ElementCut], _ second: [ElementCut]) -> [ElementCut] {
    var cuts: [ElementCut] = []
    cuts.reserveCapacity(first.count + second.count)
    var index = 0
    for cut in second {
      while index < first.count, first[index].place < cut.place {
        cuts.append(first[index])
        index += 1
      }
      if index < first.count, first[index].place == cut.place { index += 1 }
      cuts.append(cut)
    }
    return cuts + first[index...]
  }

  private static let behindTitle: Float = 3.25

  /// Whether a line among long ones is short and ends without a stop.
  private func looksLikeTitle(_ line: Range<Int>) -> Bool {
    guard line.count < Self.wrappedWidth / 2, let last = utf8[line].last(where: { !$0.isSpace }) else { return false }
    return !".!?:;,".utf8.contains(last) && last < 0x80
  }

  /// Bytes a line; longer ones on average were not wrapped by an editor.
  private static let wrappedWidth = 120

  private func lineStarts(_ range: Range<Int>) -> [Int] {
    range.filter { utf8[$0] == 0x0A }.map { $0 + 1 }
  }

  /// Without parts that are white space alone: of two cuts with nothing between them the stronger boundary stays, and one with nothing
  /// up to an end of the range goes.
  func withoutBlanks(_ cuts: [ElementCut], in range: Range<Int>) -> [ElementCut] {
    func isBlank(_ start: Int, _ end: Int) -> Bool { utf8[start..<end].allSatisfy(\.isSpace) }
    var kept: [ElementCut] = []
    kept.reserveCapacity(cuts.count)
    for cut in cuts where cut.place > range.lowerBound && cut.place < range.upperBound {
      if isBlank(kept.last?.place ?? range.lowerBound, cut.place) {
        guard let last = kept.popLast() else { continue }
        kept.append(cut.boundary < last.boundary ? cut : last)
      } else {
        kept.append(cut)
      }
    }
    while let last = kept.last, isBlank(last.place, range.upperBound) { kept.removeLast() }
    return kept
  }

  /// Between lines, but not between a fence and what it encloses.
  private func code(_ range: Range<Int>) -> [ElementCut] {
    func isFence(_ start: Int) -> Bool { utf8[start] == UInt8(ascii: "`") || utf8[start] == UInt8(ascii: "~") }
    var starts = lineStarts(range).filter { $0 < range.upperBound }
    while let last = starts.last, utf8[last..<range.upperBound].allSatisfy(\.isSpace) { starts.removeLast() }
    if let last = starts.last, isFence(last) { starts.removeLast() }
    if isFence(range.lowerBound), !starts.isEmpty { starts.removeFirst() }
    return starts.map { ElementCut(place: $0, boundary: .line, cost: 0.6) }
  }
}
