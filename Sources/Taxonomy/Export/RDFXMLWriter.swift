/// Writes descriptions as RDF/XML.
struct RDFXMLWriter {
  private var writer = XMLWriter()

  init() {
    writer.open("rdf:RDF", RDFNamespace.all.map { ("xmlns:\($0.prefix)", $0.uri) })
  }

  /// Writes one description with its nodes.
  mutating func write(_ description: RDFDescription) {
    let name = description.type ?? "rdf:Description"
    writer.open(name, description.uri.map { [("rdf:about", $0)] } ?? [])
    for statement in description.statements { write(statement.property, statement.value) }
    writer.close()
  }

  /// Ends the document.
  consuming func finish() -> [UInt8] {
    writer.close()
    return writer.bytes
  }

  private mutating func write(_ property: String, _ value: RDFValue) {
    switch value {
    case .resource(let uri):
      writer.element(property, [("rdf:resource", uri)])
    case .list(let uris):
      writer.open(property, [("rdf:parseType", "Collection")])
      for uri in uris { writer.element("rdf:Description", [("rdf:about", uri)]) }
      writer.close()
    case .literal(let text, let language):
      writer.element(
        property, language.isEmpty ? [] : [("xml:lang", LanguageTag.conventional(language))],
        text: text)
    case .typed(let text, let datatype):
      writer.element(property, [("rdf:datatype", datatype)], text: text)
    case .boolean(let value):
      writer.element(property, [("rdf:datatype", RDFNamespace.boolean)], text: "\(value)")
    case .node(let node) where node.type == nil:
      writer.open(property, [("rdf:parseType", "Resource")])
      for statement in node.statements { write(statement.property, statement.value) }
      writer.close()
    case .node(let node):
      writer.open(property)
      write(node)
      writer.close()
    }
  }
}
