internal import JSONCoding

/// Writes descriptions as JSON-LD (W3C Recommendation of 16 July 2020), prefixes in one `@context`.
struct JSONLDWriter {
  private var writer = JSONWriter(indentation: 2)

  init() {
    writer.beginObject()
    writer.name("@context")
    writer.beginObject()
    for (prefix, uri) in RDFNamespace.all {
      writer.name(prefix)
      writer.value(uri)
    }
    writer.endObject()
    writer.name("@graph")
    writer.beginArray()
  }

  /// Ends the document and gives it.
  consuming func finish() -> [UInt8] {
    var result = writer
    result.endArray()
    result.endObject()
    result.endLine()
    return result.bytes
  }

  /// Writes one description with its nodes.
  ///
  /// What comes up again after something else begins another object of the same identifier, so that the
  /// order of names is kept, which a JSON object alone cannot hold.
  mutating func write(_ description: RDFDescription) {
    guard description.uri != nil else { return writeObject(description) }
    var part = RDFDescription(uri: description.uri, type: description.type)
    var properties: Set<String> = []
    for statement in description.statements {
      let isContinued = part.statements.last?.property == statement.property
      if !isContinued, !properties.insert(statement.property).inserted {
        writeObject(part)
        part = RDFDescription(uri: description.uri)
        properties = [statement.property]
      }
      part.statements.append(statement)
    }
    writeObject(part)
  }

  private mutating func writeObject(_ description: RDFDescription) {
    writer.beginObject()
    if let uri = description.uri {
      writer.name("@id")
      writer.value(IRI.encoded(uri))
    }
    if let type = description.type {
      writer.name("@type")
      writer.value(type)
    }
    var properties: [String] = []
    // An object may have each name once (I-JSON), so that the values of one property are put together.
    for statement in description.statements where !properties.contains(statement.property) {
      properties.append(statement.property)
    }
    for property in properties {
      writer.name(property)
      writer.beginArray()
      for statement in description.statements where statement.property == property {
        write(statement.value)
      }
      writer.endArray()
    }
    writer.endObject()
  }

  private mutating func write(_ value: RDFValue) {
    switch value {
    case .resource(let uri): write(["@id": IRI.encoded(uri)])
    case .literal(let text, let language):
      write(
        language.isEmpty
          ? ["@value": text] : ["@value": text, "@language": LanguageTag.conventional(language)])
    case .typed(let text, let datatype):
      write(["@value": text, "@type": IRI.encoded(datatype)])
    case .boolean(let value): writer.value(value)
    case .list(let uris):
      writer.beginObject()
      writer.name("@list")
      writer.beginArray()
      for uri in uris { write(["@id": IRI.encoded(uri)]) }
      writer.endArray()
      writer.endObject()
    case .node(let node): writeObject(node)
    }
  }

  private mutating func write(_ members: KeyValuePairs<String, String>) {
    writer.beginObject()
    for (name, value) in members {
      writer.name(name)
      writer.value(value)
    }
    writer.endObject()
  }
}
