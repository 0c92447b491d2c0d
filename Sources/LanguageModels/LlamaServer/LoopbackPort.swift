internal import Foundation

/// Ports of 127.0.0.1.
enum LoopbackPort {
  /// One that no program listens on now.
  static func free() -> Int? { bound(to: 0) }

  static func isFree(_ port: Int) -> Bool { bound(to: port) != nil }

  /// The port that a socket gets which asks for `port`, 0 for any; nil where it gets none. The socket is closed again.
  private static func bound(to port: Int) -> Int? {
    let listener = socket(AF_INET, stream, 0)
    guard listener >= 0 else { return nil }
    defer { close(listener) }
    // A port that a server has just left may be taken at once.
    var yes: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = in_port_t(port).bigEndian
    place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(listener, place, length) == 0 && listen(listener, 1) == 0 && getsockname(listener, place, &length) == 0
      }
    }
    return isBound ? Int(in_port_t(bigEndian: place.sin_port)) : nil
  }

  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
  #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
  #endif
}
