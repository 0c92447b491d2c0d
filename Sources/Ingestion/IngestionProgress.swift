/// How far the reading of a document is.
public struct IngestionProgress: Sendable, Equatable {
  /// The page that is begun, from 1.
  public var page: Int
  /// The pages of the document.
  public var count: Int
  /// Whether the page is read by OCR, which takes seconds.
  public var isOCR: Bool

  public init(page: Int, count: Int, isOCR: Bool = false) {
    self.page = page
    self.count = count
    self.isOCR = isOCR
  }
}
