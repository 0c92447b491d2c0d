internal import JSONText

/// Takes the JSON of a text apart into columns.
///
/// As sdg_hub does it, an array becomes a column `items`; our own way makes a row of each object in it, reads what models write
/// around and into JSON without changing any text inside of it, and drops rows without JSON.
struct JSONParserBlock: RowBlock {
  static let keys: Set<String>? = ["field_prefix", "fix_trailing_commas", "extract_embedded", "drop_input"]

  let name: String
  let type = "JSONParserBlock"
  let inputs: [String]
  let outputs: [String]
  private let prefix: String
  let dropsInput: Bool
  private let reader: SdgHubJSON?
  /// The names of the values, without the prefix.
  let wanted: [String]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    name = config.name
    inputs = config.columns
    wanted = config.outputs
    prefix = try config.string("field_prefix", default: "")
    // sdg_hub looks at the names without the prefix.
    outputs = config.isCompatible ? wanted : wanted.map { [prefix] in prefix + $0 }
    dropsInput = try config.bool("drop_input", default: false)
    let reader = SdgHubJSON(
      fixesCommas: try config.bool("fix_trailing_commas", default: true),
      isEmbedded: try config.bool("extract_embedded", default: true))
    self.reader = config.isCompatible ? reader : nil
  }

  var growth: RowGrowth { reader == nil ? .items : .times(1) }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    guard let text = row[inputs[0]]?.stringValue else { return reader == nil ? [] : [filled(row, [])] }
    if let reader { return [filled(row, reader.members(of: text))] }
    guard let objects = ReplyObjects.rows(in: text) else {
      throw BlockFailure("unreadable-reply", "the reply holds no JSON", reply: text)
    }
    return objects.map { object in
      guard case .object(let members) = object else { return row }
      return filled(row, PythonText.unique(members))
    }
  }

  private func filled(_ row: FlowRow, _ members: [JSONValue.Member]) -> FlowRow {
    let named = wanted.isEmpty ? members : members.filter { wanted.contains($0.key) }
    var row = row
    if dropsInput { row[inputs[0]] = nil }
    // What the row had before is never replaced by what a model says.
    for member in named.isEmpty ? members : named where reader != nil || !row.has(prefix + member.key) {
      row[prefix + member.key] = member.value
    }
    return row
  }
}

extension JSONParserBlock: SdgHubTableBlock {
  /// Every row gets every column that any reply has, the wanted ones first and in their order.
  func sdgHubTable(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    let parsed = rows.map { row in FlowRow(Self.typed(row[inputs[0]]?.stringValue.flatMap { reader?.members(of: $0) } ?? [])) }
    var names: [String] = []
    for row in parsed { for name in row.names where !names.contains(name) { names.append(name) } }
    let named = wanted.filter { names.contains($0) }
    var filled = rows
    if dropsInput { for index in filled.indices { filled[index][inputs[0]] = nil } }
    for name in named.isEmpty ? names : named {
      for (index, value) in PandasTable.column(parsed.map { $0[name] }).enumerated() { filled[index][prefix + name] = value }
    }
    return filled
  }

  /// The members of one reply as pandas types a series of them.
  private static func typed(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    zip(members, PandasTable.column(members.map(\.value))).map { .init($0.key, $1) }
  }
}

/// JSON of replies by sdg_hub's rules, mistakes included.
struct SdgHubJSON: Sendable {
  let fixesCommas: Bool
  let isEmbedded: Bool

  /// The members of an object, an array under `items`, a single value under `value`; none where the text holds no JSON.
  func members(of text: String) -> [JSONValue.Member] {
    guard var bytes = isEmbedded ? embedded(Array(text.utf8)) : Array(PythonText.stripped(text).utf8), !bytes.isEmpty else {
      return []
    }
    if fixesCommas { bytes = Self.withoutCommas(before: "]", in: Self.withoutCommas(before: "}", in: bytes)) }
    guard let value = try? JSONValue(parsingLeniently: bytes[...]) else { return [] }
    return switch value {
    case .object(let members): PythonText.unique(members)
    case .array: [.init("items", value)]
    default: [.init("value", value)]
    }
  }

  private func embedded(_ bytes: [UInt8]) -> [UInt8]? {
    between(UInt8(ascii: "{"), UInt8(ascii: "}"), bytes) ?? between(UInt8(ascii: "["), UInt8(ascii: "]"), bytes)
  }

  /// From the first opening sign to the last closing one; where none closes, with as many as are missing.
  private func between(_ open: UInt8, _ close: UInt8, _ bytes: [UInt8]) -> [UInt8]? {
    guard let start = bytes.firstIndex(of: open) else { return nil }
    if let end = bytes.lastIndex(of: close), end > start { return Array(bytes[start...end]) }
    let missing = bytes[start...].count { $0 == open }
    let text = PythonText.withoutTrailingSpace(String(decoding: bytes[start...], as: UTF8.self))
    return Array(text.utf8) + Array(repeating: close, count: missing)
  }

  /// Without commas that nothing but white space parts from the sign, wherever they stand.
  private static func withoutCommas(before sign: Unicode.Scalar, in bytes: [UInt8]) -> [UInt8] {
    var kept = String.UnicodeScalarView()
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var index = 0
    while index < scalars.count {
      if scalars[index] == "," {
        let next = scalars[(index + 1)...].firstIndex { !PythonText.isSpace($0) } ?? scalars.count
        if next < scalars.count, scalars[next] == sign {
          index = next
          continue
        }
      }
      kept.append(scalars[index])
      index += 1
    }
    return Array(String(kept).utf8)
  }
}
