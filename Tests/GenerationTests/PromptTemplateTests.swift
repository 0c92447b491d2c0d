import Foundation
import Generation
import JSONText
import TestSupport
import Testing

@Suite("Prompt templates") struct PromptTemplateTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let template: String
    let variables: [JSONValue.Member]
    let result: String?
    var testDescription: String { name }
  }

  /// What jinja2 made of them; see fixtures/templates/README.md.
  static let cases: [Case] = RecordedFlow.lines("fixtures/templates/cases.jsonl").compactMap { line in
    guard let name = line["name"]?.stringValue, let template = line["template"]?.stringValue else { return nil }
    var variables: [JSONValue.Member] = []
    if case .object(let members)? = line["variables"] { variables = members }
    return Case(name: name, template: template, variables: variables, result: line["result"]?.stringValue)
  }

  @Test("Whatever is rendered is what jinja2 renders", arguments: cases) func agrees(item: Case) {
    let rendered = Self.render(item)
    if let rendered, !Self.differing.contains(item.name) { #expect(rendered == item.result) }
  }

  /// Whole numbers of more than 64 bits are no whole numbers here; a tuple is a list. This list only shrinks.
  static let differing: Set<String> = ["output-big-int", "operator-equal-dicts"]

  /// Of what jinja2 renders, what prompts use must be rendered and not refused.
  @Test("Refused are only what lies outside of the subset") func subset() {
    let refused = Self.cases.filter { $0.result != nil && Self.render($0) == nil }.map(\.name)
    let known = Set(Repository.lines("fixtures/templates/refused.txt"))
    #expect(Set(refused).subtracting(known).sorted() == [])
    #expect(known.subtracting(refused).sorted() == [])
  }

  static func render(_ item: Case) -> String? {
    guard let template = try? PromptTemplate(item.template) else { return nil }
    return try? template.render(item.variables)
  }

  @Test("An error has its place") func place() {
    let error = #expect(throws: TemplateError.self) { _ = try PromptTemplate("one\ntwo {{ a b }}") }
    #expect(error?.line == 2)
    #expect(error?.column == 10)
    #expect(throws: TemplateError.self) { _ = try PromptTemplate(String(repeating: "{% if a %}", count: 500)) }
    #expect(throws: TemplateError.self) { _ = try PromptTemplate("{{ " + String(repeating: "(", count: 5000)) }
  }

  @Test("The names that a template takes") func names() throws {
    let template = try PromptTemplate(
      "{{ a }}{% for x in b %}{{ x.c }}{{ loop.index }}{{ d|default(e) }}{% endfor %}{% if f %}{{ x }}{% endif %}")
    #expect(template.variables == ["a", "b", "d", "e", "f", "x"])
  }
}
