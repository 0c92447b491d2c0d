import DocumentModel
import Testing

@Suite("Plain text of Markdown")
struct PlainTextTests {
  @Test(
    "Marks go, words stay",
    arguments: [
      ("**Bold** and *italic*.", "Bold and italic."),
      ("a\\*b \\[c\\] 1\\.", "a*b [c] 1."),
      ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
      ("`code *kept*` here", "code *kept* here"),
      ("[text](https://example.org \"t\") ![alt](x.png)", "text alt"),
      ("[not a link] (really)", "[not a link] (really)"),
      ("<https://example.org> line<br>break <b>x</b>", "https://example.org line break x"),
      ("a &lt; b &amp; c &#65; &#x42; &unknown;", "a < b & c A B &unknown;"),
      ("### A heading", "A heading"),
      ("- item one\n- item two", "item one\nitem two"),
      ("3. third", "third"),
      ("> quoted\n> more", "quoted\nmore"),
      ("| a | b \\| c |\n|---|:-:|\n| 1 | 2 |", "a b | c\n1 2"),
      ("|x|\n|-|\n| - |\n| --- |", "x\n-\n---"),
      ("Words.\n| a | b |\n| - | - |\n| - | - |", "Words.\na b\n- -"),
      ("> words\n> ```\n> > a *b*\n> ```\n> more\n\nend", "words\n> a *b*\nmore\nend"),
      ("> ```\n> never closed\n\n*after*", "never closed\nafter"),
      ("```\n> a\n```", "> a"),
      ("5 < 6 and x > y", "5 < 6 and x > y"),
      ("of *types*<sup>[2](#note-2)</sup>, and 10<sup>[n](x.html)</sup>", "of types, and 10n"),
      ("", ""),
    ])
  func plain(pair: (markdown: String, words: String)) {
    #expect(PlainText.plain(pair.markdown) == pair.words)
  }

  @Test("Nested brackets cannot make it slow")
  func hostile() {
    let text = String(repeating: "[", count: 3000) + String(repeating: "*a_`", count: 3000)
    #expect(!PlainText.plain(text).isEmpty)
  }
}
