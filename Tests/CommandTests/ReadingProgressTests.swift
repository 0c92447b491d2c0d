import Testing

@testable import quern_cli

@Suite("Progress of reading")
struct ReadingProgressTests {
  @Test("The time left goes by documents, or by the pages of a lone one, and not by nothing")
  func timeLeft() {
    func left(_ documents: Int, _ count: Int, _ pages: Int, _ pagesLeft: Int) -> Double? {
      ReadingProgress.secondsLeft(documents: documents, count: count, pages: pages, pagesLeft: pagesLeft, seconds: 10)
    }
    #expect(left(5, 20, 100, 0) == 30)
    #expect(left(0, 1, 50, 150) == 30)
    #expect(left(0, 20, 100, 50) == nil && left(0, 1, 2, 50) == nil)
  }

  @Test(
    "Durations are rounded up to what a person would say",
    arguments: [(0.2, "1 s"), (89, "89 s"), (91, "2 min"), (7300, "2 h 2 min")])
  func durations(seconds: Double, text: String) {
    #expect(ReadingProgress.duration(seconds) == text)
  }
}
