internal import Model
internal import XMLReading

/// Reads Parlance vocabulary XML into a builder; see `Documentation/VocabularyFormats.md`.
///
/// What the format does not allow is a finding with its place and a remedy, and is left out; the
/// rest is read on.
struct ParlanceXMLHandler: XMLHandler {
  /// An open element.
  struct Frame {
    var element: ParlanceName
    /// The scheme, concept or collection that the element is, or belongs to.
    var subject: VocabularyBuilder.Entity?
    /// The scheme that encloses the element.
    var scheme: VocabularyBuilder.Entity?
    var language: String
    var keepsSpace: Bool
  }

  let context: DialectContext
  var frames: [Frame] = []
  var base = ""
  var text: [UInt8] = []
  var pending: ParlanceText?
  private var skippedDepth = 0

  init(context: DialectContext) {
    self.context = context
  }

  mutating func startElement(_ tag: XMLStartTag) throws {
    guard skippedDepth == 0 else {
      skippedDepth += 1
      return
    }
    let position = context.position(tag.location)
    try context.checkLimits(at: position)
    guard let element = ParlanceName(tag.name), accepts(element, tag, at: position) else {
      if ParlanceName(tag.name)?.isElement != true { reportUnknown(tag, at: position) }
      skippedDepth = 1
      return
    }
    let parent = frames.last
    let attributes = ParlanceAttributes(
      tag, of: element, in: parent?.element, at: position, context: context)
    frames.append(
      Frame(
        element: element, subject: parent?.subject, scheme: parent?.scheme,
        language: attributes[.language] ?? parent?.language ?? "",
        keepsSpace: attributes[.space].map { $0 == "preserve" } ?? parent?.keepsSpace ?? false))
    switch element {
    case .vocabulary:
      base = attributes[.base] ?? ""
      if let version = attributes[.version] { context.builder.setVersion(version) }
    case .scheme: beginScheme(attributes)
    case .concept: beginConcept(attributes)
    case .collection: beginCollection(attributes)
    case _ where element.holdsText: beginText(element, attributes)
    default: addLink(element, attributes)
    }
  }

  mutating func endElement(_ tag: XMLEndTag) throws {
    guard skippedDepth == 0 else {
      skippedDepth -= 1
      return
    }
    if let pending { end(pending) }
    pending = nil
    frames.removeLast()
  }

  mutating func comment(_ text: XMLBytes, at location: XMLLocation) {
    context.ignore("A comment", at: context.position(location))
  }

  mutating func characters(_ text: XMLBytes, at location: XMLLocation) throws {
    guard skippedDepth == 0 else { return }
    if pending != nil {
      text.append(to: &self.text)
    } else if !text.isBlank, let element = frames.last?.element {
      context.report(
        DocumentRule.unexpectedText, .error, at: context.position(location),
        "text \"\(TextNormalization.collapsed(text.prefix(40)))\" directly in <\(element.written)>",
        remedy: "put it into an element, such as <name> or <note>")
    }
  }
}

// MARK: - Elements in their places

extension ParlanceXMLHandler {
  /// Whether the element may stand here; a finding if not.
  private func accepts(
    _ element: ParlanceName, _ tag: XMLStartTag, at position: SourcePosition
  ) -> Bool {
    guard element.isElement else { return false }
    guard let parent = frames.last?.element else { return element == .vocabulary }
    if parent.mayHold(element) { return true }
    let allowed = parent.children.map { "<\($0.written)>" }.joined(separator: ", ")
    context.report(
      DocumentRule.unexpectedElement, .error, at: position,
      "<\(element.written)> is not allowed in <\(parent.written)>",
      remedy: allowed.isEmpty
        ? "close <\(parent.written)> first: it holds no elements" : "allowed are \(allowed)")
    return false
  }

  private func reportUnknown(_ tag: XMLStartTag, at position: SourcePosition) {
    let name = tag.localName.string
    let namespace = tag.namespaceURI.string
    if !namespace.isEmpty, namespace != ParlanceName.namespace {
      context.ignore("<\(name)> of namespace \"\(namespace)\"", at: position)
      return
    }
    let allowed = (frames.last?.element.children ?? [.vocabulary]).map(\.written)
    var remedy = "allowed here: \(allowed.joined(separator: ", "))"
    if namespace.isEmpty, allowed.contains(name) {
      remedy = "declare the namespace: xmlns=\"\(ParlanceName.namespace)\""
    } else if let nearest = TextNormalization.nearest(to: name, among: allowed) {
      remedy = "did you mean <\(nearest)>?"
    }
    context.report(
      DocumentRule.unexpectedElement, .error, at: position,
      "<\(name)> is not an element of Parlance vocabulary XML", remedy: remedy)
  }

  /// The entity of an identifier: an absolute URI, or one that follows the base.
  func entity(
    _ identifier: String, at position: SourcePosition
  ) -> VocabularyBuilder.Entity? {
    if Self.isAbsolute(identifier) { return context.builder.entity(identifier) }
    if !base.isEmpty, !identifier.isEmpty { return context.builder.entity(base + identifier) }
    context.report(
      DocumentRule.invalidValue, .error, at: position,
      "the identifier \"\(identifier)\" is \(identifier.isEmpty ? "empty" : "relative")",
      remedy: identifier.isEmpty
        ? "write an identifier, such as \"type/brochure\""
        : "write an absolute URI, or give <vocabulary> a base=\"https://…/\"")
    return nil
  }

  /// Whether the identifier starts with a URI scheme (RFC 3986, section 3.1).
  static func isAbsolute(_ identifier: String) -> Bool {
    var isFirst = true
    for byte in identifier.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
      case UInt8(ascii: ":"): return !isFirst
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        if isFirst { return false }
      default: return false
      }
      isFirst = false
    }
    return false
  }
}

// MARK: - Schemes and concepts

extension ParlanceXMLHandler {
  private mutating func beginScheme(_ attributes: ParlanceAttributes) {
    let position = attributes.position
    guard let id = attributes[.id], let scheme = entity(id, at: position) else { return }
    let assignment = attributes.choice(.assign, among: ConceptScheme.Assignment.wireNames)
      .flatMap(ConceptScheme.Assignment.init(wireName:))
    context.builder.declareScheme(
      scheme, key: attributes[.facet], assignment: assignment, at: position)
    if let version = attributes[.version] { context.builder.setVersion(version, of: scheme) }
    attributes.ignoreRemark()
    frames[frames.count - 1].subject = scheme
    frames[frames.count - 1].scheme = scheme
  }

  private mutating func beginCollection(_ attributes: ParlanceAttributes) {
    let position = attributes.position
    // Without an identifier what is in it belongs to nothing, least of all to what is around it.
    frames[frames.count - 1].subject = nil
    guard let id = attributes[.id], let collection = entity(id, at: position) else { return }
    context.builder.declareCollection(
      collection, isOrdered: attributes.flag(.ordered) ?? false, at: position)
    attributes.ignoreRemark()
    if let scheme = frames[frames.count - 1].scheme {
      context.builder.addScheme(scheme, ofCollection: collection)
    }
    frames[frames.count - 1].subject = collection
  }

  private mutating func beginConcept(_ attributes: ParlanceAttributes) {
    let position = attributes.position
    let parent = frames[frames.count - 2]
    // Without an identifier what is in it belongs to nothing, least of all to what is around it.
    frames[frames.count - 1].subject = nil
    guard let id = attributes[.id], let concept = entity(id, at: position) else { return }
    context.declareConcept(concept, at: position)
    frames[frames.count - 1].subject = concept
    let isTop = attributes.flag(.top) ?? (parent.element == .scheme)
    if let scheme = frames[frames.count - 1].scheme {
      context.builder.addRelation(
        isTop ? .topOf : .scheme, from: concept, to: scheme, line: Int(position.line))
    }
    if parent.element == .concept, let broader = parent.subject {
      context.builder.addRelation(
        .broader, from: concept, to: broader, line: Int(position.line),
        column: Int(position.column))
    }
    if let deprecated = attributes[.deprecated] {
      deprecate(concept, deprecated, at: position)
    }
    if attributes.flag(.compound) == true { context.builder.makeCompound(concept) }
    if let status = attributes.choice(.status, among: ConceptStatus.wireNames) {
      context.builder.setStatus(ConceptStatus(wireName: status), of: concept)
    }
    attributes.keepRemark(of: concept)
  }

  private func deprecate(
    _ concept: VocabularyBuilder.Entity, _ value: String, at position: SourcePosition
  ) {
    switch value {
    case "true": context.builder.deprecate(concept)
    case "false": break
    default:
      if let date = CalendarDate(value) {
        context.builder.deprecate(concept, since: date)
      } else {
        context.report(
          DocumentRule.invalidValue, .error, at: position, concept: concept,
          "\"\(value)\" as deprecated is neither a date nor true",
          remedy: "write the date as YYYY, YYYY-MM or YYYY-MM-DD, or true if it is not known")
      }
    }
  }

  private func addLink(_ element: ParlanceName, _ attributes: ParlanceAttributes) {
    guard let concept = frames.last?.subject else { return }
    switch frames.dropLast().last?.element {
    case .collection:
      attributes.ignoreRemark()
      return addLink(element, attributes, toCollection: concept)
    case .scheme:
      attributes.ignoreRemark()
      return addTopConcept(attributes, of: concept)
    default: break
    }
    attributes.keepRemark(of: concept)
    if element == .match {
      addMapping(attributes, to: concept)
      return
    }
    let position = attributes.position
    guard let ref = attributes[.ref], let target = entity(ref, at: position) else { return }
    // What is pointed to relatively is the vocabulary's own, and must be defined in it.
    if !Self.isAbsolute(ref) { context.builder.referToOwn(target) }
    let (line, column) = (Int(position.line), Int(position.column))
    switch element {
    case .related:
      context.builder.addRelation(.related, from: concept, to: target, line: line, column: column)
    case .broader, .narrower:
      let kind = attributes.choice(.kind, among: HierarchyKind.wireNames)
        .flatMap(HierarchyKind.init(wireName:))
      context.builder.addRelation(
        element == .broader ? .broader : .narrower, from: concept, to: target,
        of: kind ?? .unspecified, line: line, column: column)
    case .part:
      context.builder.addRelation(.part, from: concept, to: target, line: line, column: column)
    case .membership:
      context.builder.addRelation(
        attributes.flag(.top) == true ? .topOf : .scheme, from: concept, to: target, line: line,
        column: column)
    case .successor:
      let origin = attributes.choice(.origin, among: Successor.Origin.wireNames)
        .flatMap(Successor.Origin.init(wireName:))
      context.builder.addSuccessor(
        target, to: concept, on: attributes.date(.date), when: attributes[.condition] ?? "",
        origin: origin ?? .stated, line: line, column: column)
    default: break
    }
  }

  /// Makes what is defined elsewhere, or outside of the vocabulary, a top concept of a scheme.
  private func addTopConcept(
    _ attributes: ParlanceAttributes, of scheme: VocabularyBuilder.Entity
  ) {
    let position = attributes.position
    guard let ref = attributes[.ref], let concept = entity(ref, at: position) else { return }
    if !Self.isAbsolute(ref) { context.builder.referToOwn(concept) }
    context.builder.addRelation(
      .topOf, from: concept, to: scheme, line: Int(position.line), column: Int(position.column))
  }

  private func addLink(
    _ element: ParlanceName, _ attributes: ParlanceAttributes,
    toCollection collection: VocabularyBuilder.Entity
  ) {
    let position = attributes.position
    guard let ref = attributes[.ref], let target = entity(ref, at: position) else { return }
    if !Self.isAbsolute(ref) { context.builder.referToOwn(target) }
    if element == .member {
      context.builder.addMember(
        target, to: collection, line: Int(position.line), column: Int(position.column))
    } else {
      context.builder.addScheme(target, ofCollection: collection)
    }
  }

  private func addMapping(_ attributes: ParlanceAttributes, to concept: VocabularyBuilder.Entity) {
    guard let type = attributes.choice(.type, among: ConceptMapping.Kind.wireNames),
      let kind = ConceptMapping.Kind(wireName: type), let href = attributes[.href]
    else { return }
    guard Self.isAbsolute(href) else {
      context.report(
        DocumentRule.invalidValue, .error, at: attributes.position, concept: concept,
        "\"\(href)\" as href is not an absolute URI", remedy: "write the whole URI, http://…")
      return
    }
    context.builder.addMapping(ConceptMapping(kind, uri: href), to: concept)
  }
}
