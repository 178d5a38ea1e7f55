package import Searching

/// A server of Sphinx or Manticore, connected when it is asked first, and again after a connection broke.
final class SphinxServer: SphinxService {
  let server: SphinxAddress.Server
  private var connection: SphinxConnection?

  init(_ server: SphinxAddress.Server) { self.server = server }

  func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields] {
    let connection = try connect()
    do {
      return try connection.rows(statement, atMost: limit)
    } catch let error as RemoteTransportFailure {
      // What is left of this answer would be taken for that to the next statement.
      self.connection = nil
      throw error
    }
  }

  /// Connects if it is not.
  @discardableResult
  func connect() throws -> SphinxConnection {
    if let connection { return connection }
    let made = try SphinxConnection(to: server)
    // Names are in the order of their bytes, as here.
    _ = try made.rows(Array("SET collation_connection=binary".utf8), atMost: 0)
    connection = made
    return made
  }
}

/// Sphinx or Manticore on some servers, each with a part of the index.
package final class SphinxClient: SphinxService, RemoteService {
  private let servers: [SphinxServer]
  private var asked: SphinxServer?

  /// A client.
  ///
  /// - Parameter address: the servers; searches ask the first that is there, by its distributed index.
  package init(_ address: SphinxAddress) { servers = address.servers.map(SphinxServer.init) }

  package var engine: any RemoteEngine { SphinxEngine(self) }

  package func store(
    named name: String, pause: @escaping (Double) -> Void
  ) throws -> any PublicationStore {
    try SphinxStore(
      servers, name: try RemoteName.checkedForSphinx(name), pause: pause)
  }

  package func rows(_ statement: [UInt8], atMost limit: Int) throws -> [SphinxFields] {
    if let asked { return try asked.rows(statement, atMost: limit) }
    var failure: RemoteTransportFailure?
    for server in servers {
      do {
        try server.connect()
        asked = server
        return try server.rows(statement, atMost: limit)
      } catch let error as RemoteTransportFailure { failure = failure ?? error }
    }
    throw failure ?? RemoteTransportFailure(description: "no server is named")
  }
}
