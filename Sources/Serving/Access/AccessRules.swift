internal import ParlanceKit

/// Who may ask, and in whose name they are answered.
package struct AccessRules: Sendable {
  /// The names that requests may give as host, without ports, in lower case.
  package var hosts: Set<String>

  /// The accounts that tokens stand for; empty if none are needed.
  package var tokens: [AccessToken] = []

  /// The header, in lower case, in which a trusted proxy names the account.
  package var userHeader: String?

  /// The addresses of the proxies whose header counts; the empty one is a socket.
  package var trustedProxies: Set<String> = []

  /// The names of this machine for itself.
  package static let loopbackNames: Set<String> = ["localhost", "127.0.0.1", "::1"]

  /// Rules for who asks from this machine: everybody there, in the name of the server's account.
  package init(hosts: Set<String> = AccessRules.loopbackNames) { self.hosts = hosts }

  /// Whether whoever reaches the server is answered in the name of its own account.
  package var isOpen: Bool { tokens.isEmpty && userHeader == nil }

  /// Why a request is not answered.
  enum Refusal: Error, Equatable {
    /// The name of the host is not one of this server.
    case foreignHost(String)
    /// A page of another origin sent it.
    case foreignOrigin(String)
    /// Nobody says who asks.
    case unnamed
    /// The system has no such account.
    case unknownAccount(String)
  }

  /// In whose name a request is answered.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - isShared: whether it changes nothing, so that pages may send it that may read the answer.
  /// - Returns: the account.
  /// - Throws: `Refusal`.
  func account(
    asking request: ServiceRequest, sharing isShared: Bool = false
  ) throws(Refusal) -> ReaderAccount {
    try checkHost(request)
    let isKnown = isShared && request.header("origin").map(mayRead) == true
    // A page that may read the answer may ask, too; from any other a change would be a forged one.
    if request.method != "GET", request.method != "HEAD", !isKnown { try checkOrigin(request) }
    if isOpen { return .own }
    // From anybody else the header is but a claim.
    if let userHeader, trustedProxies.contains(request.peer) {
      let names = request.headers.filter { $0.name == userHeader }.map(\.value)
      // Of two of them one is not the proxy's, and nobody can say which.
      guard names.count == 1, !names[0].isEmpty else { throw .unnamed }
      return try Self.account(named: names[0])
    }
    guard let given = request.header("authorization"),
      given.lowercased().hasPrefix("bearer ")
    else { throw .unnamed }
    let token = given.dropFirst("bearer ".count).filter { $0 != " " }
    // All are compared, each to its end: how long that takes tells nothing.
    let matching = tokens.filter { $0.isEqual(to: String(token)) }
    guard let first = matching.first else { throw .unnamed }
    return try Self.account(named: first.account)
  }

  private static func account(named name: String) throws(Refusal) -> ReaderAccount {
    guard let account = ReaderAccount(named: name) else { throw .unknownAccount(name) }
    return account
  }

  /// A name that leads here by a trick in the DNS would let a foreign page read the answers.
  func checkHost(_ request: ServiceRequest) throws(Refusal) {
    // One host alone: of two a proxy might take one and this server the other.
    let given = request.headers.filter { $0.name == "host" }.map(\.value)
    guard given.count == 1, hosts.contains(Self.name(ofHost: given[0])) else {
      throw .foreignHost(given.first ?? "")
    }
  }

  private func checkOrigin(_ request: ServiceRequest) throws(Refusal) {
    // Browsers set it, and no page can.
    if let site = request.header("sec-fetch-site"), !["same-origin", "none"].contains(site) {
      throw .foreignOrigin(request.header("origin") ?? site)
    }
    // Programs that are no browsers send none.
    guard let origin = request.header("origin") else { return }
    let place = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard place.count == 3, place[1].isEmpty, String(place[2]) == request.header("host") else {
      throw .foreignOrigin(origin)
    }
  }

  /// Whether a page of an origin may read what is no secret: one of this machine, or of a named host.
  func mayRead(_ origin: String) -> Bool {
    let parts = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].hasPrefix("http") && parts[1].isEmpty
      && hosts.contains(Self.name(ofHost: String(parts[2])))
  }

  /// The name in a `Host` header, in lower case, without port and brackets.
  static func name(ofHost host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
  }
}
