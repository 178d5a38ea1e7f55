/// Writes descriptions as N-Triples (W3C Recommendation of 25 February 2014), one statement a line.
struct NTriplesWriter {
  private(set) var bytes: [UInt8] = []
  private var blankCount = 0

  /// Writes one description with its nodes.
  mutating func write(_ description: RDFDescription) {
    _ = node(description)
  }

  /// Writes the statements about a node and gives its name.
  private mutating func node(_ description: RDFDescription) -> String {
    let subject = description.uri.map(Self.iri) ?? makeBlank()
    if let type = description.type {
      line(subject, "rdf:type", Self.iri(RDFNamespace.expanded(type)))
    }
    for statement in description.statements {
      switch statement.value {
      case .resource(let uri): line(subject, statement.property, Self.iri(uri))
      case .literal(let text, let language):
        let tag = language.isEmpty ? "" : "@" + LanguageTag.conventional(language)
        line(subject, statement.property, Self.quoted(text) + tag)
      case .typed(let text, let datatype):
        line(subject, statement.property, Self.quoted(text) + "^^" + Self.iri(datatype))
      case .boolean(let value):
        line(subject, statement.property, "\"\(value)\"^^" + Self.iri(RDFNamespace.boolean))
      case .list(let uris): line(subject, statement.property, list(uris))
      case .node(let inner): line(subject, statement.property, node(inner))
      }
    }
    return subject
  }

  private mutating func list(_ uris: [String]) -> String {
    var rest = Self.iri(RDFNamespace.expanded("rdf:nil"))
    // A list is built from its end: each cell names the rest.
    for uri in uris.reversed() {
      let cell = makeBlank()
      line(cell, "rdf:first", Self.iri(uri))
      line(cell, "rdf:rest", rest)
      rest = cell
    }
    return rest
  }

  private mutating func makeBlank() -> String {
    // Numbered through the whole document: a label of a node holds in all of its lines.
    blankCount += 1
    return "_:b\(blankCount)"
  }

  private mutating func line(_ subject: String, _ property: String, _ object: String) {
    let predicate = Self.iri(RDFNamespace.expanded(property))
    bytes.append(contentsOf: "\(subject) \(predicate) \(object) .\n".utf8)
  }

  private static func iri(_ uri: String) -> String { "<\(IRI.encoded(uri))>" }

  private static func quoted(_ text: String) -> String { "\"\(TurtleText.escaped(text))\"" }
}

/// Text as strings of Turtle and N-Triples hold it.
enum TurtleText {
  /// The text with quotes, backslashes and control characters escaped.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      case 10: bytes += Array("\\n".utf8)
      case 13: bytes += Array("\\r".utf8)
      case 9: bytes += Array("\\t".utf8)
      case 0..<32:
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
