/// The lines of a page with the numbers by which they are judged, for training ``BlockModel``.
package enum BlockDump {
  /// A line of JSON a block, `{"text", "words", "values"}`, in the order of the page.
  package static func lines(of bytes: [UInt8]) -> [(text: String, words: Int, values: [Float])] {
    let tree = HTMLParser.parse(TextDecoding.decode(bytes, declared: HTMLEncoding.declared(in: bytes)).text)
    let page = PageBlocks(tree)
    guard !page.blocks.isEmpty else { return [] }
    let features = BlockFeatures(tree, page)
    var values: [[Float]] = []
    features.forEach { values.append(Array($0)) }
    return page.blocks.enumerated().map { index, block in
      (block.nodes.filter { Int(page.blockOfNode[$0]) == index }.map(tree.string).joined(), block.text.words, values[index])
    }
  }
}
