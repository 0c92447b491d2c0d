import DocumentModel
import JSONText
import TestSupport
import Testing

@testable import Ingestion

@Suite("HTML: tree, main content, metadata")
struct HTMLContentTests {
  private func read(_ html: String) throws -> Document {
    try HTMLIngestor().read(Source(name: "a.html", bytes: Array(html.utf8)))
  }

  private static let paragraph =
    "Every skipper who moors at the quay pays the fee of the day before noon, and whoever comes later pays twice, unless the harbour master has waived it in writing."

  @Test("The tree keeps order, parents and ends")
  func tree() {
    let tree = HTMLParser.parse("<div id=a><p>One <b>two</b></p></div><p class='x y'>Three</p>")
    for index in tree.nodes.indices {
      let parent = Int(tree.nodes[index].parent)
      #expect(parent < index && (parent < 0 || Int(tree.nodes[parent].end) >= Int(tree.nodes[index].end)))
    }
    let words = tree.nodes.indices.filter(tree.isText).map(tree.string)
    #expect(words == ["One ", "two", "Three"])
    #expect(tree.nodes.indices.contains { tree.attribute($0, .class) == "x y" })
  }

  @Test("Lines carry the marks of the elements around them")
  func marks() {
    let tree = HTMLParser.parse("<nav class='mainMenu'><a href='/'>Home</a></nav><article><p>Words.</p></article>")
    let page = PageBlocks(tree)
    #expect(page.blocks.count == 2)
    #expect(
      page.blocks[0].distances[ElementMark.nav.rawValue] == 1 && page.blocks[0].distances[ElementMark.wordMenu.rawValue] == 1)
    #expect(page.blocks[0].text.inLinks == 4 && page.blocks[1].text.inLinks == 0)
    #expect(page.blocks[1].distances[ElementMark.article.rawValue] == 1)
    #expect(page.blocks[1].distances[ElementMark.nav.rawValue] == PageBlocks.far)
  }

  @Test("Every line has as many values as the model knows")
  func values() {
    let tree = HTMLParser.parse("<body><h1>T</h1><p>\(Self.paragraph)</p><ul><li>a<li>b</ul></body>")
    let page = PageBlocks(tree)
    var counts: [Int] = []
    BlockFeatures(tree, page).forEach { counts.append($0.count) }
    #expect(counts == [Int](repeating: BlockFeatures.count, count: 4))
  }

  @Test(
    "A model that does not fit is none", arguments: ["[]", "{\"features\":1,\"trees\":[]}", "{\"features\":2,\"trees\":[{}]}"])
  func model(json: String) throws {
    #expect(BlockModel(json: try JSONValue(parsing: Array(json.utf8)[...]), featureCount: 1) == nil)
  }

  @Test("A tree of a model may not go in a circle")
  func circle() throws {
    let json = "{\"features\":1,\"trees\":[{\"features\":[0],\"thresholds\":[1],\"children\":[0,-1],\"values\":[1,2]}]}"
    #expect(BlockModel(json: try JSONValue(parsing: Array(json.utf8)[...]), featureCount: 1) == nil)
  }

  @Test("The models that are shipped fit")
  func shipped() {
    let bytes = [Float](repeating: 0, count: BlockFeatures.count)
    #expect(bytes.withUnsafeBufferPointer { BlockModel.shared.first.logit($0) } != 0)
    let few = [Float](repeating: 0, count: SurroundingScores.count)
    #expect(few.withUnsafeBufferPointer { BlockModel.shared.second.logit($0) } != 0)
  }

  @Test("What surrounds a line is told from the page, and is the same from either side")
  func surroundings() {
    let logits = [-5.0, -1, 2, 4, -1, -5]
    func values(_ logits: [Double]) -> [[Float]] {
      var values: [[Float]] = []
      SurroundingScores(logits: logits, words: [9, 9, 9, 9, 9, 9]).forEach { values.append(Array($0)) }
      return values
    }
    let lines = values(logits)
    #expect(lines.allSatisfy { $0.count == SurroundingScores.count })
    // Clear scores are not told apart, and lines beyond the page are below the least.
    #expect(lines[0][0] == -3 && lines[3][0] == 3 && lines[0][1] == -6)
    // Nearest line that is surely content: back, then ahead, the line itself counted ahead.
    #expect(lines.map { $0[20] } == [99, 99, 99, 1, 1, 2] && lines.map { $0[21] } == [2, 1, 0, 0, 99, 99])
    let mirrored = values(logits.reversed())
    for index in lines.indices {
      for column in 9..<13 { #expect(abs(lines[index][column] - mirrored[5 - index][column]) < 1e-5) }
    }
  }

  @Test("The article stays, its furniture goes")
  func furniture() throws {
    let document = try read(
      """
      <html><head><title>Fees | Harbour</title></head><body><nav class=menu><ul><li><a href=/a>Home</a><li><a href=/b>Boats</a></ul></nav>
      <article><h2>Fees</h2><p>\(Self.paragraph)</p><p>\(Self.paragraph.replacing("quay", with: "mole"))</p>
      <pre><code class="language-swift">let fee = 12</code></pre></article>
      <div class="cookie-banner"><p>We use cookies. Accept all cookies?</p></div>
      <footer class=footer><p>Copyright 2024. All rights reserved. <a href=/p>Privacy policy</a></p></footer></body></html>
      """)
    #expect(document.text.contains("moors at the quay") && document.text.contains("```swift\nlet fee = 12\n```"))
    #expect(!document.text.contains("cookies") && !document.text.contains("rights reserved") && !document.text.contains("Boats"))
  }

  @Test("All text that is shown is taken where that is asked, and nothing that is not")
  func allContent() throws {
    let html =
      "<html><head><style>p{}</style></head><body><nav><a href=/>Home</a></nav><p>\(Self.paragraph)</p><script>let x</script></body></html>"
    let options = IngestionOptions(content: .all)
    #expect(options.cacheKey != IngestionOptions().cacheKey)
    let text = try HTMLIngestor(options: options).read(Source(name: "a.html", bytes: Array(html.utf8))).text
    #expect(text.contains("Home") && text.contains("quay") && !text.contains("let x") && !text.contains("p{}"))
  }

  @Test("A page of nothing but short lines gives some text")
  func neverNothing() throws {
    #expect(try !read("<html><body><div>Closed today</div></body></html>").text.isEmpty)
  }

  @Test("Spans of cells are kept, absurd ones are cut")
  func spans() throws {
    let document = try read(
      "<html><body><article><p>\(Self.paragraph)</p><table><tr><th colspan=9007199254740991>Fees</th></tr><tr><td rowspan=2>North</td><td>12</td></tr>"
        + "<tr><td>15</td></tr></table></article></body></html>")
    if let table = document.elements.compactMap(\.table).first { #expect(table.columnCount <= 1_000) }
  }

  @Test(
    "Days are read in many forms",
    arguments: [
      ("2012-05-31T10:00:00Z", "2012-05-31"), ("31.5.2012", "2012-05-31"), ("5/31/2012", "2012-05-31"),
      ("May 31st, 2012", "2012-05-31"), ("31. Mai 2012", "2012-05-31"), ("le 31 août 2012", "2012-08-31"),
      ("31 de mayo de 2012", "2012-05-31"), ("20120531", "2012-05-31"), ("15 августа 2016", "2016-08-15"),
    ])
  func days(text: String, day: String) {
    #expect(DateText.day(in: text) == day)
  }

  @Test(
    "The day of publication is that of the calendar where it happened",
    arguments: [
      // In universal time it is the day after, or the day before.
      ("2023-11-09T05:30:59Z", "<time datetime='2023-11-08 23:30:59'>November 8, 2023</time>", "2023-11-08"),
      ("2022-11-06T23:00:00.000Z", "<time>7. November 2022</time>", "2022-11-07"),
      // A time of another thing: a reader's comment, hours that do not fit.
      ("2023-11-09T15:30:59Z", "<time datetime='2023-11-08 23:30:59'>November 8, 2023</time>", "2023-11-09"),
      ("2023-11-09T05:30:59Z", "<div class=comments><time>November 8, 2023</time></div>", "2023-11-09"),
      // What gives its own zone is left to it.
      ("2023-11-09T05:30:59-06:00", "<time>November 8, 2023</time>", "2023-11-09"),
    ])
  func localDays(declared: String, shown: String, day: String) throws {
    let head = "<head><meta property='article:published_time' content='\(declared)'></head>"
    #expect(try read("<html>\(head)<body>\(shown)<p>\(Self.paragraph)</p></body></html>").metadata.date == day)
  }

  @Test(
    "A day in sight: one of a change only where there is no other, and one that begins a paragraph",
    arguments: [
      ("<p>Last updated: 31.10.2023<br>Published: 01.11.2023</p>", "2023-11-01"),
      ("<p>Last updated: 31.10.2023</p>", "2023-10-31"),
      ("<p>27.1.2022 - \(Self.paragraph)</p>", "2022-01-27"),
    ])
  func visibleDays(body: String, day: String) throws {
    #expect(try read("<html><body>\(body)<p>\(Self.paragraph)</p></body></html>").metadata.date == day)
  }

  @Test("What is no day is none", arguments: ["", "99.99.2012", "call 555 1234", "version 1.2.3", "maybe 12 boats"])
  func noDays(text: String) {
    #expect(DateText.day(in: text) == nil)
  }

  @Test(
    "Bylines give names",
    arguments: [
      ("By Ada Byron", ["Ada Byron"]), ("Written by Ada Byron and Charles Harker | 3 May 2020", ["Ada Byron", "Charles Harker"]),
      ("Veröffentlicht von Ada Byron", ["Ada Byron"]), ("admin", []), ("ada@example.org", []),
    ])
  func bylines(text: String, names: [String]) {
    #expect(Byline.names(in: text) == names)
  }

  @Test("Linked data, meta and sight tell of the page")
  func metadata() throws {
    let document = try read(
      """
      <html lang=en><head><title>Fees at the quay - Harbour News</title><meta property="og:site_name" content="Harbour News">
      <link rel=canonical href="https://example.org/fees"><meta name=keywords content="fees, quay">
      <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Fees","author":{"name":"Ada Byron"},
      "datePublished":"2021-03-04T08:00:00+01:00","dateModified":"2021-03-05"}]}</script></head>
      <body><article><h1>Fees at the quay</h1><p>\(Self.paragraph)</p></article></body></html>
      """)
    let metadata = document.metadata
    #expect(metadata.title == "Fees at the quay" && metadata.authors == ["Ada Byron"] && metadata.date == "2021-03-04")
    let extra = Dictionary(uniqueKeysWithValues: metadata.extra.map { ($0.name, $0.value) })
    #expect(extra["modified"] == "2021-03-05" && extra["url"] == "https://example.org/fees" && extra["tags"] == "fees, quay")
    #expect(extra["site"] == "Harbour News" && metadata.language == "en")
  }
}
