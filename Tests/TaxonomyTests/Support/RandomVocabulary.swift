import Model
import RandomNumbers

@testable import Taxonomy

/// A vocabulary that uses everything the model has, cycles and odd text included, from a seed.
struct RandomVocabulary {
  private var random: SeededGenerator
  private var builder = VocabularyBuilder()

  /// Whether texts hold line breaks, tabs and runs of blanks, which SKOS labels lose.
  private let hasOddSpaces: Bool

  init(seed: UInt64, hasOddSpaces: Bool = true) {
    self.hasOddSpaces = hasOddSpaces
    random = SeededGenerator(seed: seed)
  }

  private mutating func next(_ bound: Int) -> Int { random.next(below: bound) }

  private mutating func chance(_ percent: Int) -> Bool { next(100) < percent }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[next(elements.count)]
  }

  private mutating func makeText() -> String {
    let plain = [
      "Offer", "Price list", "a & b <c> \"d\" 'e'", "Größe", "価格表", "]]>", "back\\slash", "👩‍💻",
      "e\u{301}", "A", "SLA",
    ]
    let odd = ["  spaced  out ", "x\ty\nz", "cr\rlf\r\n", "tab\t"]
    return pick(hasOddSpaces ? plain + odd : plain) + (chance(50) ? "" : " \(next(9))")
  }

  private mutating func makeLanguage() -> String { pick(["en", "en", "de", "fr-ca", ""]) }

  private mutating func makeProvenance() -> Provenance {
    let kind = pick(Provenance.Kind.allCases)
    switch kind {
    case .creator, .contributor, .license:
      return Provenance(kind, pick(["Jane Doe", "A & B <c>", "https://id.example/people/7"]))
    case .created, .modified:
      return Provenance(kind, pick(["2010-01-01", "2010-02", "2024-05-01T10:00:00Z", "spring 9"]))
    }
  }

  private mutating func makeDate() -> CalendarDate? {
    chance(50) ? nil : CalendarDate(pick(["2004", "2009-06", "1999-12-31"]))
  }

  private mutating func makeLabel() -> Label {
    let role = pick([.plain, .plain, .plain] + Label.Role.allCases)
    var label = Label(
      makeText(), language: makeLanguage(), kind: pick(Label.Kind.allCases), role: role)
    if chance(30) { label.caseRule = pick(Label.CaseRule.allCases) }
    if chance(30) { label.validity.from = CalendarDate("1998-02") }
    if chance(30) { label.validity.until = makeDate() }
    if chance(20) { label.requiredContext = ["tape", "back up"] }
    if chance(20) { label.excludedContext = ["poem"] }
    if chance(20) { label.note = hasOddSpaces ? "accepted\nby  \"JD\"" : "by \"JD\"" }
    if role == .code, chance(50) { label.datatype = "https://id.example/codes#\(next(3))" }
    return label
  }

  /// The vocabulary.
  mutating func make() -> Vocabulary {
    collect()
    return builder.build().vocabulary
  }

  /// The bytes of its snapshot.
  mutating func makeSnapshot() -> [UInt8] {
    collect()
    return builder.compile().bytes
  }

  private mutating func collect() {
    let schemes = (0..<3).map { builder.entity("https://id.example/scheme/\($0)") }
    for scheme in schemes {
      builder.declareScheme(scheme, assignment: pick([.one, .many]))
      builder.addTitle(makeText(), language: makeLanguage(), to: scheme)
      if chance(50) { builder.addDescription(makeText(), language: "de", to: scheme) }
      if chance(50) {
        builder.addLabel(
          Label(makeText(), language: makeLanguage(), kind: pick([.alternative, .hidden])),
          toScheme: scheme)
      }
      if chance(30) {
        builder.addLabel(Label("S\(next(9))", kind: .alternative, role: .code), toScheme: scheme)
      }
      if chance(30) {
        builder.addRelation(.topOf, from: builder.entity("urn:outside:\(next(9))"), to: scheme)
      }
    }
    for scheme in schemes where chance(30) {
      builder.add(makeProvenance(), toScheme: scheme)
    }
    if chance(50) { builder.add(makeProvenance()) }
    builder.addTitle(makeText(), language: makeLanguage())
    if chance(50) { builder.addDescription(makeText(), language: makeLanguage()) }
    if chance(50) { builder.setVersion("9.0\(next(9))") }
    if chance(50) { builder.setVersion("2 beta", of: schemes[0]) }
    let uris = (0..<25).map { index in
      pick(["https://id.example/c/\(index)", "https://id.example/c/x:\(index)", "urn:y:\(index)"])
    }
    let concepts = uris.map { builder.entity($0) }
    for concept in concepts {
      builder.declareConcept(concept)
      add(to: concept, concepts: concepts, schemes: schemes)
    }
    addCollections(concepts: concepts, schemes: schemes)
  }

  private mutating func addCollections(
    concepts: [VocabularyBuilder.Entity], schemes: [VocabularyBuilder.Entity]
  ) {
    let collections = (0..<4).map { builder.entity("https://id.example/array/\($0)") }
    for (index, collection) in collections.enumerated() {
      builder.declareCollection(collection, isOrdered: chance(50))
      for _ in 0..<next(3) {
        var label = Label(makeText(), language: makeLanguage(), kind: pick(Label.Kind.allCases))
        if chance(20) {
          label = Label(makeText(), kind: .alternative, role: .code)
        }
        builder.addLabel(label, toCollection: collection)
      }
      if chance(50) {
        builder.addNote(
          ConceptNote(
            makeText(), kind: pick(ConceptNote.Kind.allCases), language: "de",
            creator: pick(["", "Jane"])),
          toCollection: collection)
      }
      if chance(50) { builder.addScheme(pick(schemes), ofCollection: collection) }
      for _ in 0..<next(4) {
        builder.addMember(
          chance(20)
            ? builder.entity("urn:outside:\(next(9))")
            : pick(concepts + collections.prefix(index)), to: collection)
      }
    }
  }

  private mutating func add(
    to concept: VocabularyBuilder.Entity, concepts: [VocabularyBuilder.Entity],
    schemes: [VocabularyBuilder.Entity]
  ) {
    for _ in 0..<next(3) {
      builder.addRelation(pick([.scheme, .topOf]), from: concept, to: pick(schemes))
    }
    for _ in 0..<next(6) { builder.addLabel(makeLabel(), to: concept) }
    for _ in 0..<next(3) {
      let relation = pick([ConceptRelation.broader, .broader, .narrower, .related, .part])
      builder.addRelation(
        relation, from: concept, to: pick(concepts),
        of: relation == .broader ? pick(HierarchyKind.allCases) : .unspecified)
    }
    if chance(20) {
      let relation = pick([ConceptRelation.broader, .narrower, .related, .part])
      builder.addRelation(
        relation, from: concept, to: builder.entity("urn:outside:\(next(9))"),
        of: relation == .broader ? pick(HierarchyKind.allCases) : .unspecified)
    }
    if chance(30) {
      builder.addNote(
        ConceptNote(
          makeText(), kind: pick(ConceptNote.Kind.allCases), language: makeLanguage(),
          creator: pick(["", "", "Jane Doe", "https://id.example/people/7"]),
          date: pick(["", "", "2010-01-01", "2024-05-01T10:00:00Z"])),
        to: concept)
    }
    if chance(20) {
      builder.addCue(
        Cue(makeText(), in: pick(Cue.Place.allCases), language: makeLanguage()), to: concept)
    }
    if chance(20) {
      builder.addMapping(
        ConceptMapping(
          pick(ConceptMapping.Kind.allCases), uri: "http://o.example/\(next(1_000_000_000))"),
        to: concept)
    }
    for _ in 0..<next(3) { builder.add(makeProvenance(), to: concept) }
    if chance(30) { builder.setStatus(pick(ConceptStatus.allCases), of: concept) }
    if chance(30) {
      let date = makeDate()
      if chance(20) { builder.makeCompound(concept, since: date) }
      builder.deprecate(concept, since: date)
      for _ in 0..<next(3) {
        builder.addSuccessor(
          pick(concepts), to: concept, on: makeDate(),
          when: pick(["", hasOddSpaces ? "a  \"b\"" : "a \"b\""]),
          origin: pick(Successor.Origin.allCases))
      }
    }
  }
}
