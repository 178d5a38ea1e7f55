internal import JSONCoding

/// What the names of a JSON-LD document mean: its `@context`, as far as vocabularies need it.
///
/// Contexts are taken from the document alone. Not known, and refused by name: remote contexts,
/// `@import`, `@propagate`, `@protected` meanings, scoped contexts, and containers of graphs, types and
/// identifiers.
struct JSONLDContext {
  /// A term of the document.
  struct Term {
    var iri: String
    var type: String?
    /// The language of its strings; nil if it states none, empty if it states that they have none.
    var language: String?
    var container: Set<String> = []
    var isReverse = false

    /// The datatype of its literals; `@id` and the like are none, and speak of strings alone.
    var datatype: String? { type.flatMap { $0.hasPrefix("@") ? nil : $0 } }
  }

  var base: String
  private(set) var hasBase = false
  private(set) var vocabulary: String?
  private(set) var language = ""
  /// The terms of this context alone; nil is a term that means nothing.
  private var terms: [String: Term?] = [:]
  /// The terms of the contexts around it: they are shared, not copied for each node.
  private var outer: Scope?

  /// The terms of a context that others stand in.
  private final class Scope: Sendable {
    let terms: [String: Term?]
    let outer: Scope?

    init(_ terms: [String: Term?], _ outer: Scope?) {
      self.terms = terms
      self.outer = outer
    }
  }

  /// How many terms may be made of one another.
  private static let depthLimit = 64

  init(base: String) { self.base = base }

  /// What a name stands for; nil if it is no term, or one that means nothing.
  func meaning(of name: String) -> Term? { entry(of: name) ?? nil }

  /// What a name stands for, and nil if it is no term; a term that means nothing is one, too.
  private func entry(of name: String) -> Term?? {
    if let known = terms[name] { return known }
    var scope = outer
    while let current = scope {
      if let known = current.terms[name] { return known }
      scope = current.outer
    }
    return nil
  }

  /// The same with what a `@context` says.
  ///
  /// - Throws: `JSONLDError` for what is not known.
  func adding(_ value: JSONValue) throws(JSONLDError) -> JSONLDContext {
    var result = self
    if !terms.isEmpty {
      result.outer = Scope(terms, outer)
      result.terms = [:]
    }
    try result.add(value)
    return result
  }

  private mutating func add(_ value: JSONValue) throws(JSONLDError) {
    switch value {
    case .null: self = JSONLDContext(base: base)
    case .array(let values):
      for value in values { try add(value) }
    case .string(let iri):
      throw JSONLDError(
        "the @context \"\(iri)\" is elsewhere, and nothing is loaded",
        hint: "put its contents in place of its address.")
    case .object(let object): try define(object)
    default: throw JSONLDError("a @context must be an object")
    }
  }

  private mutating func define(_ object: JSONObject) throws(JSONLDError) {
    for member in object.members {
      switch member.name {
      case "@base":
        if let iri = member.value.string {
          base = resolve(iri)
          hasBase = true
        }
      case "@vocab": vocabulary = member.value.string
      case "@language": language = member.value.string ?? ""
      case "@version": break
      case "@import", "@propagate", "@direction":
        throw JSONLDError("\(member.name) in a @context is not supported")
      default: break
      }
    }
    let definitions = Dictionary(object.members.map { ($0.name, $0.value) }) { $1 }
    var open: Set<String> = []
    for member in object.members where !member.name.hasPrefix("@") {
      try define(member.name, in: definitions, &open)
    }
  }

  /// Defines a term, and first those that it is made of.
  private mutating func define(
    _ name: String, in object: [String: JSONValue], _ open: inout Set<String>, depth: Int = 0
  ) throws(JSONLDError) {
    // What is under way is not defined again, so that terms made of each other come to an end.
    guard let value = object[name], open.insert(name).inserted else { return }
    guard depth < Self.depthLimit else {
      throw JSONLDError(
        "the term \"\(name)\" is made of more than \(Self.depthLimit) others",
        hint: "write out the IRI that it stands for.")
    }
    var term = Term(iri: "")
    var iri: String? = name
    switch value {
    case .null:
      terms[name] = .some(nil)
      return
    case .string(let string): iri = string
    case .object(let definition):
      iri = (definition["@reverse"] ?? definition["@id"])?.string ?? name
      term.isReverse = definition["@reverse"] != nil
      if let language = definition["@language"] { term.language = language.string ?? "" }
      term.container = Set(definition["@container"]?.strings ?? [])
      if let type = definition["@type"]?.string {
        try definePrefix(of: type, in: object, &open, depth)
        term.type = expanded(type)
      }
      guard definition["@context"] == nil else {
        throw JSONLDError("the term \"\(name)\" has a @context of its own, which is not supported")
      }
    default: throw JSONLDError("the term \"\(name)\" must be defined by a string or an object")
    }
    guard let iri else { return }
    if iri != name, object[iri] != nil { try define(iri, in: object, &open, depth: depth + 1) }
    try definePrefix(of: iri, in: object, &open, depth)
    term.iri = iri == name ? expandedName(name) : expanded(iri)
    guard term.iri.utf8.count <= VocabularyLimits.identifierLength else {
      throw JSONLDError(.identifierLength)
    }
    if let other = term.container.first(where: { !Self.containers.contains($0) }) {
      throw JSONLDError("the container \(other) of the term \"\(name)\" is not supported")
    }
    terms[name] = term
  }

  private static let containers: Set<String> = ["@list", "@set", "@language", "@index"]

  private mutating func definePrefix(
    of name: String, in object: [String: JSONValue], _ open: inout Set<String>, _ depth: Int
  ) throws(JSONLDError) {
    guard let colon = name.firstIndex(of: ":") else { return }
    let prefix = String(name[..<colon])
    if object[prefix] != nil, prefix != name {
      try define(prefix, in: object, &open, depth: depth + 1)
    }
  }

  // MARK: Names

  /// What a property stands for; what comes out may be no IRI, and is empty for a term that means nothing.
  func expanded(_ name: String) -> String {
    if let entry = entry(of: name) { return entry?.iri ?? "" }
    return expandedName(name)
  }

  /// What a type, or a value that is a term, stands for: what is neither is relative to the document.
  func expandedType(_ name: String) -> String {
    let expanded = expanded(name)
    let isKnown = expanded.isEmpty || expanded.hasPrefix("@") || expanded.contains(":")
    return isKnown ? expanded : resolve(expanded)
  }

  private func expandedName(_ name: String) -> String {
    if name.hasPrefix("@") { return name }
    if let compact = expandedPrefix(name) { return compact }
    return vocabulary.map { $0 + name } ?? name
  }

  /// What an identifier stands for.
  func identifier(_ name: String) -> String {
    expandedPrefix(name) ?? resolve(name)
  }

  /// What a name with a colon stands for; nil if it has none.
  private func expandedPrefix(_ name: String) -> String? {
    guard let colon = name.firstIndex(of: ":") else { return nil }
    let prefix = String(name[..<colon])
    let rest = name[name.index(after: colon)...]
    // `_:` begins a blank node, and `//` an authority: neither is a prefixed name.
    guard prefix != "_", !rest.hasPrefix("//"), let term = meaning(of: prefix) else { return name }
    return term.iri + rest
  }

  private func resolve(_ iri: String) -> String {
    let bytes = IRIReference([UInt8](base.utf8)).resolving([UInt8](iri.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Why a JSON text is not JSON-LD that can be read.
struct JSONLDError: Error {
  var message: String
  var hint: String

  init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }

  /// The error of a document that has passed a limit.
  init(_ excess: VocabularyExcess) { self.init(excess.message, hint: excess.remedy) }
}
