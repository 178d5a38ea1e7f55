/// What somebody asks a service, free of any HTTP library.
package struct ServiceRequest: Sendable {
  /// The method, such as `GET`.
  package var method: String

  /// The path as it was sent, without the query.
  package var path: String

  /// The fields of the query.
  package var query: FormFields

  /// The headers, their names in lower case, in their order.
  package var headers: [(name: String, value: String)]

  /// The body.
  package var body: [UInt8]

  /// The address that the connection came from; empty for a socket of this machine's file system.
  package var peer: String

  /// A request.
  package init(
    _ method: String, _ target: String, headers: [(name: String, value: String)] = [],
    body: [UInt8] = [], peer: String = "127.0.0.1"
  ) {
    self.method = method
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? ""
    query = FormFields(parts.count > 1 ? String(parts[1]) : "")
    self.headers = headers
    self.body = body
    self.peer = peer
  }

  /// The value of the first header of a name in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Whether the body is of a media type, whatever its parameters.
  func hasBody(of type: String) -> Bool {
    let given = header("content-type")?.split(separator: ";").first ?? ""
    return given.lowercased().filter { $0 != " " } == type
  }

  /// The fields of a form in the body.
  var form: FormFields { FormFields(String(decoding: body, as: UTF8.self)) }

  /// Whether JSON is wanted rather than a page.
  var wantsJSON: Bool {
    // Browsers name HTML, too; who asks for JSON alone is a program.
    let accepted = header("accept") ?? ""
    return accepted.contains("application/json") && !accepted.contains("text/html")
  }

  /// The parts of the path between slashes, percent-decoded.
  var pathParts: [String] {
    path.split(separator: "/", omittingEmptySubsequences: true).map {
      FormFields.decoded($0, plusIsBlank: false)
    }
  }
}

/// What is answered.
package struct ServiceResponse: Sendable, Equatable {
  /// The status, such as 200.
  package var status: Int

  /// The headers, with a value each.
  package var headers: [String: String]

  /// The body.
  package var body: [UInt8]

  /// An answer.
  package init(_ status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer of some media type.
  init(_ status: Int = 200, type: String, _ body: [UInt8]) {
    self.init(status, headers: ["Content-Type": type], body: body)
  }

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }
}
