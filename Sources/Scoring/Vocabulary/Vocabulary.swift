/// The word classes of a language, looked up by ``WordHash``.
///
/// The table is made once for each language and never freed, so that a look-up is a read of memory and nothing else.
struct Vocabulary: @unchecked Sendable {
  /// Languages that are told apart.
  enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
  }

  /// Word lists as a language's file gives them: words parted by spaces.
  struct Lists: Sendable {
    var classes: [(WordClass, String)]
    /// Pairs of words, parted by commas.
    var boilerplate: String
  }

  private let keys: UnsafeMutablePointer<UInt64>
  private let values: UnsafeMutablePointer<WordClass>
  private var pairs: Set<UInt64> = []
  private let mask: Int

  init(_ lists: Lists) {
    var found: [UInt64: WordClass] = [:]
    for (kind, words) in lists.classes {
      for word in words.split(whereSeparator: \.isWhitespace) { found[WordHash.of(String(word)), default: []].insert(kind) }
    }
    for pair in lists.boilerplate.split(separator: ",") {
      let words = pair.split(whereSeparator: \.isWhitespace).map { WordHash.of(String($0)) }
      guard words.count == 2 else { continue }
      pairs.insert(WordHash.pair(words[0], words[1]))
      found[words[0], default: []].insert(.pairStart)
    }
    var size = 64
    while size < found.count * 4 { size *= 2 }
    mask = size - 1
    keys = .allocate(capacity: size)
    keys.initialize(repeating: 0, count: size)
    values = .allocate(capacity: size)
    values.initialize(repeating: [], count: size)
    for (hash, classes) in found { insert(hash, classes) }
  }

  private func insert(_ hash: UInt64, _ classes: WordClass) {
    var place = Self.place(hash, mask)
    while keys[place] != 0 { place = (place + 1) & mask }
    keys[place] = hash
    values[place] = classes
  }

  @inline(__always)
  private static func place(_ hash: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: hash ^ (hash >> 29)) & mask }

  /// The classes of a word; none for one that is in no list.
  @inline(__always)
  func classes(_ hash: UInt64) -> WordClass {
    var place = Self.place(hash, mask)
    while keys[place] != hash {
      if keys[place] == 0 { return [] }
      place = (place + 1) & mask
    }
    return values[place]
  }

  /// Whether two words in a row are boilerplate; asked only where the first ``WordClass/pairStart``s.
  func isBoilerplate(_ first: UInt64, _ second: UInt64) -> Bool { pairs.contains(WordHash.pair(first, second)) }

  /// The vocabulary of a language.
  static func of(_ language: Language) -> Vocabulary {
    switch language {
    case .english: english
    case .german: german
    case .french: french
    case .spanish: spanish
    }
  }

  /// Also tells function words of the other languages.
  static let english: Vocabulary = {
    var lists = Lists.english
    for (mark, others) in [(WordClass.germanFunction, Lists.german), (.frenchFunction, .french), (.spanishFunction, .spanish)] {
      lists.classes += others.classes.filter { $0.0 == .function }.map { (mark, $0.1) }
    }
    return Vocabulary(lists)
  }()
  static let german = Vocabulary(.german)
  static let french = Vocabulary(.french)
  static let spanish = Vocabulary(.spanish)
}
