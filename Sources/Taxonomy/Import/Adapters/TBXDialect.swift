internal import XMLReading

/// Terminologies as TBX (ISO 30042), of 2008 with `martif` and of 2019 with `tbx`.
///
/// The terms of a language are names of the concept: the first that is not deprecated or admitted only
/// is the preferred one.
struct TBXDialect: VocabularyDialect {
  static let title = "TBX"
  static let records: Set<String> = ["termEntry", "conceptEntry"]
  static let knownElements: Set<String> = [
    "martif", "tbx", "tbxHeader", "martifHeader", "fileDesc", "titleStmt", "title", "sourceDesc",
    "p", "text", "body", "langSet", "langSec", "tig", "termSec", "ntig", "termGrp", "term",
    "termNote", "descrip", "descripGrp", "note", "encodingDesc", "publicationStmt",
    "revisionDesc",
  ]
  static let knownAttributes: Set<String> = ["id", "type", "style", "lang"]

  static func claims(_ root: DocumentRoot) -> Bool { ["martif", "tbx"].contains(root.name) }

  private let context: DialectContext
  private let scheme: VocabularyBuilder.Entity
  private var count = 0

  init(context: DialectContext) {
    self.context = context
    scheme = context.builder.entity("urn:tbx")
    context.builder.declareScheme(scheme, key: "terms")
  }

  mutating func close(_ element: DialectElement) {
    if element.name == "title", !element.text.isEmpty {
      context.builder.addTitle(element.text, language: element.language, to: scheme)
    }
  }

  mutating func read(_ record: DialectElement) {
    count += 1
    // An entry need not have an identifier. Numbers change when one is taken out: a release then looks new.
    let identifier = record["id"] ?? "\(count)"
    let concept = context.builder.entity(URISegment.uri(identifier, base: "urn:tbx:"))
    context.declareConcept(concept, at: record.position)
    context.builder.addRelation(.topOf, from: concept, to: scheme, line: record.line)
    addNotes(record, to: concept)
    for section in record.all("langSet") + record.all("langSec") {
      addNotes(section, to: concept)
      var hasName = false
      for term in section.all("tig") + section.all("termSec") + section.all("ntig") {
        add(term, section.language, to: concept, hasName: &hasName)
      }
    }
  }

  private func add(
    _ group: DialectElement, _ language: String, to concept: VocabularyBuilder.Entity,
    hasName: inout Bool
  ) {
    // `ntig` has the term one level deeper than `tig`, for notes on its parts.
    let inner = group.children.first { $0.name == "termGrp" } ?? group
    guard let text = inner.text(of: "term"), !text.isEmpty else { return }
    addNotes(group, to: concept)
    var label = Label(text, language: language)
    for note in inner.all("termNote") {
      switch (note["type"] ?? "", note.text.lowercased()) {
      case ("termType", let type) where ["acronym", "abbreviation", "initialism"].contains(type):
        label.role = .abbreviation
        label.kind = .alternative
      case ("termType", "variant"), ("administrativeStatus", "admittedterm-admn-sts"),
        ("administrativeStatus", "admitted"), ("normativeAuthorization", "admittedterm"):
        label.kind = .alternative
      case ("administrativeStatus", let status)
      where status.hasPrefix("deprecated") || status.hasPrefix("superseded"):
        label.kind = .alternative
        label.role = .formerName
      case ("administrativeStatus", _), ("termType", _): break
      case (let type, _):
        context.ignore("the termNote \"\(type)\"", at: note.position)
      }
    }
    if label.kind == .preferred, hasName { label.kind = .alternative }
    if label.kind == .preferred { hasName = true }
    context.builder.addLabel(label, to: concept, line: group.line)
  }

  private func addNotes(_ element: DialectElement, to concept: VocabularyBuilder.Entity) {
    let groups = element.all("descripGrp").flatMap { $0.all("descrip") }
    for note in element.all("descrip") + groups where !note.text.isEmpty {
      let kind: ConceptNote.Kind
      switch note["type"] {
      case "definition": kind = .definition
      case "context", "example": kind = .example
      case "explanation", "characteristic": kind = .scope
      default:
        context.ignore("the descrip \"\(note["type"] ?? "")\"", at: note.position)
        continue
      }
      context.builder.addNote(
        ConceptNote(note.text, kind: kind, language: note.language), to: concept)
    }
    for note in element.all("note") where !note.text.isEmpty {
      context.builder.addNote(ConceptNote(note.text, language: note.language), to: concept)
    }
  }
}
