/// The versions of the Model Context Protocol that are spoken.
enum ProtocolVersion {
  /// The version whose requests stand for themselves.
  static let modern = "2026-07-28"

  /// The versions that begin with a handshake, the latest first.
  static let handshake = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  /// What `server/discover` names.
  static let supported = [modern] + handshake

  /// The name under which requests of the modern version carry their version.
  static let key = "io.modelcontextprotocol/protocolVersion"

  /// The name under which answers of the modern version say who answers.
  static let serverKey = "io.modelcontextprotocol/serverInfo"
}

/// The codes of errors.
enum ErrorCode {
  static let parse = -32700
  static let invalidRequest = -32600
  static let unknownMethod = -32601
  static let invalidParameters = -32602
  static let headerMismatch = -32020
  static let unsupportedVersion = -32022
}
