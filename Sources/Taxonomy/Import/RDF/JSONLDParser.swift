internal import JSONCoding

/// Turns a document of JSON-LD into statements.
///
/// It follows "JSON-LD 1.1" (W3C 2020) as far as `JSONLDContext` goes. JSON is read as a whole and its
/// values do not say where they stand, so that what is found in it names no lines.
struct JSONLDParser<Sink: RDFSink> {
  /// Takes the statements.
  var sink: Sink
  /// Numbers the IRIs.
  var resources: ByteInterner
  private(set) var languages = LanguageTags()
  private(set) var blanks = BlankNodes()
  private let terms: RDFTermNumbers

  private static var xsd: String { TurtleScanner.xsd }

  /// Makes a parser.
  ///
  /// - Parameters:
  ///   - sink: takes the statements.
  ///   - resources: numbers the IRIs, and may know some.
  init(sink: Sink, resources: consuming ByteInterner) {
    self.sink = sink
    var interner = resources
    terms = RDFTermNumbers(&interner)
    self.resources = interner
  }

  /// Reads the whole document.
  mutating func parse(_ document: JSONValue, _ context: JSONLDContext) throws(JSONLDError) {
    switch document {
    case .array(let nodes):
      for node in nodes { try parse(node, context) }
    case .object(let object):
      let isGraphAlone = object.members.allSatisfy { ["@context", "@graph"].contains($0.name) }
      guard isGraphAlone, let graph = object["@graph"] else {
        _ = try readNode(object, context)
        return
      }
      let inner = try object["@context"].map { value throws(JSONLDError) in
        try context.adding(value)
      }
      try parse(graph, inner ?? context)
    default: throw JSONLDError("a node must be an object")
    }
  }

  // MARK: Nodes

  private mutating func readNode(
    _ object: JSONObject, _ outer: JSONLDContext
  ) throws(JSONLDError) -> RDFNode {
    var context = outer
    if let value = object["@context"] { context = try outer.adding(value) }
    // A context may give `@id` another name.
    let id = object.members.first { context.expanded($0.name) == "@id" }?.value.string
    let node = id.map { self.node(context.identifier($0)) } ?? blanks.make()
    sink.describe(node, line: 1, column: 1)
    for member in object.members {
      try readMember(member, of: node, context)
    }
    return node
  }

  private mutating func readMember(
    _ member: JSONObject.Member, of node: RDFNode, _ context: JSONLDContext
  ) throws(JSONLDError) {
    let property = context.expanded(member.name)
    if let excess = resources.excess { throw JSONLDError(excess) }
    switch property {
    case "@id", "@context", "@index": return
    case "@type":
      for name in member.value.strings ?? [] {
        let type = context.expandedType(name)
        if !type.isEmpty { sink.add(node, terms.type, self.node(type), line: 0) }
      }
    case "@graph", "@included": try parse(member.value, context)
    case "@reverse":
      for inverse in member.value.object?.members ?? [] {
        let predicate = resources.number(of: context.expanded(inverse.name))
        try readReverse(inverse.value, predicate, node, context)
      }
    default:
      // JSON-LD leaves out what stands for no IRI; blank nodes are no properties in RDF.
      guard property.contains(":"), !property.hasPrefix("_:") else { return }
      let predicate = resources.number(of: property)
      let term = context.meaning(of: member.name) ?? JSONLDContext.Term(iri: property)
      if term.isReverse {
        try readReverse(member.value, predicate, node, context)
      } else {
        try read(member.value, term, context, node, predicate)
      }
    }
  }

  private mutating func readReverse(
    _ value: JSONValue, _ predicate: UInt32, _ object: RDFNode, _ context: JSONLDContext
  ) throws(JSONLDError) {
    for value in value.array ?? [value] {
      switch value {
      case .string(let iri): sink.add(node(context.identifier(iri)), predicate, object, line: 0)
      case .object(let inner):
        sink.add(try readNode(inner, context), predicate, object, line: 0)
      default: throw JSONLDError("what is reversed must be a node")
      }
    }
  }

  // MARK: Values

  private mutating func read(
    _ value: JSONValue, _ term: JSONLDContext.Term, _ context: JSONLDContext, _ subject: RDFNode,
    _ predicate: UInt32
  ) throws(JSONLDError) {
    if term.container.contains("@list"), value.object?["@list"] == nil {
      let head = try readList(value.array ?? [value], term, context)
      sink.add(subject, predicate, head, line: 0)
    } else if term.container.contains("@language"), let map = value.object {
      for member in map.members {
        for text in member.value.strings ?? [] {
          let tag = member.name == "@none" ? "" : member.name
          add(text, language: tag, subject, predicate)
        }
      }
    } else if term.container.contains("@index"), let map = value.object {
      for member in map.members { try readEach(member.value, term, context, subject, predicate) }
    } else {
      try readEach(value, term, context, subject, predicate)
    }
  }

  private mutating func readEach(
    _ value: JSONValue, _ term: JSONLDContext.Term, _ context: JSONLDContext, _ subject: RDFNode,
    _ predicate: UInt32
  ) throws(JSONLDError) {
    switch value {
    case .null: break
    case .array(let values):
      for value in values { try readEach(value, term, context, subject, predicate) }
    case .object(let object):
      try readObject(object, term, context, subject, predicate)
    case .string(let text): addString(text, term, context, subject, predicate)
    case .bool(let value):
      add("\(value)", datatype: term.datatype ?? Self.xsd + "boolean", subject, predicate)
    case .integer(let value):
      add("\(value)", datatype: term.datatype ?? Self.xsd + "integer", subject, predicate)
    case .number(let value):
      add("\(value)", datatype: term.datatype ?? Self.xsd + "double", subject, predicate)
    }
  }

  private mutating func addString(
    _ text: String, _ term: JSONLDContext.Term, _ context: JSONLDContext, _ subject: RDFNode,
    _ predicate: UInt32
  ) {
    switch term.type {
    case "@id": sink.add(subject, predicate, node(context.identifier(text)), line: 0)
    case "@vocab":
      let name = context.expandedType(text)
      if !name.isEmpty { sink.add(subject, predicate, node(name), line: 0) }
    case _ where term.datatype != nil: add(text, datatype: term.datatype, subject, predicate)
    default: add(text, language: term.language ?? context.language, subject, predicate)
    }
  }

  private mutating func readObject(
    _ object: JSONObject, _ term: JSONLDContext.Term, _ context: JSONLDContext, _ subject: RDFNode,
    _ predicate: UInt32
  ) throws(JSONLDError) {
    func member(_ keyword: String) -> JSONValue? {
      object.members.first { context.expanded($0.name) == keyword }?.value
    }
    if let value = member("@value") {
      try addValue(value, member("@type")?.string, member("@language")?.string, context)(
        &self, subject, predicate)
    } else if let list = member("@list") {
      let head = try readList(list.array ?? [list], term, context)
      sink.add(subject, predicate, head, line: 0)
    } else if let set = member("@set") {
      try readEach(set, term, context, subject, predicate)
    } else {
      sink.add(subject, predicate, try readNode(object, context), line: 0)
    }
  }

  /// What adds the literal of a value object.
  private func addValue(
    _ value: JSONValue, _ type: String?, _ language: String?, _ context: JSONLDContext
  ) throws(JSONLDError) -> (inout JSONLDParser, RDFNode, UInt32) -> Void {
    let text: String
    var datatype = type.map(context.expanded)
    switch value {
    case .string(let string): text = string
    case .bool(let value):
      text = "\(value)"
      datatype = datatype ?? Self.xsd + "boolean"
    case .integer(let value):
      text = "\(value)"
      datatype = datatype ?? Self.xsd + "integer"
    case .number(let value):
      text = "\(value)"
      datatype = datatype ?? Self.xsd + "double"
    case .null: return { _, _, _ in }
    default: throw JSONLDError("a @value must be a string, a number, true or false")
    }
    return { parser, subject, predicate in
      if let datatype {
        parser.add(text, datatype: datatype, subject, predicate)
      } else {
        parser.add(text, language: language ?? "", subject, predicate)
      }
    }
  }

  private mutating func readList(
    _ values: [JSONValue], _ term: JSONLDContext.Term, _ context: JSONLDContext
  ) throws(JSONLDError) -> RDFNode {
    let end = RDFNode(iri: terms.nil)
    var head = end
    var last: RDFNode?
    for value in values where value != .null {
      let cell = blanks.make()
      if let last { sink.add(last, terms.rest, cell, line: 0) } else { head = cell }
      try readEach(value, term, context, cell, terms.first)
      last = cell
    }
    if let last { sink.add(last, terms.rest, end, line: 0) }
    return head
  }

  // MARK: Terms

  private mutating func node(_ name: String) -> RDFNode {
    guard name.hasPrefix("_:") else { return RDFNode(iri: resources.number(of: name)) }
    return blanks.node(named: Array(name.utf8))
  }

  private mutating func add(
    _ text: String, language: String = "", datatype: String? = nil, _ subject: RDFNode,
    _ predicate: UInt32
  ) {
    let number = languages.number(of: Array(language.utf8))
    let type = datatype.map { resources.number(of: $0) }
    let bytes = text.utf8Span
    let literal = RDFLiteral(language: number, datatype: type)
    sink.add(subject, predicate, bytes.span, literal, line: 0)
  }
}

extension RDFStatements {
  /// The statements of a document of JSON-LD.
  ///
  /// - Throws: `VocabularyTextError`, or what reading the file throws.
  static func ofJSONLD(
    _ input: XMLInput, resources: consuming ByteInterner, textStart: Int
  ) throws -> RDFStatements {
    let bytes = try input.text()
    let document: JSONValue
    do {
      document = try JSONReader.value(of: bytes)
    } catch {
      throw VocabularyTextError(
        path: input.path, line: error.line, column: error.column, message: "\(error)")
    }
    var parser = JSONLDParser(
      sink: RDFStatementStore(textStart: textStart, documentSize: bytes.count),
      resources: resources)
    do {
      try parser.parse(document, JSONLDContext(base: base(ofDocument: input.path)))
    } catch {
      throw VocabularyTextError(path: input.path, message: error.message, hint: error.hint)
    }
    return RDFStatements(
      store: parser.sink, resources: parser.resources, languages: parser.languages.tags,
      blankCount: parser.blanks.count)
  }
}
