/// Writes MathML as TeX, so that fractions, roots and indices say what they say on the page.
struct MathMLFormula {
  private let tree: HTMLTree
  /// Whether characters stand in a row and nothing is set above, below or apart: then words are words, and need no command.
  private let isPlain: Bool

  /// The TeX of the formula at `index`; empty where it shows nothing. Goes down as deep as the tree does.
  static func tex(_ tree: HTMLTree, _ index: Int) -> String {
    let isPlain = !tree.descendants(of: index).contains { inner in
      switch tree.nodes[inner].tag {
      case .mfrac, .msqrt, .mroot, .msub, .msup, .msubsup, .munder, .mover, .munderover, .mtable, .mfenced: true
      default: false
      }
    }
    return WhiteSpace.folded(MathMLFormula(tree: tree, isPlain: isPlain).row(index))
  }

  private func parts(of index: Int) -> [Int] {
    tree.children(of: index).filter { !tree.isText($0) && tree.nodes[$0].tag != .annotation }
  }

  private func row(_ index: Int) -> String {
    var output = ""
    for child in tree.children(of: index) { output = joined(output, node(child)) }
    return output
  }

  /// `\alpha x` needs the space, `2x` does not.
  private func joined(_ left: String, _ right: String) -> String {
    guard let first = right.unicodeScalars.first, first.properties.isAlphabetic, endsWithCommand(left) else {
      return left + right
    }
    return left + " " + right
  }

  private func endsWithCommand(_ text: String) -> Bool {
    let letters = text.utf8.reversed().prefix { $0.isLetter }.count
    return letters > 0 && text.utf8.dropLast(letters).last == UInt8(ascii: "\\")
  }

  /// One argument: in braces unless it is a single mark.
  private func group(_ index: Int) -> String {
    let inner = node(index)
    return inner.count == 1 ? inner : "{" + inner + "}"
  }

  private func braced(_ index: Int) -> String { "{" + node(index) + "}" }

  private func node(_ index: Int) -> String {
    let parts = parts(of: index)
    switch tree.nodes[index].tag {
    case .text: return WhiteSpace.folded(tree.string(index))
    case .annotation: return ""
    case .mtext:
      let words = WhiteSpace.folded(tree.text(below: index))
      return words.isEmpty ? " " : isPlain ? " " + words + " " : "\\text{" + words + "}"
    case .mi:
      let name = WhiteSpace.folded(tree.text(below: index))
      return Self.functions.contains(name) ? "\\" + name : name.count > 1 && !isPlain ? "\\mathrm{" + name + "}" : name
    case .mspace: return " "
    case .mfrac where parts.count == 2: return "\\frac" + braced(parts[0]) + braced(parts[1])
    case .msqrt: return "\\sqrt{" + row(index) + "}"
    case .mroot where parts.count == 2: return "\\sqrt[" + node(parts[1]) + "]" + braced(parts[0])
    case .msub where parts.count == 2, .munder where parts.count == 2: return base(parts[0]) + "_" + group(parts[1])
    case .msup where parts.count == 2: return base(parts[0]) + "^" + group(parts[1])
    case .mover where parts.count == 2: return over(parts[0], parts[1])
    case .msubsup where parts.count == 3, .munderover where parts.count == 3:
      return base(parts[0]) + "_" + group(parts[1]) + "^" + group(parts[2])
    case .mtable: return "\\begin{matrix}" + parts.map(tableRow).joined(separator: " \\\\ ") + "\\end{matrix}"
    case .mfenced: return "(" + parts.map(node).joined(separator: ", ") + ")"
    default: return row(index)
    }
  }

  /// What an index is put on: a single mark, a command, or a group.
  private func base(_ index: Int) -> String {
    let inner = node(index)
    return inner.count == 1 || inner.hasPrefix("\\") ? inner : "{" + inner + "}"
  }

  private func over(_ base: Int, _ accent: Int) -> String {
    let name = Self.accents[WhiteSpace.folded(tree.text(below: accent))]
    return name.map { $0 + braced(base) } ?? self.base(base) + "^" + group(accent)
  }

  private func tableRow(_ index: Int) -> String { parts(of: index).map(row).joined(separator: " & ") }

  private static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "log", "ln", "exp", "lim", "max", "min", "sup", "inf", "det", "dim", "ker", "gcd",
    "arg", "deg", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan",
  ]
  private static let accents = [
    "¯": "\\bar", "‾": "\\overline", "^": "\\hat", "˜": "\\tilde", "~": "\\tilde", "→": "\\vec", "⃗": "\\vec", "˙": "\\dot",
    "¨": "\\ddot",
  ]
}
