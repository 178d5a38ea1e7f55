internal import XMLReading

/// Authority records of MARC 21 as MARCXML of the Library of Congress.
///
/// The heading (1XX) is the preferred label, see-from tracings (4XX) are alternative ones, see-also
/// tracings (5XX) relations by the control subfield w: g something broader, h narrower.
struct MARCAuthorityDialect: VocabularyDialect {
  static let title = "MARCXML authorities"
  static let records: Set<String> = ["record"]
  static let knownElements: Set<String> = [
    "collection", "leader", "controlfield", "datafield", "subfield",
  ]
  static let knownAttributes: Set<String> = [
    "tag", "ind1", "ind2", "code", "type", "id", "schemaLocation", "format",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.namespace == "http://www.loc.gov/MARC21/slim"
      && ["collection", "record"].contains(root.name)
  }

  private let context: DialectContext
  private let scheme: VocabularyBuilder.Entity
  /// The concepts by their headings, to which tracings without a number lead.
  private var headings: [String: VocabularyBuilder.Entity] = [:]
  private var tracings: [Tracing] = []
  private var concepts: [(concept: VocabularyBuilder.Entity, line: Int)] = []
  private var isBelow: Set<VocabularyBuilder.Entity> = []

  private struct Tracing {
    var concept: VocabularyBuilder.Entity
    var relation: ConceptRelation
    var identifier: String?
    var heading: String
    var position: SourcePosition
  }

  init(context: DialectContext) {
    self.context = context
    scheme = context.builder.entity("urn:marc")
    context.builder.declareScheme(scheme, key: "authorities")
  }

  mutating func read(_ record: DialectElement) {
    let leader = Self.status(inLeader: record.text(of: "leader") ?? "")
    // Files of libraries mix bibliographic records in, which describe books and name no concepts.
    guard let leader, leader.kind == UInt8(ascii: "z") else {
      context.ignore("a record that is not an authority", at: record.position)
      return
    }
    let number = record.all("controlfield").first { $0["tag"] == "001" }?.text ?? ""
    let fields = record.all("datafield")
    guard let heading = fields.first(where: { $0["tag"]?.hasPrefix("1") == true }),
      !number.isEmpty
    else {
      context.report(
        DocumentRule.invalidValue, .warning, at: record.position,
        "a record without number (001) or heading (1XX) was left out", remedy: "give it both")
      return
    }
    let concept = entity(number)
    context.declareConcept(concept, at: record.position)
    concepts.append((concept, record.line))
    // Status of the record: deleted, obsolete, or deleted because it was split or replaced.
    if "dosx".utf8.contains(leader.status) { context.builder.deprecate(concept) }
    let name = Self.heading(heading)
    headings[name] = concept
    context.builder.addLabel(Label(name), to: concept, line: heading.line)
    for field in fields where field.position != heading.position { add(field, to: concept) }
  }

  mutating func finish() {
    // At the end: a tracing leads to a heading that any later record may have.
    for tracing in tracings {
      let target: VocabularyBuilder.Entity
      if let identifier = tracing.identifier {
        target = entity(identifier)
      } else if let known = headings[tracing.heading] {
        target = known
      } else {
        context.ignore("a tracing to a heading that no record has", at: tracing.position)
        continue
      }
      if tracing.relation == .broader { isBelow.insert(tracing.concept) }
      if tracing.relation == .narrower { isBelow.insert(target) }
      context.builder.addRelation(
        tracing.relation, from: tracing.concept, to: target, line: Int(tracing.position.line))
    }
    for (concept, line) in concepts {
      context.builder.addRelation(
        isBelow.contains(concept) ? .scheme : .topOf, from: concept, to: scheme, line: line)
    }
  }

  /// Status and kind of a record, the characters 5 and 6 of its leader; `nil` if it ends before them.
  private static func status(inLeader leader: String) -> (status: UInt8, kind: UInt8)? {
    // The five digits of the length, which XML has no use for, may be blanks, and those were trimmed.
    let hasLength = leader.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    let rest = Array(leader.utf8.dropFirst(hasLength ? 5 : 0))
    return rest.count > 1 ? (rest[0], rest[1]) : nil
  }

  private mutating func add(_ field: DialectElement, to concept: VocabularyBuilder.Entity) {
    let tag = field["tag"] ?? ""
    switch tag {
    case "400"..."499":
      context.builder.addLabel(
        Label(Self.heading(field), kind: .alternative), to: concept, line: field.line)
    case "500"..."599":
      // Only the first of its four positions says how the tracing relates.
      let control = Self.subfields("w", of: field).first?.first
      let relation: ConceptRelation =
        control == "g" ? .broader : control == "h" ? .narrower : .related
      tracings.append(
        Tracing(
          concept: concept, relation: relation,
          identifier: Self.subfields("0", of: field).first.map(Self.number),
          heading: Self.heading(field), position: field.position))
    case "667": note(field, .editorial, concept)
    case "670", "688": note(field, .history, concept)
    case "677": note(field, .definition, concept)
    case "680": note(field, .scope, concept)
    case "678": note(field, .note, concept)
    case "700"..."788":
      for uri in Self.subfields("0", of: field) + Self.subfields("1", of: field)
      where ParlanceXMLHandler.isAbsolute(uri) {
        context.builder.addMapping(ConceptMapping(.close, uri: uri), to: concept)
      }
    case "010"..."099":
      if ["053", "080", "082", "083"].contains(tag) {
        for code in Self.subfields("a", of: field) {
          context.builder.addLabel(
            Label(code, kind: .alternative, role: .code), to: concept, line: field.line)
        }
      }
    default: context.ignore("the field \(tag)", at: field.position)
    }
  }

  private func note(
    _ field: DialectElement, _ kind: ConceptNote.Kind, _ concept: VocabularyBuilder.Entity
  ) {
    // Left out: the institution (5), the URI of a source (u) and control data (w), which are not words.
    let text = field.all("subfield").filter { !["5", "u", "w"].contains($0["code"]) }
      .map(\.text).joined(separator: " ")
    if !text.isEmpty { context.builder.addNote(ConceptNote(text, kind: kind), to: concept) }
  }

  private func entity(_ number: String) -> VocabularyBuilder.Entity {
    context.builder.entity(URISegment.uri(number, base: "urn:marc:"))
  }

  private static func subfields(_ code: String, of field: DialectElement) -> [String] {
    field.all("subfield").filter { $0["code"] == code }.map(\.text)
  }

  /// The number in `(DE-588)4001234-5`, or the whole if it is a URI.
  private static func number(_ identifier: String) -> String {
    guard identifier.hasPrefix("("), let end = identifier.firstIndex(of: ")") else {
      return identifier
    }
    return String(identifier[identifier.index(after: end)...])
  }

  /// A heading as catalogs show it: subdivisions behind dashes.
  private static func heading(_ field: DialectElement) -> String {
    var result = ""
    for part in field.all("subfield") {
      guard let code = part["code"], code.utf8.first.map(TurtleScanner.isLetter) == true,
        !["w", "i", "u"].contains(code)
      else { continue }
      if result.isEmpty {
        result = part.text
      } else {
        result += (["v", "x", "y", "z"].contains(code) ? "--" : " ") + part.text
      }
    }
    return result
  }
}
