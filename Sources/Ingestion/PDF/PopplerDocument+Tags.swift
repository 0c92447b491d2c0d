internal import CPoppler
internal import DocumentModel
internal import Foundation

extension PopplerDocument {
  /// The headings of the structure tree, in its order; empty for files without tags. At most ten a page and 2,000.
  ///
  /// The text is joined without spaces at line ends, so it serves as a key only. Costs a reading of the page for every heading, so
  /// the tree is not read where the outline has as many entries, give or take a tenth.
  /// See the poppler-glib reference, “PopplerStructureElement”.
  func taggedHeadings(beside outline: [OutlineEntry]) -> [OutlineEntry] {
    let count = walk(reads: false).count
    return count == 0 || outline.count * 10 >= count * 9 ? [] : walk(reads: true).headings
  }

  private func walk(reads: Bool) -> TagWalk {
    var walk = TagWalk(limit: min(2_000, 10 * pageCount), reads: reads)
    guard let root = poppler_structure_element_iter_new(handle) else { return walk }
    defer { poppler_structure_element_iter_free(root) }
    walk.visit(root, depth: 1, section: 0)
    return walk
  }
}

/// A walk over the structure tree.
private struct TagWalk {
  let limit: Int
  /// Whether texts are read, or headings only counted.
  let reads: Bool
  var headings: [OutlineEntry] = []
  var count = 0
  private var visited = 0

  init(limit: Int, reads: Bool) {
    self.limit = limit
    self.reads = reads
  }

  /// Deeper and longer trees are cut off.
  private static let depthLimit = 64
  private static let elementLimit = 200_000

  /// Visits the elements from where `iterator` stands. `section` counts the sections that hold them: the level of a plain heading.
  mutating func visit(_ iterator: OpaquePointer, depth: Int, section: Int) {
    guard depth <= Self.depthLimit else { return }
    repeat {
      visited += 1
      guard visited <= Self.elementLimit, count < limit else { return }
      guard let element = poppler_structure_element_iter_get_element(iterator) else { continue }
      defer { g_object_unref(UnsafeMutableRawPointer(element)) }
      let kind = poppler_structure_element_get_kind(element)
      if let level = Self.level(of: kind, section: section) {
        count += 1
        if reads { add(element, level, iterator) }
      } else if poppler_structure_element_is_content(element) == 0, let child = poppler_structure_element_iter_get_child(iterator)
      {
        visit(child, depth: depth + 1, section: kind == POPPLER_STRUCTURE_ELEMENT_SECTION ? section + 1 : section)
        poppler_structure_element_iter_free(child)
      }
    } while poppler_structure_element_iter_next(iterator) != 0
  }

  private static func level(of kind: PopplerStructureElementKind, section: Int) -> Int? {
    let numbered = [
      POPPLER_STRUCTURE_ELEMENT_HEADING_1, POPPLER_STRUCTURE_ELEMENT_HEADING_2, POPPLER_STRUCTURE_ELEMENT_HEADING_3,
      POPPLER_STRUCTURE_ELEMENT_HEADING_4, POPPLER_STRUCTURE_ELEMENT_HEADING_5, POPPLER_STRUCTURE_ELEMENT_HEADING_6,
    ]
    if let index = numbered.firstIndex(of: kind) { return index + 1 }
    return kind == POPPLER_STRUCTURE_ELEMENT_HEADING ? min(6, max(1, section)) : nil
  }

  private mutating func add(_ element: OpaquePointer, _ level: Int, _ iterator: OpaquePointer) {
    guard let text = poppler_structure_element_get_text(element, POPPLER_STRUCTURE_GET_TEXT_RECURSIVE) else { return }
    defer { g_free(text) }
    let title = String(cString: text)
    guard title.contains(where: { !$0.isWhitespace }), let page = Self.page(of: element, iterator, depth: 0) else { return }
    headings.append(OutlineEntry(title: title, level: level, page: page))
  }

  /// The page of an element, from 1, or of the first content below it.
  private static func page(of element: OpaquePointer, _ iterator: OpaquePointer, depth: Int) -> Int? {
    // Counted from 0; -1 where the element does not say.
    let index = Int(poppler_structure_element_get_page(element))
    if index >= 0 { return index + 1 }
    guard depth < 8, let child = poppler_structure_element_iter_get_child(iterator) else { return nil }
    defer { poppler_structure_element_iter_free(child) }
    guard let first = poppler_structure_element_iter_get_element(child) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(first)) }
    return page(of: first, child, depth: depth + 1)
  }
}
