/// The shape of a back-of-book index.
enum IndexShape {
  /// Whether half of a dozen segments or more are entries such as `lanterns, 9, 16`.
  static func isIndex(_ segments: [LayoutSegment]) -> Bool {
    segments.count >= 12 && segments.count { isEntry($0) } * 2 >= segments.count
  }

  private static func isEntry(_ segment: LayoutSegment) -> Bool {
    guard segment.words.count >= 2, let last = segment.words.last else { return false }
    return last.text.allSatisfy { $0.isNumber || "–-,".contains($0) }
      && segment.words[segment.words.count - 2].text.hasSuffix(",")
  }
}
