internal import CPoppler
internal import DocumentModel
internal import Foundation

/// The owner of a poppler document. One thread at a time; one document a thread.
///
/// See the poppler-glib reference, “PopplerDocument” and “PopplerPage”.
struct PopplerDocument: ~Copyable {
  /// What opening may say.
  enum Failure: Error {
    case encrypted
    case damaged
  }

  let handle: OpaquePointer
  let pageCount: Int

  init(_ bytes: [UInt8], password: String?) throws(Failure) {
    PopplerMessages.begin()
    messagesBefore = PopplerMessages.count
    do throws(Failure) {
      handle = try Self.open(bytes)
    } catch {
      guard error == .encrypted, let password else { throw error }
      handle = try Self.open(bytes, password: password)
    }
    pageCount = Int(poppler_document_get_n_pages(handle))
  }

  private static func open(_ bytes: [UInt8]) throws(Failure) -> OpaquePointer {
    let data = bytes.withUnsafeBytes { g_bytes_new($0.baseAddress, gsize($0.count)) }
    defer { g_bytes_unref(data) }
    var error: UnsafeMutablePointer<GError>?
    if let handle = poppler_document_new_from_bytes(data, nil, &error) { return handle }
    throw failure(&error)
  }

  /// Opens with a password, by way of a file: `poppler_document_new_from_bytes` of 22.12 crashes on a wrong one, since it tries
  /// again with bytes that it has freed.
  private static func open(_ bytes: [UInt8], password: String) throws(Failure) -> OpaquePointer {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("quern-\(UUID().uuidString).pdf")
    defer { try? FileManager.default.removeItem(at: file) }
    guard FileManager.default.createFile(atPath: file.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
      throw .damaged
    }
    var error: UnsafeMutablePointer<GError>?
    if let handle = poppler_document_new_from_file(file.absoluteString, password, &error) { return handle }
    throw failure(&error)
  }

  private static func failure(_ error: inout UnsafeMutablePointer<GError>?) -> Failure {
    let isEncrypted = error?.pointee.domain == quern_poppler_error_domain() && error?.pointee.code == 1
    g_clear_error(&error)
    return isEncrypted ? .encrypted : .damaged
  }

  /// Whether poppler complained about the file since it was opened, on this thread. It mends what it can, and says so only there.
  var hasFaults: Bool { PopplerMessages.count > messagesBefore }

  private let messagesBefore: Int

  deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

  var metadata: Metadata {
    var metadata = Metadata(title: Self.take(poppler_document_get_title(handle)))
    metadata.authors = PDFMetadata.authors(Self.take(poppler_document_get_author(handle)))
    metadata.date = Self.date(poppler_document_get_creation_date(handle))
    let xmp = Self.take(poppler_document_get_metadata(handle))
    metadata.language = xmp.flatMap(PDFMetadata.language(inXMP:))
    func add(_ name: String, _ value: String?) {
      if let value { metadata.extra.append(.init(name: name, value: value)) }
    }
    add("subject", Self.take(poppler_document_get_subject(handle)))
    add("keywords", Self.take(poppler_document_get_keywords(handle)))
    add("modified", Self.date(poppler_document_get_modification_date(handle)))
    add("creator", Self.take(poppler_document_get_creator(handle)))
    add("producer", Self.take(poppler_document_get_producer(handle)))
    add("version", Self.take(poppler_document_get_pdf_version_string(handle)))
    add("pages", String(pageCount))
    add("permissions", permissions)
    return metadata
  }

  /// What the file's author lets readers do; nil where nothing is forbidden.
  private var permissions: String? {
    let granted = poppler_document_get_permissions(handle).rawValue
    let names: [(PopplerPermissions, String)] = [
      (POPPLER_PERMISSIONS_OK_TO_PRINT, "print"), (POPPLER_PERMISSIONS_OK_TO_MODIFY, "modify"),
      (POPPLER_PERMISSIONS_OK_TO_COPY, "copy"), (POPPLER_PERMISSIONS_OK_TO_ADD_NOTES, "annotate"),
      (POPPLER_PERMISSIONS_OK_TO_FILL_FORM, "fill forms"), (POPPLER_PERMISSIONS_OK_TO_EXTRACT_CONTENTS, "extract"),
      (POPPLER_PERMISSIONS_OK_TO_ASSEMBLE, "assemble"),
    ]
    let allowed = names.filter { granted & $0.0.rawValue != 0 }.map(\.1)
    guard allowed.count < names.count else { return nil }
    return allowed.isEmpty ? "none" : allowed.joined(separator: ", ")
  }

  /// The day, as `2024-05-01`, of seconds since 1970; nil where the file has none.
  private static func date(_ seconds: time_t) -> String? {
    guard seconds > 0, let date = g_date_time_new_from_unix_utc(gint64(seconds)) else { return nil }
    defer { g_date_time_unref(date) }
    return take(g_date_time_format(date, "%Y-%m-%d"))
  }

  /// The bookmarks, depth first; empty where there are none. At most 10,000, at most 16 deep.
  var outline: [OutlineEntry] {
    var entries: [OutlineEntry] = []
    if let iterator = poppler_index_iter_new(handle) {
      collect(iterator, level: 1, into: &entries)
      poppler_index_iter_free(iterator)
    }
    return entries
  }

  private func collect(_ iterator: OpaquePointer, level: Int, into entries: inout [OutlineEntry]) {
    repeat {
      guard entries.count < 10_000, level <= 16 else { return }
      if let action = poppler_index_iter_get_action(iterator) {
        let title = action.pointee.any.title.map { String(cString: $0) } ?? ""
        entries.append(OutlineEntry(title: title, level: level, page: page(of: action)))
        poppler_action_free(action)
      }
      if let child = poppler_index_iter_get_child(iterator) {
        collect(child, level: level + 1, into: &entries)
        poppler_index_iter_free(child)
      }
    } while poppler_index_iter_next(iterator) != 0
  }

  private func page(of action: UnsafeMutablePointer<PopplerAction>) -> Int? {
    guard action.pointee.type == POPPLER_ACTION_GOTO_DEST, let destination = action.pointee.goto_dest.dest else { return nil }
    var number = Int(destination.pointee.page_num)
    if destination.pointee.type == POPPLER_DEST_NAMED, let name = destination.pointee.named_dest,
      let found = poppler_document_find_dest(handle, name)
    {
      number = Int(found.pointee.page_num)
      poppler_dest_free(found)
    }
    return number >= 1 && number <= pageCount ? number : nil
  }

  /// The glyphs of the page with this number, from 1; nil where the page cannot be opened.
  func page(_ number: Int) -> PDFPage? {
    guard let page = poppler_document_get_page(handle, Int32(number - 1)) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(page)) }
    var width = 0.0
    var height = 0.0
    poppler_page_get_size(page, &width, &height)
    var result = PDFPage(number: number, width: width, height: height)
    result.label = Self.take(poppler_page_get_label(page))
    Self.readGlyphs(of: page, into: &result)
    if !result.scalars.isEmpty { Self.readLinks(of: page, into: &result) }
    return result
  }

  private static func readLinks(of page: OpaquePointer, into result: inout PDFPage) {
    let mapping = poppler_page_get_link_mapping(page)
    defer { poppler_page_free_link_mapping(mapping) }
    var node = mapping
    while let current = node, result.links.count < 1_000 {
      node = current.pointee.next
      guard let link = current.pointee.data?.assumingMemoryBound(to: PopplerLinkMapping.self).pointee,
        let action = link.action, action.pointee.type == POPPLER_ACTION_URI, let address = action.pointee.uri.uri,
        let target = LinkTarget(String(cString: address))
      else { continue }
      let area = link.area  // from the bottom of the page
      result.links.append(
        PDFPage.Link(
          x0: min(area.x1, area.x2), y0: result.height - max(area.y1, area.y2), x1: max(area.x1, area.x2),
          y1: result.height - min(area.y1, area.y2), target: target))
    }
  }

  /// The page painted at this many dots per inch; nil where that is not possible.
  func raster(ofPage number: Int, dotsPerInch: Double) -> PageRaster? {
    guard let page = poppler_document_get_page(handle, Int32(number - 1)) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(page)) }
    var width = 0.0
    var height = 0.0
    poppler_page_get_size(page, &width, &height)
    return PageRaster(pageWidth: width, pageHeight: height, scale: dotsPerInch / 72) { poppler_page_render(page, $0) }
  }

  private static func readGlyphs(of page: OpaquePointer, into result: inout PDFPage) {
    let plain = PopplerRectangle(x1: 0, y1: 0, x2: result.width, y2: result.height)
    guard let text = text(of: page, in: plain) else { return }
    read(text, of: page, in: plain, into: &result)
    guard text.unicodeScalars.contains("\u{202A}") else { return }
    // On a page that is read from the right a selection begins at the right: from the left it leaves out lines.
    let turned = PopplerRectangle(x1: result.width, y1: 0, x2: 0, y2: result.height)
    if let other = Self.text(of: page, in: turned), other.utf8.count > text.utf8.count {
      read(other, of: page, in: turned, into: &result)
    }
  }

  private static func text(of page: OpaquePointer, in area: PopplerRectangle) -> String? {
    var area = area
    return take(poppler_page_get_text_for_area(page, &area))
  }

  private static func read(_ text: String, of page: OpaquePointer, in area: PopplerRectangle, into result: inout PDFPage) {
    var area = area
    var rectangles: UnsafeMutablePointer<PopplerRectangle>?  // left untouched on a blank page
    var count: guint = 0
    guard poppler_page_get_text_layout_for_area(page, &area, &rectangles, &count) != 0, let rectangles else { return }
    defer { g_free(rectangles) }
    result.scalars = Array(scalars(of: text).prefix(Int(count)))
    result.boxes = (0..<result.scalars.count).map { index in
      let rectangle = rectangles[index]
      return PDFPage.GlyphBox(
        x0: Float(rectangle.x1), y0: Float(rectangle.y1), x1: Float(rectangle.x2), y1: Float(rectangle.y2))
    }
    readFonts(of: page, in: area, into: &result)
  }

  /// The scalars that have boxes. Poppler sets words that are read from the right between marks of direction, which have none.
  ///
  /// Where a word holds no U+202A its letters are in order, and what clings to them is not.
  private static func scalars(of text: String) -> [Unicode.Scalar] {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: { (0x202A...0x202C).contains($0.value) }) else { return scalars }
    var result: [Unicode.Scalar] = []
    var start = 0
    for end in 0...scalars.count where end == scalars.count || scalars[end] == " " || scalars[end] == "\n" {
      let word = scalars[start..<end]
      let bare = word.filter { !(0x202A...0x202C).contains($0.value) }
      let isVisual = word.contains("\u{202B}") && !word.contains("\u{202A}")
      result.append(contentsOf: isVisual ? ReadingDirection.reordered(bare[...]) : bare)
      if end < scalars.count { result.append(scalars[end]) }
      start = end + 1
    }
    return result
  }

  private static func readFonts(of page: OpaquePointer, in area: PopplerRectangle, into result: inout PDFPage) {
    var area = area
    result.fonts = []
    result.fontIndices = [UInt16](repeating: 0, count: result.scalars.count)
    let attributes = poppler_page_get_text_attributes_for_area(page, &area)
    defer { poppler_page_free_text_attributes(attributes) }
    var node = attributes
    while let current = node {
      node = current.pointee.next
      guard let run = current.pointee.data?.assumingMemoryBound(to: PopplerTextAttributes.self).pointee else { continue }
      let font = PDFPage.Font(
        name: run.font_name.map { String(cString: $0) } ?? "", size: run.font_size,
        shade: PDFPage.Shade(red: run.color.red, green: run.color.green, blue: run.color.blue))
      let index = result.index(of: font)
      let first = max(0, Int(run.start_index))
      let last = min(Int(run.end_index), result.scalars.count - 1)  // inclusive
      if first <= last { for glyph in first...last { result.fontIndices[glyph] = index } }
    }
  }

  /// Copies a string that GLib handed over, and frees it. Empty and blank strings become nil.
  private static func take(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
    guard let pointer else { return nil }
    defer { g_free(pointer) }
    let text = String(cString: pointer)
    return text.contains { !$0.isWhitespace } ? text : nil
  }
}
