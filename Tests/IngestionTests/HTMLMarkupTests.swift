import DocumentModel
import Testing

@testable import Ingestion

/// What HTML elements become in Markdown.
@Suite("HTML: markup")
struct HTMLMarkupTests {
  private func markdown(_ body: String) throws -> String {
    let html = "<html><body>\(body)</body></html>"
    let document = try HTMLIngestor(options: IngestionOptions(content: .all)).read(
      Source(name: "a.html", bytes: Array(html.utf8)))
    return document.text.trimmed
  }

  @Test(
    "Line breaks are kept, two of them part paragraphs, and no line becomes a block by chance",
    arguments: [
      ("<p>Street 1<br><br>Second</p>", "Street 1\n\nSecond"),
      ("<p>Roses<br>1. red<br># blue<br><b>green</b></p>", "Roses  \n1\\. red  \n\\# blue  \n**green**"),
      ("<ul><li>one<br>two</li><li>three</li></ul>", "- one  \n  two\n- three"),
      ("<blockquote>one<br>two</blockquote>", "> one  \n> two"),
      ("<h2>Two<br>lines</h2>", "## Two lines"),
      ("<p>* star</p>", "\\* star"),
    ])
  func breaks(html: String, expected: String) throws {
    #expect(try markdown(html) == expected)
  }

  @Test("A cell keeps its lines")
  func cells() throws {
    let text = try markdown(
      "<table><tr><th>h</th><th>k</th></tr><tr><td>14 in<br>Filter</td><td><p>a</p><p>b</p></td></tr></table>")
    #expect(text == "| h | k |\n|---|---|\n| 14 in<br>Filter | a<br>b |")
  }

  @Test(
    "Exponents, indices, struck and quoted words keep their meaning",
    arguments: [
      ("10<sup>-3</sup> mol of CO<sub>2</sub>", "10⁻³ mol of CO₂"), ("the 1<sup>st</sup>", "the 1st"),
      ("was <del>$20</del> $15", "was ~~$20~~ $15"), ("said <q>no</q>", "said “no”"),
      ("Word<span> </span>two <i>Foo</i><i> </i><i>bar</i>", "Word two *Foo bar*"),
      ("<code>foo</code> <code>bar</code>", "`foo` `bar`"), ("<code>-Sy<b>u</b> <i>pkg</i></code>", "`-Syu pkg`"),
    ])
  func inline(html: String, expected: String) throws {
    #expect(try markdown("<p>\(html)</p>") == expected)
  }

  @Test(
    "MathML becomes TeX",
    arguments: [
      ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", "\\frac{1}{n}"), ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "\\sqrt{x+1}"),
      ("<mroot><mi>x</mi><mn>3</mn></mroot>", "\\sqrt[3]{x}"), ("<msub><mi>x</mi><mi>i</mi></msub>", "x_i"),
      ("<msubsup><mi>a</mi><mn>0</mn><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msubsup>", "a_0^{n+1}"),
      ("<mi>sin</mi><mi>x</mi>", "\\sin x"), ("<mover><mi>v</mi><mo>→</mo></mover>", "\\vec{v}"),
      ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>", "\\begin{matrix}1 & 0\\end{matrix}"),
      ("<msup><mi>x</mi><mn>2</mn></msup><mtext>if</mtext><mspace/><mi>x</mi>", "x^2\\text{if} x"),
      ("<mtext>if</mtext><mi>x</mi><mo>=</mo><mi>rate</mi>", "if x=rate"),
      ("<mfrac><mn>1</mn></mfrac>", "1"),
    ])
  func mathematics(markup: String, expected: String) throws {
    #expect(try markdown("<p><math>\(markup)</math></p>") == "$\(expected)$")
  }

  @Test("A formula that is drawn once more for the eye is read once")
  func drawnTwice() throws {
    let drawn = "<span class=katex-html aria-hidden=true><span>a</span><span>2</span></span>"
    let text = try markdown(
      "<p>See <span class=katex><span><math><semantics><mrow><mi>a</mi></mrow><annotation encoding='application/x-tex'>a^2"
        + "</annotation></semantics></math></span>\(drawn)</span> there.</p>")
    #expect(text == "See $a^2$ there.")
  }

  @Test("A quote is one element with what stands in it, quotes too")
  func quotes() throws {
    let html = "<blockquote><p>Ann:</p><blockquote><p>inner</p></blockquote><ul><li>a</li></ul><pre>x = 1</pre></blockquote>"
    #expect(try markdown(html) == "> Ann:\n>\n> > inner\n>\n> - a\n>\n> ```\n> x = 1\n> ```")
    let document = try HTMLIngestor(options: IngestionOptions(content: .all)).read(
      Source(name: "a.html", bytes: Array(html.utf8)))
    #expect(document.elements.map(\.kind) == [.quote])
    #expect(document.plainText(of: document.elements[0].range).contains("inner"))
  }

  @Test("A definition of several blocks keeps them")
  func definitions() throws {
    let html = "<dl><dt>f(x)</dt><dd><p>Same as:</p><div><pre>def f(x):\n    return x</pre></div></dd></dl>"
    #expect(try markdown(html) == "- **f(x)**: Same as:\n\n  ```\n  def f(x):\n      return x\n  ```")
  }
}
