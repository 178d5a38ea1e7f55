internal import JSONCoding

extension ModelContextServer {
  /// Whether headers of a request say something else than the message in its body.
  ///
  /// A proxy that decides by headers must not be told another thing than the server.
  ///
  /// - Parameters:
  ///   - body: the message.
  ///   - version: the header `mcp-protocol-version`.
  ///   - method: the header `mcp-method`.
  ///   - name: the header `mcp-name`.
  /// - Returns: the answer to send; `nil` if they agree, or the message is of the handshake era.
  package static func mismatch(
    of body: [UInt8], version: String?, method: String?, name: String?
  ) -> Answer? {
    // What is no message is refused with its reason where it is read as one.
    guard let message = try? JSONReader.value(of: body), let parameters = message["params"],
      let asked = parameters["_meta"]?[ProtocolVersion.key]?.string
    else { return nil }
    let pairs = [
      ("mcp-protocol-version", version, asked), ("mcp-method", method, message["method"]?.string),
      ("mcp-name", name, parameters["name"]?.string),
    ]
    for (header, given, meant) in pairs {
      guard let given, given != meant else { continue }
      return failure(
        ErrorCode.headerMismatch, "the header \(header) says \"\(given)\", the message does not",
        id: message["id"] ?? .null)
    }
    return nil
  }
}

extension ModelContextServer.Answer {
  /// The status with which it is sent by HTTP; in the handshake era errors of calls are answers like others.
  package var status: Int {
    switch errorCode {
    case nil: 200
    case ErrorCode.parse, ErrorCode.invalidRequest, ErrorCode.unsupportedVersion,
      ErrorCode.headerMismatch:
      400
    case ErrorCode.unknownMethod where isModern: 404
    default: isModern ? 400 : 200
    }
  }
}
