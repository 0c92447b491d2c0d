/// What the patterns of pre-tokenisers ask of a scalar.
struct ScalarClass: OptionSet {
  let rawValue: UInt8

  /// Lu and Lt.
  static let upper = ScalarClass(rawValue: 1)
  /// Lm and Lo: letters without case.
  static let caseless = ScalarClass(rawValue: 2)
  /// Ll.
  static let lower = ScalarClass(rawValue: 4)
  /// M.
  static let mark = ScalarClass(rawValue: 8)
  /// N, all of it: also `²` and `Ⅷ`.
  static let number = ScalarClass(rawValue: 16)
  /// White_Space.
  static let space = ScalarClass(rawValue: 32)
  /// Carriage return and line feed, which are ``space`` too.
  static let newline = ScalarClass(rawValue: 64)

  static let letter: ScalarClass = [.upper, .caseless, .lower]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ scalar: Unicode.Scalar) {
    if scalar == "\n" || scalar == "\r" {
      self = [.space, .newline]
      return
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: self = .upper
    case .modifierLetter, .otherLetter: self = .caseless
    case .lowercaseLetter: self = .lower
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    case .decimalNumber, .letterNumber, .otherNumber: self = .number
    default: self = scalar.properties.isWhitespace ? .space : []
    }
  }
}

/// The classes of scalars, found once for each block of 256 that a text uses. Not for two threads at once.
final class ScalarClasses {
  /// Those of ASCII, for the hot path.
  let ascii: UnsafeMutablePointer<ScalarClass>
  private var blocks: [UnsafeMutablePointer<ScalarClass>?]

  init() {
    blocks = Array(repeating: nil, count: 0x1100)
    ascii = .allocate(capacity: 256)
    for value in 0..<256 { ascii[value] = ScalarClass(Unicode.Scalar(UInt8(value))) }
    blocks[0] = ascii
  }

  deinit { for block in blocks { block?.deallocate() } }

  subscript(value: UInt32) -> ScalarClass {
    let index = Int(value >> 8)
    guard index < blocks.count else { return [] }
    let block = blocks[index] ?? make(index)
    return block[Int(value & 0xFF)]
  }

  private func make(_ index: Int) -> UnsafeMutablePointer<ScalarClass> {
    let block = UnsafeMutablePointer<ScalarClass>.allocate(capacity: 256)
    for offset in 0..<256 {
      block[offset] = Unicode.Scalar(UInt32(index << 8 + offset)).map { ScalarClass($0) } ?? []
    }
    blocks[index] = block
    return block
  }
}
