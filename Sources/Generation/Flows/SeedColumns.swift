/// Columns that rows made of documents have beside those that a flow names.
public enum SeedColumns {
  public static let document = "quern_document"
  public static let documentID = "quern_document_id"
  public static let chunk = "quern_chunk"
  /// UTF-8 bytes of the document's text.
  public static let range = "quern_range"
  public static let pages = "quern_pages"

  public static let provenance: Set<String> = [document, documentID, chunk, range, pages]
}
