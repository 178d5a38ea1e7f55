internal import System
internal import XMLReading

// MARK: - Nodes

extension RDFXMLParser {
  /// `xml:base` and `xml:lang` of an element over those of its parent.
  private mutating func scope(_ element: XMLStartTag) throws -> (base: Int, language: UInt16) {
    var base = frames.last?.base ?? 0
    var language = frames.last?.language ?? 0
    for attribute in element.attributes {
      switch RDFName(attribute.name) {
      case .base:
        let resolved = bases[base].resolving(attribute.value.array)
        guard resolved.count <= VocabularyLimits.identifierLength else {
          throw error(.excess(.identifierLength), element.location)
        }
        bases.append(IRIReference(resolved))
        base = bases.count - 1
      case .lang: language = self.language(attribute.value)
      default: break
      }
    }
    return (base, language)
  }

  mutating func startRoot(_ element: XMLStartTag) throws {
    if RDFName(element.name) == .rdf {
      let (base, language) = try scope(element)
      for attribute in element.attributes where !isAboutXML(attribute) {
        throw error(.forbiddenAttribute(attribute.localName.string), element.location)
      }
      frames.append(
        Frame(
          role: .document, subject: RDFNode(rawValue: 0), base: base, language: language, line: 0))
    } else {
      try startNode(element)
    }
  }

  /// A node inside a property or a list.
  mutating func startValue(_ element: XMLStartTag) throws {
    let index = frames.count - 1
    let owner = frames[index]
    if owner.role == .property {
      let isBlank = text.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
      guard isBlank, !owner.hasValue else { throw error(.severalNodes, element.location) }
      text.removeAll(keepingCapacity: true)
      frames[index].hasValue = true
    }
    let node = try startNode(element)
    if owner.role == .property {
      addStatement(owner, node)
      return
    }
    let cell = blanks.make()
    if let last = owner.lastCell {
      sink.add(last, terms.rest, cell, line: owner.line)
    } else {
      addStatement(owner, cell)
    }
    sink.add(cell, terms.first, node, line: owner.line)
    frames[index].lastCell = cell
  }

  mutating func endCollection(_ frame: Frame) {
    let end = RDFNode(iri: terms.nil)
    if let last = frame.lastCell {
      sink.add(last, terms.rest, end, line: frame.line)
    } else {
      addStatement(frame, end)
    }
  }

  @discardableResult
  mutating func startNode(_ element: XMLStartTag) throws -> RDFNode {
    let name = RDFName(element.name)
    if element.namespaceURI.isEmpty {
      throw error(.unqualifiedElement(element.localName.string), element.location)
    }
    if let name, name.isForbiddenForNode {
      throw error(.forbiddenNode(element.localName.string), element.location)
    }
    let (base, language) = try scope(element)
    let position = element.location.position
    let (subject, hasProperties) = try identify(element, base)
    sink.describe(subject, line: position.line, column: position.column)
    if name != .description {
      let type = iri(of: element.name, element.namespaceURI, element.localName)
      sink.add(subject, terms.type, RDFNode(iri: type), line: position.line)
    }
    if hasProperties {
      try addPropertyAttributes(element, subject, base, language, position.line)
    }
    frames.append(
      Frame(role: .node, subject: subject, base: base, language: language, line: position.line))
    return subject
  }

  /// The node that an element describes, and whether it has attributes that are properties.
  private mutating func identify(
    _ element: XMLStartTag, _ base: Int
  ) throws -> (RDFNode, hasProperties: Bool) {
    var subject: RDFNode?
    var hasProperties = false
    for attribute in element.attributes {
      let node: RDFNode
      switch RDFName(attribute.name) {
      case .about: node = RDFNode(iri: resolve(attribute.value, base: base))
      case .id: node = try makeID(attribute.value, base, element.location)
      case .nodeID:
        try checkName(attribute.value, element.location)
        node = blanks.node(named: attribute.value.array)
      case .base, .lang: continue
      default:
        hasProperties = true
        continue
      }
      if subject != nil {
        throw error(.conflictingAttributes("rdf:about, rdf:ID and rdf:nodeID"), element.location)
      }
      subject = node
    }
    return (subject ?? blanks.make(), hasProperties)
  }

  /// The node that an `rdf:ID` names, which must not have been named so before.
  private mutating func makeID(
    _ name: XMLBytes, _ base: Int, _ location: XMLLocation
  ) throws -> RDFNode {
    try checkName(name, location)
    noteDocumentBase(base)
    let number = intern(bases[base].resolving([UInt8(ascii: "#")] + name.array))
    guard usedIDs.insert(number).inserted else { throw error(.duplicateID(name.string), location) }
    return RDFNode(iri: number)
  }

  /// Makes sure that a name is an XML name without a colon.
  private func checkName(_ name: XMLBytes, _ location: XMLLocation) throws {
    guard XMLNameRules.isNCName(name.string) else {
      throw error(.invalidName(name.string), location)
    }
  }

  /// Whether an attribute belongs to XML, so that RDF passes over it.
  private func isAboutXML(_ attribute: XMLAttribute) -> Bool {
    switch RDFName(attribute.name) {
    case .base, .lang: true
    case nil:
      attribute.namespaceURI == "http://www.w3.org/XML/1998/namespace"
        || (attribute.namespaceURI.isEmpty
          && attribute.localName.string.lowercased().hasPrefix("xml"))
    default: false
    }
  }

  /// States the attributes of an element that are properties.
  private mutating func addPropertyAttributes(
    _ element: XMLStartTag, _ subject: RDFNode, _ base: Int, _ language: UInt16, _ line: Int
  ) throws {
    for attribute in element.attributes {
      switch RDFName(attribute.name) {
      case .about, .id, .nodeID, .base, .lang, .resource: continue
      case .type:
        let type = RDFNode(iri: resolve(attribute.value, base: base))
        sink.add(subject, terms.type, type, line: line)
      case nil:
        if isAboutXML(attribute) { continue }
        if attribute.namespaceURI.isEmpty {
          throw error(.unqualifiedAttribute(attribute.localName.string), element.location)
        }
        let property = iri(of: attribute.name, attribute.namespaceURI, attribute.localName)
        let text = attribute.value
        let literal = RDFLiteral(language: language, datatype: nil)
        sink.add(subject, property, text.span, literal, line: line)
      default:
        throw error(.forbiddenAttribute(attribute.localName.string), element.location)
      }
    }
  }
}

// MARK: - Properties

extension RDFXMLParser {
  /// What the attributes of a property say.
  private struct PropertyAttributes {
    var id: XMLBytes?
    var resource: XMLBytes?
    var nodeID: XMLBytes?
    var datatype: XMLBytes?
    var parseType: XMLBytes?
    var hasProperties = false
  }

  mutating func startProperty(_ element: XMLStartTag) throws {
    let name = RDFName(element.name)
    if let name, name.isForbiddenForProperty {
      throw error(.forbiddenProperty(element.localName.string), element.location)
    }
    let owner = frames.count - 1
    var predicate = iri(of: element.name, element.namespaceURI, element.localName)
    if element.namespaceURI.isEmpty {
      throw error(.unqualifiedElement(element.localName.string), element.location)
    }
    if name == .li {
      frames[owner].members += 1
      predicate = resources.number(of: RDFVocabulary.namespace + "_\(frames[owner].members)")
    }
    let subject = frames[owner].subject
    var frame = Frame(
      role: .property, subject: subject, predicate: predicate, base: frames[owner].base,
      language: frames[owner].language, line: element.location.line)
    text.removeAll(keepingCapacity: true)
    if element.attributes.count == 1, interpretOne(element.attributes[0], &frame) {
      frames.append(frame)
      return
    }
    if element.attributes.count > 0 {
      (frame.base, frame.language) = try scope(element)
      let attributes = try propertyAttributes(element)
      if let id = attributes.id {
        frame.reification = try makeID(id, frame.base, element.location)
      }
      try interpret(attributes, element, &frame)
    }
    frames.append(frame)
  }

  /// Interprets the only attribute of a property if it is one of the two that nearly all are.
  private mutating func interpretOne(_ attribute: XMLAttribute, _ frame: inout Frame) -> Bool {
    switch RDFName(attribute.name) {
    case .lang: frame.language = language(attribute.value)
    case .resource:
      frame.role = .emptyProperty
      let object = RDFNode(iri: resolve(attribute.value, base: frame.base))
      sink.add(frame.subject, frame.predicate, object, line: frame.line)
    default: return false
    }
    return true
  }

  private func propertyAttributes(_ element: XMLStartTag) throws -> PropertyAttributes {
    var result = PropertyAttributes()
    for attribute in element.attributes {
      switch RDFName(attribute.name) {
      case .base, .lang: break
      case .id: result.id = attribute.value
      case .resource: result.resource = attribute.value
      case .nodeID: result.nodeID = attribute.value
      case .datatype: result.datatype = attribute.value
      case .parseType: result.parseType = attribute.value
      case .type: result.hasProperties = true
      case nil: if !isAboutXML(attribute) { result.hasProperties = true }
      default:
        throw error(.forbiddenAttribute(attribute.localName.string), element.location)
      }
    }
    return result
  }

  /// Decides by its attributes what kind of property an element is.
  private mutating func interpret(
    _ attributes: PropertyAttributes, _ element: XMLStartTag, _ frame: inout Frame
  ) throws {
    let pointsElsewhere =
      attributes.resource != nil || attributes.nodeID != nil || attributes.hasProperties
    if let parseType = attributes.parseType {
      guard !pointsElsewhere, attributes.datatype == nil else {
        throw error(
          .conflictingAttributes("rdf:parseType and those that give a value"), element.location)
      }
      startParseType(parseType, element, &frame)
    } else if let datatype = attributes.datatype {
      guard !pointsElsewhere else {
        throw error(
          .conflictingAttributes("rdf:datatype and those that give a value"), element.location)
      }
      frame.datatype = resolve(datatype, base: frame.base)
    } else if pointsElsewhere {
      guard attributes.resource == nil || attributes.nodeID == nil else {
        throw error(.conflictingAttributes("rdf:resource and rdf:nodeID"), element.location)
      }
      frame.role = .emptyProperty
      let object: RDFNode
      if let resource = attributes.resource {
        object = RDFNode(iri: resolve(resource, base: frame.base))
      } else if let nodeID = attributes.nodeID {
        try checkName(nodeID, element.location)
        object = blanks.node(named: nodeID.array)
      } else {
        object = blanks.make()
      }
      addStatement(frame, object)
      if attributes.hasProperties {
        sink.describe(object, line: frame.line, column: 0)
        try addPropertyAttributes(element, object, frame.base, frame.language, frame.line)
      }
    }
  }

  private mutating func startParseType(
    _ parseType: XMLBytes, _ element: XMLStartTag, _ frame: inout Frame
  ) {
    if parseType == "Resource" {
      let node = blanks.make()
      addStatement(frame, node)
      frame.role = .resourceProperty
      frame.subject = node
      frame.members = 0
    } else if parseType == "Collection" {
      frame.role = .collection
    } else {
      frame.role = .xmlLiteral
      frame.datatype = terms.xmlLiteral
      frame.language = 0
      literal = CanonicalXMLWriter()
    }
  }

  // MARK: Statements

  mutating func addLiteral(_ frame: Frame) {
    let language = frame.datatype == nil ? frame.language : 0
    let literal = RDFLiteral(language: language, datatype: frame.datatype)
    // Taken out: what is lent of it would keep all of the parser from being changed.
    var text: [UInt8] = []
    swap(&text, &self.text)
    sink.add(frame.subject, frame.predicate, text.span, literal, line: frame.line)
    if let name = frame.reification {
      reify(frame, name)
      sink.add(name, terms.object, text.span, literal, line: frame.line)
    }
    text.removeAll(keepingCapacity: true)
    swap(&text, &self.text)
  }

  mutating func addStatement(_ frame: Frame, _ object: RDFNode) {
    sink.add(frame.subject, frame.predicate, object, line: frame.line)
    if let name = frame.reification {
      reify(frame, name)
      sink.add(name, terms.object, object, line: frame.line)
    }
  }

  private mutating func reify(_ frame: Frame, _ name: RDFNode) {
    sink.add(name, terms.type, RDFNode(iri: terms.statement), line: frame.line)
    sink.add(name, terms.subject, frame.subject, line: frame.line)
    sink.add(name, terms.predicate, RDFNode(iri: frame.predicate), line: frame.line)
  }
}
