import DocumentModel
import Testing

@testable import Extraction

@Suite("Names of places")
struct PlaceNamesTests {
  @Test(
    "A document's title is taken apart at the marks between its name and that of the whole",
    arguments: [
      ("Networking — Emscripten 3.1.6 documentation", "Networking", "Emscripten 3.1.6"),
      ("Web Applications | AppStream | AppStream Manual", "Web Applications", "AppStream Manual"),
      ("Modules — pg8000 1.10.6 documentation", "Modules", "pg8000 1.10.6"),
      ("Microsoft Word - Release Notes.doc", "Release Notes", nil), ("KDEClangFormat¶", "KDEClangFormat", nil),
      ("The ELinks Manual", "The ELinks Manual", nil),
      ("A+ Reference: The Table Display Class", "A+ Reference: The Table Display Class", nil),
      ("untitled", nil, nil), ("guide.dvi", nil, nil), ("index", nil, nil), ("4711", nil, nil), ("—", nil, nil), ("", nil, nil),
    ])
  func titles(title: String, page: String?, product: String?) {
    let found = DocumentTitle(Metadata(title: title))
    #expect(found.page == page && found.product == product)
  }

  @Test("What the head of a page says that it is part of counts where its title says nothing")
  func declared() {
    func product(_ extra: [Metadata.Entry]) -> String? { DocumentTitle(Metadata(title: "Falling", extra: extra)).product }
    #expect(product([.init(name: "site", value: "Rules of Play")]) == "Rules of Play")
    #expect(product([.init(name: "site", value: "A"), .init(name: "collection", value: "The Manual")]) == "The Manual")
    #expect(product([.init(name: "site", value: "https://example.org/{x}")]) == nil)
  }

  @Test("A name with a dash in it is whole where the head of the page says what it is part of")
  func dashes() {
    let title = DocumentTitle(Metadata(title: "ls - list files", extra: [.init(name: "collection", value: "GNU coreutils 9.1")]))
    #expect(title.page == "ls - list files" && title.product == "GNU coreutils 9.1")
  }

  @Test(
    "A name is read with owners that say something new, as many as there is room for",
    arguments: [
      ([], 2, "“Falling”"),
      (["Movement", "The Rules"], 2, "“Falling” of “Movement” in “The Rules”"),
      (["Movement", "The Rules"], 1, "“Falling” of “Movement”"),
      ([nil, "The Rules"], 2, "“Falling” of “The Rules”"),
      (["falling", "The Rules of Falling", "Rules"], 2, "“Falling” of “The Rules of Falling”"),
      ([String(repeating: "very long ", count: 12), "The Rules"], 2, "“Falling” of “The Rules”"),
    ] as [([String?], Int, String)])
  func labels(owners: [String?], limit: Int, label: String) {
    #expect(PlaceNames.label("Falling", of: owners, limit: limit) == label)
  }

  @Test(
    "A heading is named without its number and the signs of links, and with what only looks like them",
    arguments: [
      ("8.9. Boolean Type", "Boolean Type"), ("21.8 ENVIRONMENT VARIABLES", "Environment Variables"),
      ("B.10.1 Getting the source", "Getting the source"), ("3. Scope", "Scope"), ("2.1", "2.1"), ("7. 12", "7. 12"),
      ("41 Countries", "41 Countries"), ("3.5 inch disks", "3.5 inch disks"), ("A. Grammar", "Grammar"),
      ("A Grammar", "A Grammar"),
      ("Modern code¶", "Modern code"), ("◆ ncsync()", "ncsync()"), ("Rule 7 [ref] ¶", "Rule 7"), ("¶", "¶"), ("", ""),
      ("parse(text)[source]", "parse(text)"), ("Götter", "Götter"), ("C#", "C#"),
    ])
  func tidy(heading: String, name: String) { #expect(PlaceNames.tidy(heading) == name) }
}
