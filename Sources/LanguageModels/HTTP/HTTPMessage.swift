/// A request to a server.
struct HTTPRequest: Sendable {
  /// `http` or `https`.
  var url: String
  /// In the order in which they are sent.
  var headers: [(name: String, value: String)] = []
  /// Sent as `POST`.
  var body: [UInt8]
  /// Seconds until the whole answer must be there.
  var timeout: Double = 120
}

/// What a server answered.
struct HTTPResponse: Sendable {
  var status: Int
  /// Names in lower case, in the order received.
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  /// The value of the first header of a name, given in lower case.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Why there is no answer. Holds no text of the request.
struct HTTPError: Error, Equatable {
  enum Kind: Equatable {
    /// The address is none, or names another protocol.
    case badAddress
    /// No server took the connection, or it ended early.
    case unreachable
    case timedOut
    /// The answer is longer than is read.
    case tooLong
  }

  var kind: Kind
  /// In words, for people.
  var message: String
}
