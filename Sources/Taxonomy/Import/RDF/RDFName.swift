internal import XMLReading

/// The names that mean something to RDF/XML, in its namespace or, for old attributes, in none.
enum RDFName: UInt32, XMLKnownName {
  case rdf, description, id, about, nodeID, resource, datatype, parseType, li, type
  case aboutEach, aboutEachPrefix, bagID
  case base, lang

  static let names = XMLNames(RDFName.self)

  var namespaceURIs: [String] {
    switch self {
    case .base, .lang: ["http://www.w3.org/XML/1998/namespace"]
    case .id, .about, .resource, .parseType, .type: [RDFVocabulary.namespace, ""]
    default: [RDFVocabulary.namespace]
    }
  }

  /// The names in files, in the order of the cases: renaming a case must not rename an element.
  static let localNames = [
    "RDF", "Description", "ID", "about", "nodeID", "resource", "datatype", "parseType", "li",
    "type",
    "aboutEach", "aboutEachPrefix", "bagID", "base", "lang",
  ]

  /// Whether an element that stands for a node must not have this name.
  var isForbiddenForNode: Bool {
    switch self {
    case .description, .type, .base, .lang: false
    default: true
    }
  }

  /// Whether an element that stands for a property must not have this name.
  var isForbiddenForProperty: Bool {
    switch self {
    case .li, .type, .base, .lang: false
    default: true
    }
  }
}
