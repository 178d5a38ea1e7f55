/// Where the parts of an index of Sphinx or Manticore are: `sphinxql://HOST:PORT`, and more of them behind commas.
package struct SphinxAddress: Equatable, Sendable {
  /// What an address begins with.
  package static let scheme = "sphinxql://"

  /// The port of SphinxQL unless another is named.
  private static let usualPort = 9306

  /// A server.
  package struct Server: Hashable, Sendable, CustomStringConvertible {
    var host: String
    var port: Int

    /// The server as messages show it.
    package var description: String {
      "\(SphinxAddress.scheme)\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
  }

  /// The servers, each once.
  let servers: [Server]

  /// Whether an address is one of these.
  package static func isOne(_ text: String) -> Bool { text.lowercased().hasPrefix(scheme) }

  /// An address.
  ///
  /// - Parameters:
  ///   - text: the address.
  ///   - secret: what a file or the environment says of a secret, which these engines do not ask for.
  /// - Throws: `SphinxAddressError`, which tells no secret.
  package init(_ text: String, secret: String? = nil) throws {
    guard Self.isOne(text) else { throw SphinxAddressError.notAnAddress }
    var rest = text.dropFirst(Self.scheme.count)
    while rest.hasSuffix("/") { rest.removeLast() }
    guard secret == nil, !rest.contains("@") else { throw SphinxAddressError.secret }
    var servers: [Server] = []
    for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
      let server = try Self.server(part)
      guard !servers.contains(server) else { throw SphinxAddressError.twice(server) }
      servers.append(server)
    }
    self.servers = servers
  }

  private static func server(_ text: Substring) throws -> Server {
    var host = text
    var port: Substring?
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw SphinxAddressError.notAnAddress }
      host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw SphinxAddressError.notAnAddress }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = text.lastIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
      // An address of IPv6 has to stand in brackets, or its last part would be the port.
      guard !host.contains(":") else { throw SphinxAddressError.notAnAddress }
    }
    let isPlain = host.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || "-._:%".utf8.contains(byte)
    }
    guard isPlain, !host.isEmpty else { throw SphinxAddressError.notAnAddress }
    guard let port else { return Server(host: host.lowercased(), port: usualPort) }
    // `UInt16` would take a sign before the digits.
    guard let number = UInt16(port), number > 0, port.utf8.first != UInt8(ascii: "+") else {
      throw SphinxAddressError.notAnAddress
    }
    return Server(host: host.lowercased(), port: Int(number))
  }
}

/// Why an address of Sphinx or Manticore cannot be used; no message tells a secret.
package enum SphinxAddressError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It is not an address.
  case notAnAddress
  /// There is a secret.
  case secret
  /// A server is named twice.
  case twice(SphinxAddress.Server)

  /// The cause and a hint.
  package var description: String {
    switch self {
    case .notAnAddress:
      "the address of the search engine is not one\n"
        + "Hint: write sphinxql://HOST:9306, and further parts as sphinxql://HOST:9306,OTHER:9306"
    case .secret:
      "SphinxQL is asked without a secret, which would go over the network for everybody to read\n"
        + "Hint: leave user and password out, and keep the port closed to all but the programs that may ask"
    case .twice(let server): "\(server) is named twice"
    }
  }
}
