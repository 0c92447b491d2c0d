/// Text about the document: what a chapter describes, who should read it, where to report mistakes.
extension Feature {
  static let selfReferences = Feature(
    "self-references", "words for the document and its parts per hundred, full at six", marks: .selfReference, isOfWords: true,
    sign: .junk
  ) { $0.rate(.selfReference, full: 6) }
  static let boilerplate = Feature(
    "boilerplate", "phrases about the document per hundred words, full at three", marks: .boilerplate, isOfWords: true,
    sign: .junk
  ) { $0.rate(.boilerplate, full: 3) }
}
