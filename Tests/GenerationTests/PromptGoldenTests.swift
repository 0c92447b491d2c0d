import Generation
import JSONText
import LanguageModels
import TestSupport
import Testing

@Suite("Prompt GoldenTests")
struct PromptGoldenTests {
  @Test("The prompt for a chunk reads as it did")
  func prompt() {
    let seed = SeedChunk(
      id: "c", documentTitle: "The harbour code of Wendelmouth", text: "| North | 12 |\n| South | 9 |\n",
      headingPath: ["Harbour code", "Fees"],
      context: "| Dock | Fee |\n|---|---|")
    let request = DocumentQA.request(for: seed)
    let turns = request.messages.map { "[\($0.role.rawValue)]\n\($0.content)\n" }.joined(separator: "\n")
    let parameters = request.parameters.map { "\($0.key): \($0.value.text)\n" }.joined()
    let difference = Golden.difference(turns + "\n[parameters]\n" + parameters, "fixtures/prompts/document-qa.txt")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
