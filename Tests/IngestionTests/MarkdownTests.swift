import DocumentModel
import Ingestion
import Testing

@Suite("Markdown")
struct MarkdownTests {
  private func read(_ text: String) throws -> Document {
    try DocumentIngestor().read(Source(name: "a.md", bytes: Array(text.utf8)))
  }

  @Test("What can be read by itself stays byte for byte")
  func kept() throws {
    let text = """
      # Tides

      A *low* tide, a `gate` and a [link](https://example.org/a_b "title").
      Two lines  \\
      of text.


      * star
      + plus

      ```swift
      let a = "[x][y]"
      ```

      <!-- said to nobody -->

      | a | b |
      |:--|--:|
      | 1 | 2 |

      """
    #expect(try read(text).text == text)
  }

  @Test("What needs the rest of the file, or is no CommonMark, is written so that it can be read by itself")
  func rewritten() throws {
    let cases = [
      ("See [the rule][r].\n\n[r]: /rule\n", "See [the rule](/rule)."),
      ("Tides\n-----\nText.\n", "## Tides\nText."),
      ("    let a = 1\n", "```\nlet a = 1\n```"),
      ("See [[Rule|the rule]] and [[Other page]].\n", "See [the rule](Rule) and [Other page](<Other page>)."),
      ("!!! warning \"Mind it\"\n    Boats sink.\n\n    Often.\n", "> [!WARNING] Mind it\n> Boats sink.\n> \n> Often."),
      (":::tip Short\nDo it.\n:::\n", "**Short:**\nDo it."),
      ("= Game =\nIt is one.\n== Plot ==\nIt thickens.\na = b\n", "# Game\nIt is one.\n## Plot\nIt thickens.\na = b"),
      (" = = Plot = = \n It thickens . \n", "## Plot\n It thickens ."), ("Let\n\n= x =\n\nbe.\n", "\n= x =\n"),
      ("```\n== a ==\n```\n\n== b ==\n", "```\n== a ==\n```\n\n## b"),
      ("<table><tr><th>A<th>B<tr><td>1<td>2</table>\n", "| A | B |\n|---|---|\n| 1 | 2 |"),
      ("a | b\n--- | ---\n1 | 2\n", "| a | b |\n|---|---|\n| 1 | 2 |"),
      ("Before.\n\n<pre>\na\n</pre> tail\n\nBehind.\n", "Before.\n\n```\na\n```\n\ntail\n\nBehind."),
    ]
    for (source, expected) in cases { #expect(try read(source).text.contains(expected)) }
  }

  @Test("Plain words of what Markdown marks")
  func plain() throws {
    let cases = [
      ("Here **foo* ends.\n", "Here *foo ends."), ("A \\[b] &Eacute; &#x41;.\n", "A [b] É A."), ("~~old~~ new\n", "old new"),
      ("- [x] done\n", "done"), ("> [!NOTE]\n> Take care.\n", "Note:\nTake care."),
      ("It is $a_1 * b_2$ now.\n", "It is $a_1 * b_2$ now."),
      ("It costs $5 or *more*, not $6.\n", "It costs $5 or more, not $6."), ("Note[^1].\n", "Note."),
      ("A <kbd>key</kbd> and<br>more.\n", "A key and more."),
    ]
    for (source, expected) in cases {
      let document = try read(source + "\n[^1]: x\n")
      #expect(document.plainText(of: try #require(document.elements.first).range) == expected)
    }
  }

  @Test("Displayed mathematics is a formula, whatever it looks like")
  func formula() throws {
    let document = try read("Before.\n\n$$\nx_1\n- y_2\n\n= z\n$$\n\nAfter.\n")
    #expect(document.elements.map(\.kindName) == ["paragraph", "formula", "paragraph"])
    #expect(document.text(in: document.elements[1].range) == "$$\nx_1\n- y_2\n\n= z\n$$")
  }

  @Test("Elements know the lines of the source, front matter and what was rewritten counted")
  func lines() throws {
    let document = try read("---\ntitle: T\n---\nTides {#tides}\n=====\n\nA [b][c]\nd.\n\n- one\n- two\n\n[c]: /e\n")
    #expect(document.elements.map(\.lines) == [4...5, 7...8, 10...10, 11...11])
    let anchored = try read("## Gates {#gates}\n\nText.\n")
    #expect(anchored.elements[0].anchor == "gates" && anchored.text.hasPrefix("## Gates\n"))
  }

  @Test("TOML before the text becomes metadata; what is none is left out and reported")
  func toml() throws {
    let document = try read("+++\ntitle = \"Tides\"\ndate = 2024-05-01\nauthors = [\"A\", \"B\"]\ndraft = false\n+++\n\nText.\n")
    #expect(
      document.metadata.title == "Tides" && document.metadata.authors == ["A", "B"] && document.metadata.date == "2024-05-01")
    #expect(document.elements.count == 1)
    #expect(try read("+++\ntitle = = \n+++\n\nText.\n").diagnostics.map(\.code) == [.frontMatter])
  }

  @Test("A document keeps its anchors and lines as JSON")
  func json() throws {
    let document = try read("# Gates {#gates}\n\nText.\n")
    #expect(Document(json: document.json) == document)
  }

  @Test(
    "Targets that are defined apart are put in their places, and all else stays as it was written",
    arguments: [
      ("The [text with `code` in it][r] and ![alt](i.png).", "The [text with `code` in it](/u) and ![alt](i.png)."),
      (
        "**Choose [`Q`].** You are  \nright here, a [^n] [r].", "**Choose [`Q`](q.html).** You are  \nright here, a [^n] [r](/u)."
      ),
      ("> [!TIP]\n> See [r] and\n> more [R][].", "> [!TIP]\n> See [r](/u) and\n> more [R](/u)."),
      ("- item [r]\n  goes on", "- item [r](/u)\n  goes on"), ("See [brackets][b].", "See [brackets](<a_(b)>)."),
      ("| a | b |\n|---|---|\n| [r] | `p \\| q` |", "| a | b |\n|---|---|\n| [r](/u) | `p \\| q` |"),
      ("`[r]` and \\[r] and [none]", "`[r]` and \\[r] and [none]"),
      ("A `` `tick` ``, and **bold**.", "A `` `tick` ``, and **bold**."),
    ])
  func references(source: String, expected: String) throws {
    let definitions = "\n\n[^n]: Note.\n\n[r]: /u \"title\"\n[`q`]: q.html\n[b]: a_(b)\n"
    #expect(try read(source + definitions).text == expected + definitions)
  }

  @Test("Definitions inside items leave the text, and items end before them")
  func definitionsInItems() throws {
    let document = try read("- b\n\n  [r]: /u\n- d\n\n  text [r]\n\n  [x]: /y\n")
    #expect(document.elements.map { document.text(in: $0.range) } == ["- b", "- d\n\n  text [r](/u)"])
    #expect(!document.text.contains("]: /"))
  }

  @Test("Code whose last line only looks like a closing fence is closed, and so reads the same again")
  func unclosedFence() throws {
    let document = try read("```\naaa\n    ```\n")
    #expect(document.text == "```\naaa\n    ```\n```\n")
    #expect(document.plainText(of: document.elements[0].range) == "aaa\n```")
    let again = try read(document.text)
    #expect(again.text == document.text && again.elements.map(\.range) == document.elements.map(\.range))
  }

  @Test("Lines that mark pages leave the text; Markdown between them stays Markdown")
  func pagesOfMarkdown() throws {
    let document = try read("## Page 1\n\n# Intro\n\nSome **bold**.\n\n## Page 2\n\n- More\n\n## Page 3\n\nEnd.\n")
    #expect(!document.text.contains("Page") && document.text.contains("Some **bold**."))
    #expect(document.elements.map { document.text(in: $0.range) } == ["# Intro", "Some **bold**.", "- More", "End."])
    #expect(document.elements.map { $0.regions.first?.page } == [1, 1, 2, 3])
  }
}
