/// A request to a server.
struct HTTPRequest: Sendable {
  /// `http` or `https`.
  var url: String
  /// In the order in which they are sent.
  var headers: [(name: String, value: String)] = []
  /// Sent as `POST`; nil asks with `GET`.
  var body: [UInt8]?
  /// Seconds until the whole answer must be there.
  var timeout: Double = 120
  /// Whether no proxy is asked, as for servers on this machine.
  var isDirect = false
  /// For answers that are too long to be held: takes their bytes as they come.
  var download: Download?

  /// Where the bytes of an answer go. Redirects are followed, to servers that speak the same protocol or a safer one; an answer
  /// that brings less than a byte a second for a minute is given up.
  struct Download: Sendable {
    /// Takes bytes of an answer with this status, and says whether it wants more.
    var take: @Sendable (_ status: Int, UnsafeRawBufferPointer) -> Bool
  }
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
