package import JSONCoding
package import Searching

/// OpenSearch or Elasticsearch: what is asked of it, in the words that both share.
package struct OpenSearchClient: OpenSearchService, RemoteService {
  let transport: any RemoteTransport

  /// The client of an engine.
  package init(_ transport: any RemoteTransport) { self.transport = transport }

  package var engine: any RemoteEngine { OpenSearchEngine(self) }

  package func store(
    named name: String, pause: @escaping (Double) -> Void
  ) throws -> any PublicationStore {
    OpenSearchStore(client: self, name: try RemoteName.checked(name), pause: pause)
  }

  package func mapping(of name: String) throws -> JSONValue? {
    try ask("GET", "/\(name)/_mapping", nil, allowing: 404)
  }

  package func search(_ searches: [(index: String, body: JSONValue)]) throws -> [JSONValue] {
    var writer = JSONWriter()
    for search in searches {
      writer.value(["index": .string(search.index)])
      writer.endLine()
      writer.value(search.body)
      writer.endLine()
    }
    let reply = try transport.send(
      RemoteTransportRequest(
        method: "POST", path: "/_msearch", body: writer.bytes, isLines: true))
    guard let answers = try Self.value(of: reply)["responses"]?.array else {
      throw RemoteFailure.unreadable("there are no responses in it")
    }
    return answers
  }

  /// Sends a request with a JSON value and reads the answer.
  ///
  /// - Parameters:
  ///   - method: the method of HTTP.
  ///   - path: the path.
  ///   - body: the body, if there is one.
  ///   - status: a status that is not an error, for which the answer is `nil`.
  /// - Returns: the answer.
  /// - Throws: `RemoteFailure`, `RemoteTransportFailure`.
  @discardableResult
  func ask(
    _ method: String, _ path: String, _ body: JSONValue?, allowing status: Int? = nil
  ) throws -> JSONValue? {
    let bytes = body.map { body in
      var writer = JSONWriter()
      writer.value(body)
      return writer.bytes
    }
    let reply = try transport.send(
      RemoteTransportRequest(method: method, path: path, body: bytes))
    if reply.status == status { return nil }
    return try Self.value(of: reply)
  }

  /// The value of an answer that is not an error.
  ///
  /// - Throws: `RemoteFailure`.
  static func value(of reply: RemoteReply) throws -> JSONValue {
    let value: JSONValue
    do {
      value = try JSONReader.value(of: reply.body)
    } catch  where error.code == .tooManyValues {
      // Of hits and counts asked for by the thousand this is no answer; memory would go on what nobody reads.
      throw RemoteFailure.unreadable("\(error)")
    } catch {
      throw RemoteFailure.unreadable("status \(reply.status), and not JSON")
    }
    guard (200..<300).contains(reply.status) else {
      let words = value["error"].map(RemoteFailure.words(of:)) ?? "no reason is given"
      throw RemoteFailure.refused("\(words) (status \(reply.status))")
    }
    return value
  }
}
