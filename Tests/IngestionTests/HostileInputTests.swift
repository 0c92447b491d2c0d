import DocumentModel
import Foundation
import Ingestion
import Testing

/// Input made to exhaust a parser. Each must end soon, which the time limit of the suite holds them to.
@Suite("Hostile input", .timeLimit(.minutes(1)))
struct HostileInputTests {
  private func read(_ name: String, _ text: String) throws -> Int {
    try DocumentIngestor().read(Source(name: name, bytes: Array(text.utf8))).text.utf8.count
  }

  @Test func deepHTML() throws { #expect(try read("a.html", String(repeating: "<div>", count: 100_000) + "deep") >= 0) }

  @Test("Text below the deepest level is kept")
  func deepText() throws {
    let text = "The lamp must be lit at dusk, and it must not go out before the second bell has been rung."
    #expect(try read("a.html", String(repeating: "<div>", count: 2000) + "<p>" + text) == text.utf8.count + 1)
  }

  @Test func deepQuotes() throws { #expect(try read("a.md", String(repeating: ">", count: 20_000) + " deep") > 0) }

  @Test func deepLists() throws {
    #expect(try read("a.md", (0..<1500).map { String(repeating: " ", count: 2 * $0) + "- x" }.joined(separator: "\n")) > 0)
  }

  @Test(
    "Marks that are never closed, and tables of very many columns",
    arguments: [
      String(repeating: "[", count: 60_000), String(repeating: "*a **b ", count: 20_000), String(repeating: "$x", count: 40_000),
      String(repeating: "| a ", count: 20_000) + "|\n" + String(repeating: "|---", count: 20_000) + "|\n" + "| b |\n| c |\n",
      String(repeating: "<table>\n\n", count: 4000) + "x", String(repeating: "$$\n", count: 40_000),
      String(repeating: "!!! a\n    b\n", count: 20_000), String(repeating: "[[a]] ", count: 40_000),
    ])
  func markdown(text: String) throws { #expect(try read("a.md", "Words.\n\n" + text) > 0) }

  @Test(
    "Tags that never end",
    arguments: [
      "<p>" + String(repeating: "<", count: 200_000), String(repeating: "<b><div></b><i>", count: 20_000),
      String(repeating: "<script><!--<script>", count: 20_000), "<p>" + String(repeating: "&", count: 200_000),
      String(repeating: "<table>", count: 20_000), String(repeating: "<a><div></a>", count: 20_000),
    ])
  func tags(html: String) throws { #expect(try read("a.html", "<p>Words that a reader wants to see.</p>" + html) >= 0) }

  @Test func manyAttributes() throws {
    let attributes = (0..<50_000).map { "a\($0)=1" }.joined(separator: " ")
    #expect(try read("a.html", "<p \(attributes)>A paragraph that a reader wants to see.</p>") > 0)
  }

  @Test func spanBomb() throws {
    let row = "<tr><td colspan=9007199254740991 rowspan=99999999>x</td><td>y</td></tr>"
    #expect(try read("a.html", "<table>\(row)\(row)\(row)</table><p>The rest of the page stands here.</p>") < 100_000)
  }

  @Test func entityBomb() throws {
    let bomb = "<!DOCTYPE html [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]><html><body><p>&b;&b; text</p></body></html>"
    #expect(try read("a.html", bomb) < 1000)
  }

  @Test func yamlAliases() throws {
    let yaml = "---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n---\n\n# Title\n\nText.\n"
    #expect(try read("a.md", yaml) > 0)
  }
}
