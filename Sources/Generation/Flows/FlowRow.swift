public import JSONText

/// One row on its way through a flow: named values in an order.
public struct FlowRow: Sendable, Equatable {
  /// Each name once.
  public private(set) var columns: [JSONValue.Member]
  /// What tells rows apart that hold the same, such as copies that are to be answered each for itself; empty for most rows.
  package var copy = ""
  /// The request whose reply the row holds last.
  package var request: SentRequest?
  /// Which row of the input it comes from, while a step has all rows.
  var origin: Int?

  public init(_ columns: [JSONValue.Member] = []) {
    self.columns = PythonText.unique(columns)
  }

  /// The value of a column; nil where the row has none of that name. Setting nil takes the column away.
  public subscript(name: String) -> JSONValue? {
    get { index(of: name).map { columns[$0].value } }
    set {
      switch (index(of: name), newValue) {
      case (let place?, let value?): columns[place].value = value
      case (let place?, nil): columns.remove(at: place)
      case (nil, let value?): columns.append(.init(name, value))
      case (nil, nil): break
      }
    }
  }

  public var names: [String] { columns.map(\.key) }
  public var json: JSONValue { .object(columns) }

  /// Names are equal where their code points are.
  private func index(of name: String) -> Int? { columns.firstIndex { $0.key.utf8.elementsEqual(name.utf8) } }

  func has(_ name: String) -> Bool { index(of: name) != nil }

  /// Gives a column another name in its place.
  mutating func rename(_ name: String, to other: String) {
    if let place = index(of: name) { columns[place].key = other }
  }

  mutating func keep(only names: Set<String>) { columns.removeAll { !names.contains($0.key) } }
  mutating func remove(_ names: Set<String>) { columns.removeAll { names.contains($0.key) } }
}

/// A request by what its reply is kept under.
public struct SentRequest: Sendable, Equatable {
  public let model: String
  public let key: String

  public init(model: String, key: String) {
    (self.model, self.key) = (model, key)
  }
}
