internal import XMLReading

/// The elements and attributes of Parlance vocabulary XML, format version 1.
enum ParlanceName: UInt32, XMLKnownName {
  case vocabulary, title, description, scheme, concept
  case name, alias, abbreviation, misspelling, former, code
  case definition, scope, note, example, history, editorial, change
  case cue, related, broader, narrower, match, part, successor, membership, collection, member
  case topConcept
  case creator, contributor, created, modified, license
  case id, base, version, facet, assign, deprecated, compound, status, top
  case from, until, caseRule, required, excluded, remark, kind
  case place, ref, type, href, date, condition, origin, ordered, author, datatype
  case language, space

  static let namespace = "urn:parlance:vocabulary:1"
  static let names = XMLNames(ParlanceName.self)

  var isElement: Bool { rawValue < ParlanceName.id.rawValue }

  var namespaceURIs: [String] {
    switch self {
    case .language, .space: ["http://www.w3.org/XML/1998/namespace"]
    default: [isElement ? Self.namespace : ""]
    }
  }

  /// The names in files, in the order of the cases: renaming a case must not rename an element.
  static let localNames = [
    "vocabulary", "title", "description", "scheme", "concept", "name", "alias", "abbreviation",
    "misspelling", "former", "code", "definition", "scope", "note", "example", "history",
    "editorial", "change", "cue", "related", "broader", "narrower", "match", "part", "successor",
    "in", "collection", "member", "top", "creator", "contributor", "created", "modified", "license",
    "id", "base", "version", "facet", "assign", "deprecated",
    "compound", "status", "top", "from", "until", "case", "with", "without", "note", "kind", "in",
    "ref",
    "type",
    "href", "on", "when", "origin", "ordered", "by", "datatype", "lang", "space",
  ]

  /// The name as it is written, with the prefix that XML itself defines.
  var written: String {
    self == .language || self == .space ? "xml:" + localName : localName
  }
}

// MARK: - What stands where

extension ParlanceName {
  static let labels: [ParlanceName] = [.name, .alias, .abbreviation, .misspelling, .former, .code]
  static let notes: [ParlanceName] = [
    .definition, .scope, .note, .example, .history, .editorial, .change,
  ]

  static let provenances: [ParlanceName] = [.creator, .contributor, .created, .modified, .license]

  /// The elements that may stand in this one.
  var children: [ParlanceName] {
    switch self {
    case .vocabulary:
      [.title, .description] + Self.provenances + [.scheme, .concept, .collection]
    case .scheme:
      [.title, .description, .alias, .misspelling, .code, .topConcept] + Self.provenances
        + [.concept, .collection]
    case .collection:
      Self.notes + [.name, .alias, .misspelling, .code, .member, .membership]
    case .concept:
      Self.labels + Self.notes + Self.provenances + [
        .cue, .related, .broader, .narrower, .match, .part, .successor, .membership, .concept,
      ]
    default: []
    }
  }

  /// The attributes that this element may have, `xml:lang`, `xml:space` and `note` apart.
  var attributes: [ParlanceName] {
    switch self {
    case .vocabulary: [.base, .version]
    case .scheme: [.id, .facet, .assign, .version]
    case .collection: [.id, .ordered]
    case .concept: [.id, .deprecated, .compound, .status, .top]
    case .name, .alias, .misspelling:
      [.from, .until, .caseRule, .required, .excluded]
    case .abbreviation, .former:
      [.from, .until, .caseRule, .required, .excluded, .kind]
    case .code:
      [.from, .until, .caseRule, .required, .excluded, .kind, .datatype]
    case .cue: [.place]
    case .related, .part, .member, .topConcept: [.ref]
    case .broader, .narrower: [.ref, .kind]
    case .membership: [.ref, .top]
    case .match: [.type, .href]
    case .successor: [.ref, .date, .condition, .origin]
    case _ where noteKind != nil: [.author, .date]
    default: []
    }
  }

  /// The attributes that this element must have.
  private var requiredAttributes: [ParlanceName] {
    switch self {
    case .scheme, .concept, .collection: [.id]
    case .cue: [.place]
    case .related, .broader, .narrower, .part, .member, .successor, .membership, .topConcept:
      [.ref]
    case .match: [.type, .href]
    default: []
    }
  }

  /// The attributes that this element may have as part of `parent`.
  func attributes(in parent: ParlanceName?) -> [ParlanceName] {
    // Labels of a scheme or collection have no more than text and language, and a collection is not
    // a top concept.
    switch (parent, self) {
    case (.collection, .membership): return [.ref]
    case (.collection, _) where Self.labels.contains(self): return []
    case (.scheme, _) where Self.labels.contains(self): return []
    default: return attributes
    }
  }

  /// The attributes that this element may have as part of `parent`, those of all elements included.
  func allAttributes(in parent: ParlanceName?) -> [ParlanceName] {
    attributes(in: parent) + [.language, .space, .remark]
  }

  /// Whether an element may stand in this one.
  ///
  /// - Complexity: O(1).
  func mayHold(_ child: ParlanceName) -> Bool {
    Self.childSets[Int(rawValue)] & child.bit != 0
  }

  /// Whether this element may have an attribute as part of `parent`.
  ///
  /// - Complexity: O(1).
  func mayHave(_ attribute: ParlanceName, in parent: ParlanceName?) -> Bool {
    let sets =
      switch parent {
      case .collection: Self.attributeSetsInCollections
      case .scheme: Self.attributeSetsInSchemes
      default: Self.attributeSets
      }
    return sets[Int(rawValue)] & attribute.bit != 0
  }

  /// One bit for each name, of which there are fewer than 64.
  private var bit: UInt64 { 1 << UInt64(rawValue) }

  /// A set of names, with the bit of each.
  static func set(_ names: some Sequence<ParlanceName>) -> UInt64 {
    names.reduce(0) { $0 | $1.bit }
  }

  /// The attributes that this element must have and that are not in a set.
  ///
  /// - Complexity: O(1) if none is missing.
  func requiredAttributes(besides present: UInt64) -> [ParlanceName] {
    guard Self.requiredSets[Int(rawValue)] & ~present != 0 else { return [] }
    return requiredAttributes.filter { present & $0.bit == 0 }
  }

  private static let childSets = allCases.map { set($0.children) }
  private static let requiredSets = allCases.map { set($0.requiredAttributes) }
  private static let attributeSets = allCases.map { set($0.allAttributes(in: nil)) }
  private static let attributeSetsInCollections = allCases.map {
    set($0.allAttributes(in: .collection))
  }
  private static let attributeSetsInSchemes = allCases.map { set($0.allAttributes(in: .scheme)) }

  /// Whether the element holds text.
  var holdsText: Bool {
    switch self {
    case .title, .description, .cue, .name, .alias, .abbreviation, .misspelling, .former, .code:
      true
    default: noteKind != nil || provenanceKind != nil
    }
  }

  /// What an element says about who made something, or when.
  var provenanceKind: Provenance.Kind? {
    switch self {
    case .creator: .creator
    case .contributor: .contributor
    case .created: .created
    case .modified: .modified
    case .license: .license
    default: nil
    }
  }

  /// The kind of note that a note element stands for.
  var noteKind: ConceptNote.Kind? {
    switch self {
    case .definition: .definition
    case .scope: .scope
    case .note: .note
    case .example: .example
    case .history: .history
    case .editorial: .editorial
    case .change: .change
    default: nil
    }
  }
}
