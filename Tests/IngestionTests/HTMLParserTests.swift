import DocumentModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("HTML parser")
struct HTMLParserTests {
  /// The tree in short: `p(a "text")`.
  private func shape(_ html: String) -> String {
    let tree = HTMLParser.parse(html)
    func write(_ index: Int) -> String {
      if tree.isText(index) { return "\"\(tree.string(index))\"" }
      let inner = tree.children(of: index).map(write).joined(separator: " ")
      let name = tree.nodes[index].tag == .other ? "?" : tree.nodes[index].tag.rawValue
      return inner.isEmpty ? name : "\(name)(\(inner))"
    }
    guard let body = tree.nodes.firstIndex(where: { $0.tag == .body }) else { return "" }
    return tree.children(of: body).map(write).joined(separator: " ")
  }

  @Test(
    "Elements end where the standard ends them",
    arguments: [
      ("<p>a<p>b", "p(\"a\") p(\"b\")"), ("<ul><li>a<li>b</ul>c", "ul(li(\"a\") li(\"b\")) \"c\""),
      ("<p>a<div>b</div>c", "p(\"a\") div(\"b\") \"c\""), ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(\"a\") dd(\"b\") dt(\"c\"))"),
      ("<table><td>a<td>b<tr><th>c</table>d", "table(tr(td(\"a\") td(\"b\")) tr(th(\"c\"))) \"d\""),
      ("<table><tr><td><p>a<tr><td>b</table>", "table(tr(td(p(\"a\"))) tr(td(\"b\")))"),
      ("<td>a</td>b", "td(\"a\") \"b\""), ("<a>b<a>c</a>", "a(\"b\") a(\"c\")"),
      ("<h2>a<h3>b</h2>c", "h2(\"a\") h3(\"b\") \"c\""),
      ("a</p>b</span>c</body></html>d", "\"a\" \"b\" \"c\" \"d\""), ("<a><div>b</a>c</div>d", "a(div(\"b\" \"c\")) \"d\""),
      ("<x-a>b<y-b>c</x-a>d", "?(\"b\" ?(\"c\")) \"d\""), ("<svg><path/><text>a</text></svg>b", "svg(? ?(\"a\")) \"b\""),
      ("<select>a<option>b<option>c</select>d", "select(option(\"b\") option(\"c\")) \"d\""),
      ("a<br/>b<img src=x>c", "\"a\" br \"b\" img \"c\""),
    ])
  func ends(html: String, expected: String) { #expect(shape(html) == expected) }

  @Test(
    "What is no markup is text, and comments are none",
    arguments: [
      ("a < b && c", "\"a \" \"<\" \" b && c\""), ("<!-- <p> -->a<!-->b<!--->c", "\"a\" \"b\" \"c\""),
      ("<?php echo ?>a", "\"a\""),
      ("<p>a</ x>b", "p(\"a\" \"b\")"), ("<textarea><p>a</textarea>b", "textarea(\"<p>a\") \"b\""),
      ("a<script>'<!-- <script> </script> -->'</script>b", "\"a\" script(\"'<!-- <script> </script> -->'\") \"b\""),
      ("a<style>p > b {}</style>c", "\"a\" style(\"p > b {}\") \"c\""), ("a<p title='>'>b", "\"a\" p(\"b\")"), ("a<p", "\"a\""),
      ("a<math><![CDATA[<b>]]></math>", "\"a\" math(\"<b>\")"), ("<plaintext><p>a</p>", "plaintext(\"<p>a</p>\")"),
    ])
  func text(html: String, expected: String) { #expect(shape(html) == expected) }

  @Test(
    "Character references",
    arguments: [
      ("&amp;&lt;&eacute;&hellip;", "&<é…"), ("&copy 2024 &notit;", "© 2024 ¬it;"), ("&#233;&#xE9;&#x80;&#0;", "éé€\u{FFFD}"),
      ("&nosuch; &;  &", "&nosuch; &;  &"), ("&NotEqualTilde;&Gopf;", "≂̸𝔾"), ("&#99999999999;", "\u{FFFD}"),
    ])
  func references(html: String, expected: String) { #expect(shape(html) == "\"\(expected)\"") }

  @Test("In addresses a name without a semicolon is none")
  func addresses() {
    let tree = HTMLParser.parse("<a href='?a=1&copy=2&amp;b=&lt;' HREF=x id=y&eacute;>a</a>")
    let link = tree.nodes.firstIndex { $0.tag == .a } ?? 0
    #expect(tree.attribute(link, .href) == "?a=1&copy=2&b=<")
    #expect(tree.attribute(link, .id) == "yé")
  }

  @Test("Head and body are there whether they are written or not")
  func parts() {
    for html in [
      "<title>T</title><p>a", "<html><head><title>T</title></head><body><p>a</body></html>", "<head></head><title>T</title><p>a",
    ] {
      #expect(shape(html) == "p(\"a\")")
    }
    #expect(shape("<frameset><frame src=x>a</frameset>b") == "")
  }

  @Test("Any tags in any order make a sound tree in bounded time", arguments: 0..<60 as Range<UInt64>)
  func sound(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces =
      HTMLTag.allCases.map(\.rawValue).filter { !$0.isEmpty && $0 != "#text" && $0 != "plaintext" } + ["x-y", "svg", "math"]
    var html = ""
    for _ in 0..<2000 {
      let name = pieces.randomElement(using: &generator) ?? "p"
      html += ["<\(name)>", "</\(name)>", "w", "<\(name) class='a' id=b/>"].randomElement(using: &generator) ?? ""
    }
    let tree = HTMLParser.parse(html)
    var open: [Int] = []
    for index in tree.nodes.indices {
      while let last = open.last, Int(tree.nodes[last].end) <= index { open.removeLast() }
      #expect(Int(tree.nodes[index].parent) == (open.last ?? -1))
      #expect(Int(tree.nodes[index].end) > index && open.allSatisfy { tree.nodes[$0].end >= tree.nodes[index].end })
      if Int(tree.nodes[index].end) > index + 1 { open.append(index) }
    }
  }

  @Test("Deep nesting stands beside, and elements with absurdly many attributes keep the first")
  func limits() {
    let deep = HTMLParser.parse(String(repeating: "<div>", count: 100_000) + "a")
    #expect(deep.nodes.count > 100_000)
    var depth = 0
    var node = deep.nodes.count - 1
    while node >= 0 { (node, depth) = (Int(deep.nodes[node].parent), depth + 1) }
    #expect(depth <= HTMLParser.depthLimit + 1)
    let wide = HTMLParser.parse("<p " + (0..<50_000).map { "a\($0)=1" }.joined(separator: " ") + " class=late>a</p>")
    #expect(wide.attributes.isEmpty)
  }
}

@Suite("HTML: structure of what is written")
struct HTMLStructureTests {
  private func read(_ html: String) throws -> Document {
    try HTMLIngestor(options: IngestionOptions(content: .all)).read(Source(name: "a.html", bytes: Array(html.utf8)))
  }

  @Test("Blocks of a list item stay in it, and numbers of two digits take their room")
  func items() throws {
    let html = """
      <ul><li>One<p>More.<pre>x
        y</pre><ol start=10><li>in<ul><li>deep</ul></ol><li><h3>Head</h3><table><tr><th>a<th>b<tr><td>1<td>2</table></ul><p>After.
      """
    let expected = """
      - One

        More.

        ```
        x
          y
        ```

         10. in
             - deep
      - ### Head

        | a | b |
        |---|---|
        | 1 | 2 |

      After.

      """
    let document = try read(html)
    #expect(document.text == expected)
    #expect(
      document.elements.map(\.kindName) == [
        "list-item", "paragraph", "code", "list-item", "list-item", "heading", "table", "paragraph",
      ])
  }

  @Test("Text that stands in a list and in no item is kept; a list of definitions without terms is only set in")
  func loose() throws {
    #expect(try read("<ul>a<li>b</ul>").text == "a\n\n- b\n")
    #expect(try read("<dl><dd>a<dd>b</dl>").text == "a\n\nb\n")
    #expect(try read("<dl><dt>a<dd>b</dl>").text == "- **a**: b\n")
  }

  @Test("Headings keep the names that others link to")
  func anchors() throws {
    let html = "<h1 id=a>A</h1><h2><a name=b></a>B</h2><section id=c><h2>C</h2><p>x</p><h3>D</h3></section>"
    #expect(try read(html).elements.filter(\.isHeading).map(\.anchor) == ["a", "b", "c", nil])
  }

  @Test("Words that a style sheet sets apart do not stick together; parts of a word do")
  func glued() throws {
    #expect(try read("<p><span>Photo</span><span>Credit</span>Kevin</p>").text == "Photo Credit Kevin\n")
    #expect(try read("<p>Mc<b>D</b>onald i<span>n</span>side</p>").text == "Mc**D**onald inside\n")
  }
}
