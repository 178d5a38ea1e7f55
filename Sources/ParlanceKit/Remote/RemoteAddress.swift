internal import System

/// Where a search engine is, and what it wants to be shown.
package struct RemoteAddress: Sendable {
  /// The address without secrets, as messages may show it.
  package let url: String

  /// What is shown to the engine; `nil` for nothing.
  let secret: Secret?

  /// Whether the engine is on this machine.
  let isOfThisMachine: Bool

  /// Something that lets who shows it in; never printed.
  enum Secret: Sendable, Equatable {
    /// A user's name and password.
    case user(String)
    /// The value of a header `Authorization`.
    case authorization(String)
  }

  private static let loopback = ["localhost", "127.0.0.1", "[::1]"]

  /// An address.
  ///
  /// - Parameters:
  ///   - text: `http://` or `https://`, a host, and if need be a port and a path; a user and a password may
  ///     stand before the host.
  ///   - secret: what a file or the environment says of the secret: `USER:PASSWORD`, or a value of
  ///     `Authorization` such as `ApiKey …` or `Bearer …`.
  /// - Throws: `RemoteAddressError`, which tells no secret.
  package init(_ text: String, secret: String? = nil) throws {
    guard let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) })
    else { throw RemoteAddressError.notAnAddress }
    var rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    var own: Secret?
    if let at = authority.lastIndex(of: "@") {
      own = try Self.user(in: Self.decoded(authority[..<at]))
      rest = rest[rest.index(after: at)...]
    }
    while rest.hasSuffix("/") { rest.removeLast() }
    let host = rest.prefix { $0 != "/" }
    let isPlain = rest.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && scalar.value > 0x20 && scalar.value != 0x7F
        && !"\"\\?#@{}|^`<>".unicodeScalars.contains(scalar)
    }
    guard isPlain, !host.isEmpty, !host.hasPrefix(":") else {
      throw RemoteAddressError.notAnAddress
    }
    let given = try secret.map(Self.secret(in:))
    guard own == nil || given == nil else { throw RemoteAddressError.twoSecrets }
    self.secret = own ?? given
    url = scheme + String(rest)
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    isOfThisMachine = Self.loopback.contains(String(name))
    guard self.secret == nil || scheme == "https://" || isOfThisMachine else {
      throw RemoteAddressError.openSecret(host: String(name))
    }
  }

  /// What a file that its owner alone may read says of a secret.
  ///
  /// - Throws: `RemoteAddressError.openFile`, `StorageError`.
  package static func secret(inFile path: String) throws -> String {
    guard let bytes = try OpenedFile.ownBytes(of: path) else {
      throw RemoteAddressError.openFile(path)
    }
    return String(decoding: bytes.prefix(1 << 16).prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  private static func secret(in text: String) throws -> Secret {
    guard isOneLine(text) else { throw RemoteAddressError.notASecret }
    if ["Basic ", "Bearer ", "ApiKey "].contains(where: text.hasPrefix) {
      return .authorization(text)
    }
    return try user(in: text)
  }

  /// A user and a password; without one, `curl` would ask for it.
  private static func user(in text: String) throws -> Secret {
    guard isOneLine(text), text.utf8.contains(UInt8(ascii: ":")) else {
      throw RemoteAddressError.notASecret
    }
    return .user(text)
  }

  /// Whether text has no control characters; what is shown to `curl` are lines.
  private static func isOneLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }

  /// Text without the escapes of addresses.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = Array(rest.prefix(2))
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(hexadecimal: digits[0], digits[1])
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why an address of a search engine cannot be used; no message tells a secret.
package enum RemoteAddressError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It is not an address.
  case notAnAddress
  /// The secret is of no kind that is known.
  case notASecret
  /// There is a secret in the address and another one beside it.
  case twoSecrets
  /// The secret would be sent for everybody on the way to read.
  case openSecret(host: String)
  /// Others may read the file of the secret.
  case openFile(String)

  /// The cause and a hint.
  package var description: String {
    switch self {
    case .notAnAddress:
      "the address of the search engine is not one\nHint: write http://HOST:9200, https://HOST:9200 or sphinxql://HOST:9306"
    case .notASecret:
      "the secret of the search engine is not one\n"
        + "Hint: it is USER:PASSWORD, or begins with ApiKey, Bearer or Basic"
    case .twoSecrets:
      "the search engine is given two secrets\nHint: leave the one in the address out"
    case .openSecret(let host):
      "a secret would go to \(host) for everybody to read\nHint: write https://"
    case .openFile(let path): "\(path): others may read or write it\nHint: chmod 600 the file"
    }
  }
}
