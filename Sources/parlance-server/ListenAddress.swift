internal import NIOCore
internal import Serving

/// Where a server listens.
enum ListenAddress: Equatable, CustomStringConvertible {
  /// A name or number of this machine, and a port.
  case network(String, Int)
  /// A socket in the file system.
  case socket(String)

  /// Reads `HOST:PORT`, `[::1]:PORT` or a path.
  ///
  /// - Throws: `ServeError.badAddress`.
  init(_ text: String) throws {
    if text.contains("/") {
      self = .socket(text)
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { throw ServeError.badAddress(text) }
    let host = text[..<colon]
    let name = host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host
    guard !name.isEmpty, host.hasPrefix("[") || !host.contains(":") else {
      throw ServeError.badAddress(text)
    }
    self = .network(String(name), Int(port))
  }

  /// The name of the host, unless it stands for all of this machine's.
  var host: String? {
    guard case .network(let host, _) = self, host != "0.0.0.0", host != "::" else { return nil }
    return host
  }

  /// Whether it can be reached from this machine alone.
  var isOfThisMachine: Bool {
    switch self {
    case .socket: true
    case .network(let host, _): AccessRules.loopbackNames.contains(host.lowercased())
    }
  }

  /// The address as a browser takes it, with the port that was had.
  func shown(_ bound: SocketAddress?) -> String {
    switch self {
    case .socket(let path): path
    case .network(let host, let port):
      "http://\(host.contains(":") ? "[\(host)]" : host):\(bound?.port ?? port)/"
    }
  }

  /// The place of the socket, if it is one.
  var place: SocketPlace? {
    if case .socket(let path) = self { SocketPlace(path) } else { nil }
  }

  /// The address as it was given.
  var description: String {
    switch self {
    case .socket(let path): path
    case .network(let host, let port): "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
  }
}
