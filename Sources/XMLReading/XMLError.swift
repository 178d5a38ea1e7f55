/// Why a document could not be read, and where.
///
/// All wording is in `XMLError+Description.swift`.
package struct XMLError: Error, Hashable, Sendable {
  /// What went wrong, as facts.
  package enum Code: Hashable, Sendable {
    /// The file cannot be opened or read; the system's error number.
    case unreadable(errno: Int32)
    /// Not well-formed; libxml2's error number and message.
    case malformed(number: Int, message: String)
    /// The document ends inside an element, or before the first one.
    case truncated(message: String)
    /// Nothing is in the document.
    case empty
    /// The document begins with something else than markup; the first few characters.
    case notMarkup(String)
    /// The bytes are not what the encoding allows.
    case invalidEncoding(message: String)
    /// The encoding is unknown or not supported.
    case unsupportedEncoding(String)
    /// A DOCTYPE where none is allowed.
    case doctypeRefused
    /// An ampersand that is followed by what is not a reference; the first characters.
    case strayAmpersand(String)
    /// A reference to an entity that is not declared, or is external.
    case undeclaredEntity(String)
    /// A limit is exceeded.
    case limitExceeded(Limit, Int)
  }

  /// The limits that can be exceeded, named as in `XMLLimits`.
  package enum Limit: Hashable, Sendable {
    case bytes, depth, attributes, namespaces, nameLength, textLength, tokenLength
    case expandedCharacters, doctypeLength
  }

  /// What went wrong.
  package var code: Code

  /// The path of the file, or nil for bytes in memory.
  package var path: String?

  /// Where it went wrong, or nil if it has no place.
  package var position: XMLPosition?

  /// An error of its facts.
  package init(_ code: Code, path: String? = nil, position: XMLPosition? = nil) {
    self.code = code
    self.path = path
    self.position = position
  }
}
