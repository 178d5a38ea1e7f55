/// A resource with statements about it, as SKOS RDF/XML and Turtle are written from.
struct RDFDescription {
  /// The URI; `nil` for a blank node.
  var uri: String?
  /// The class as a prefixed name.
  var type: String?
  /// The statements in order.
  var statements: [RDFStatement] = []

  mutating func add(_ property: String, _ value: RDFValue) {
    statements.append(RDFStatement(property: property, value: value))
  }
}

/// A property as a prefixed name, with its value.
struct RDFStatement {
  var property: String
  var value: RDFValue
}

/// The object of a statement.
enum RDFValue {
  case resource(String)
  case literal(String, language: String)
  /// A literal of a datatype, given by its URI.
  case typed(String, datatype: String)
  case boolean(Bool)
  /// An RDF list of resources.
  case list([String])
  indirect case node(RDFDescription)
}

/// The namespaces that exports use, with their prefixes.
enum RDFNamespace {
  static let parlance = "urn:parlance:vocabulary:1#"
  static let all: [(prefix: String, uri: String)] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skosxl", "http://www.w3.org/2008/05/skos-xl#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("iso-thes", "http://purl.org/iso25964/skos-thes#"),
    ("p", parlance),
  ]
  static let date = "http://www.w3.org/2001/XMLSchema#date"
  static let boolean = "http://www.w3.org/2001/XMLSchema#boolean"

  /// The IRI of a prefixed name of these namespaces.
  static func expanded(_ name: String) -> String {
    guard let colon = name.firstIndex(of: ":"),
      let namespace = all.first(where: { $0.prefix == name[..<colon] })
    else { return name }
    return namespace.uri + name[name.index(after: colon)...]
  }
}
