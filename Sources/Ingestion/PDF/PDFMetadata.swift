/// Reads what PDF files declare in text of their own making.
enum PDFMetadata {
  /// The names in an author entry: parted by semicolons, or by commas where each part is a full name.
  static func authors(_ entry: String?) -> [String] {
    guard let entry else { return [] }
    func parts(_ mark: Character) -> [String] { entry.split(separator: mark).map { String($0).trimmed }.filter { !$0.isEmpty } }
    if entry.contains(";") { return parts(";") }
    let names = parts(",")
    return names.count > 1 && names.allSatisfy { $0.contains(" ") } ? names : [entry.trimmed]
  }

  /// The first language of an XMP packet's `dc:language`; nil where it has none that looks like a BCP 47 tag.
  ///
  /// A search and no parser: nothing else of the packet is used, and nothing in it is expanded.
  static func language(inXMP packet: String) -> String? {
    guard let start = packet.ranges(of: "<dc:language>").first, packet.utf8.count < 1 << 20 else { return nil }
    let rest = packet[start.upperBound...].prefix(400)
    guard let open = rest.ranges(of: "<rdf:li>").first, let close = rest[open.upperBound...].firstIndex(of: "<") else {
      return nil
    }
    let tag = rest[open.upperBound..<close]
    let isTag =
      (2...35).contains(tag.utf8.count)
      && tag.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
      }
    return isTag ? String(tag) : nil
  }
}
