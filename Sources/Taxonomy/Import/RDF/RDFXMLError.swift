internal import XMLReading

/// Why a well-formed document is not RDF/XML.
struct RDFXMLError: Error, Hashable, CustomStringConvertible {
  /// The rule that is broken, with the offending name.
  enum Code: Hashable {
    case forbiddenNode(String)
    case forbiddenProperty(String)
    case forbiddenAttribute(String)
    case unqualifiedElement(String)
    case unqualifiedAttribute(String)
    case conflictingAttributes(String)
    case invalidName(String)
    case duplicateID(String)
    case strayText
    case severalNodes
    case contentInEmptyProperty
    case excess(VocabularyExcess)
  }

  var code: Code
  var path: String?
  var line: Int
  var column: Int

  var description: String {
    (path.map { $0 + ":" } ?? "") + "\(line):\(column): error: \(message)"
      + (hint.map { "\nHint: " + $0 } ?? "")
  }

  private var message: String {
    switch code {
    case .forbiddenNode(let name): "'\(name)' cannot be the name of a node in RDF/XML"
    case .forbiddenProperty(let name): "'\(name)' cannot be the name of a property in RDF/XML"
    case .forbiddenAttribute(let name): "the attribute '\(name)' is not allowed here in RDF/XML"
    case .unqualifiedElement(let name): "the element '\(name)' has no namespace"
    case .unqualifiedAttribute(let name): "the attribute '\(name)' has no namespace"
    case .conflictingAttributes(let names): "the attributes \(names) exclude each other"
    case .invalidName(let name): "'\(name)' is not a name as rdf:ID and rdf:nodeID need one"
    case .duplicateID(let id): "the rdf:ID '\(id)' is used twice"
    case .strayText: "text is only allowed inside a property"
    case .severalNodes: "a property has more than one value, or text beside a node"
    case .contentInEmptyProperty: "a property with a value in its attributes must be empty"
    case .excess(let excess): excess.message
    }
  }

  private var hint: String? {
    switch code {
    case .unqualifiedAttribute("lang"): "write xml:lang."
    case .unqualifiedElement, .unqualifiedAttribute:
      "declare the namespace with xmlns:prefix=\"…\" and write the prefix before the name."
    case .duplicateID: "write rdf:about=\"#…\" to say more about the same resource."
    case .severalNodes: "write the property once for each value."
    case .excess(let excess): excess.remedy
    default: nil
    }
  }
}
