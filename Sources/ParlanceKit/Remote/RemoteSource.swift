/// Where searches are answered: an index of a search engine, asked over a connection of its own by each search.
package struct RemoteSource: Sendable {
  private let name: String
  private let service: @Sendable () throws -> any RemoteService

  /// An engine at an address.
  ///
  /// - Parameters:
  ///   - address: the address.
  ///   - name: the name under which documents are published.
  ///   - secretFile: a file with what is shown to the engine; else `PARLANCE_ENGINE_SECRET` has it, or the address.
  ///   - variable: a variable of the caller's environment.
  /// - Throws: `RemoteAddressError`, `SphinxAddressError`, `RemoteNameError`, `RemoteTransportFailure`.
  package init(
    at address: String, name: String = RemoteName.usual, secretFile: String? = nil,
    variable: @escaping @Sendable (String) -> String?
  ) throws {
    let secret =
      try secretFile.map { try RemoteAddress.secret(inFile: $0) }
      ?? variable("PARLANCE_ENGINE_SECRET")
    self.init(name: try RemoteName.checked(name)) {
      try RemoteServices.service(at: address, secret: secret, variable: variable)
    }
    // An address that cannot be one is told before anybody searches; nothing is asked yet.
    _ = try service()
  }

  /// An engine of the caller.
  init(name: String, _ service: @escaping @Sendable () throws -> any RemoteService) {
    self.name = name
    self.service = service
  }

  /// The documents of a workspace there.
  ///
  /// - Throws: `RemoteNameError`, `RemoteTransportFailure`.
  package func session(of workspace: Workspace) throws -> RemoteSession {
    try RemoteSession(workspace, try service(), name: name)
  }
}
