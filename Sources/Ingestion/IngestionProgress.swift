/// How far the reading of a document is.
public struct IngestionProgress: Sendable, Equatable {
  /// The page that is begun, from 1.
  public var page: Int
  /// How many pages are to be read.
  public var count: Int
  /// How many of them are begun, this one among them.
  public var done: Int
  /// Whether the page is read by OCR, which takes seconds; it was told of before, without.
  public var isOCR: Bool

  public init(page: Int, count: Int, done: Int = 0, isOCR: Bool = false) {
    self.page = page
    self.count = count
    self.done = done
    self.isOCR = isOCR
  }
}
