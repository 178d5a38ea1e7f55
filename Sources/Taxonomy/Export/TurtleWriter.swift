/// Writes descriptions as Turtle (W3C Recommendation of 25 February 2014).
struct TurtleWriter {
  private(set) var bytes: [UInt8] = []

  init() {
    for (prefix, uri) in RDFNamespace.all { append("@prefix \(prefix): <\(uri)> .\n") }
  }

  /// Writes one description with its nodes.
  mutating func write(_ description: RDFDescription) {
    append("\n")
    if let uri = description.uri {
      appendIRI(uri)
      append(" ")
      appendStatements(of: description, depth: 1)
      append(" .\n")
    } else {
      append("[] ")
      appendStatements(of: description, depth: 1)
      append(" .\n")
    }
  }

  private mutating func appendStatements(of description: RDFDescription, depth: Int) {
    var isFirst = true
    if let type = description.type {
      append("a \(type)")
      isFirst = false
    }
    for statement in description.statements {
      if !isFirst {
        append(" ;\n")
        for _ in 0..<depth { append("  ") }
      }
      isFirst = false
      append("\(statement.property) ")
      append(statement.value, depth: depth)
    }
  }

  private mutating func append(_ value: RDFValue, depth: Int) {
    switch value {
    case .resource(let uri): appendIRI(uri)
    // Turtle reads a bare word as `xsd:boolean`; in quotes it would be a text.
    case .boolean(let value): append("\(value)")
    case .list(let uris):
      append("(")
      for uri in uris {
        append(" ")
        appendIRI(uri)
      }
      append(" )")
    case .literal(let text, let language):
      appendString(text)
      if !language.isEmpty { append("@\(LanguageTag.conventional(language))") }
    case .typed(let text, let datatype):
      appendString(text)
      append("^^")
      appendIRI(datatype)
    case .node(let node):
      append("[ ")
      appendStatements(of: node, depth: depth + 1)
      append(" ]")
    }
  }

  private mutating func append(_ string: String) {
    bytes.append(contentsOf: string.utf8)
  }

  /// Writes an IRI; what an IRI cannot hold is percent-encoded.
  private mutating func appendIRI(_ uri: String) { append("<\(IRI.encodedForTurtle(uri))>") }

  private mutating func appendString(_ text: String) {
    append("\"\(TurtleText.escaped(text))\"")
  }
}
