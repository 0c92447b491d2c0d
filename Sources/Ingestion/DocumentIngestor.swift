public import DocumentModel

/// Reads every kind of document that Quern knows: finds out the format by content first, then by extension.
public struct DocumentIngestor: Ingestor {
  /// Larger sources are refused.
  public static let byteLimit = 512 << 20

  private let options: IngestionOptions
  private let sharing: PageSharing?
  private let progress: @Sendable (IngestionProgress) -> Void

  /// - Parameter progress: is told of every page of a PDF that is begun.
  public init(
    options: IngestionOptions = IngestionOptions(), progress: @escaping @Sendable (IngestionProgress) -> Void = { _ in }
  ) {
    self.init(options: options, sharing: nil, progress: progress)
  }

  package init(
    options: IngestionOptions, sharing: PageSharing?, progress: @escaping @Sendable (IngestionProgress) -> Void
  ) {
    self.options = options
    self.sharing = sharing
    self.progress = progress
  }

  /// The pages of a PDF that the options name, for the process that puts the document together.
  package func readPages(_ source: Source) throws(IngestionError) -> SharedPages {
    try PDFIngestor(options: options, progress: progress).readPages(source)
  }

  public func read(_ source: Source) throws(IngestionError) -> Document {
    guard source.bytes.contains(where: { !$0.isSpace }) else {
      throw IngestionError(.empty, source.name, "is empty", hint: "check how the file was made; there is nothing to read in it")
    }
    guard source.bytes.count <= Self.byteLimit else {
      throw IngestionError(.tooLarge, source.name, "is larger than \(Self.byteLimit >> 20) MB", hint: "split the file")
    }
    var document =
      switch FormatDetection.format(of: source) {
      case .pdf: try PDFIngestor(options: options, sharing: sharing, progress: progress).read(source)
      case .html: try HTMLIngestor(options: options).read(source)
      case .markdown: try MarkdownIngestor(options: options).read(source)
      case .text, .pagedText: try PagedTextIngestor(options: options).read(source)
      case nil:
        throw IngestionError(
          .unsupported, source.name, "is not PDF, HTML, Markdown or text",
          hint: "Quern reads .pdf, .html, .md and .txt; convert the file first")
      }
    if document.metadata.title == nil { document.metadata.title = document.firstTopHeading }
    return document
  }
}

extension Document {
  /// The words of the first heading of the highest level present.
  fileprivate var firstTopHeading: String? {
    let levels = elements.compactMap(\.headingLevel)
    guard let top = levels.min(), let element = elements.first(where: { $0.headingLevel == top }) else { return nil }
    let title = plainText(of: element.range)
    return title.isEmpty ? nil : title
  }
}
