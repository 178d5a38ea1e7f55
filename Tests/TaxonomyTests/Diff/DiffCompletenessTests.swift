import Model
import Testing

@testable import Taxonomy

/// A vocabulary with one of everything, of which a test changes one thing at a time.
struct SampleVocabulary {
  var title = ConceptScheme.Text("Vocabulary", language: "en")
  var description = ConceptScheme.Text("All of it", language: "en")
  var version = "1"
  var scheme = ConceptScheme(
    uri: "u:s", key: "s", titles: [ConceptScheme.Text("Things", language: "en")],
    descriptions: [ConceptScheme.Text("All things", language: "en")],
    labels: [Label("Stuff", language: "en", kind: .alternative)], version: "1",
    outsideTopConcepts: ["u:root"], assignment: .many,
    provenance: [Provenance(.license, "CC0")])
  var made = Provenance(.created, "2009-01-01")
  var provenance = Provenance(.creator, "Jane")
  var hasSecondScheme = true
  var concept = "u:a"
  var label = Label(
    "AL", language: "en", kind: .alternative, role: .abbreviation, caseRule: .exact,
    validity: Validity(from: CalendarDate("2001"), until: CalendarDate("2002")),
    requiredContext: ["x"], excludedContext: ["y"], note: "n")
  var preferred = "Alpha"
  var code = Label("4711", kind: .alternative, role: .code, datatype: "u:codes")
  var note = ConceptNote(
    "What it is", kind: .definition, language: "en", creator: "Jane", date: "2010")
  var mapping = ConceptMapping(.exact, uri: "u:other")
  var cue = Cue("alpha", in: .title, language: "en")
  var related = "u:b"
  var broader = "u:b"
  var broaderKind = HierarchyKind.generic
  var outside = "u:elsewhere"
  var outsideRelation = ConceptRelation.narrower
  var outsideKind = HierarchyKind.partitive
  var part = "u:b"
  var schemes = ["u:s"]
  var topOf: [String] = []
  var isDeprecated = true
  var deprecatedSince = CalendarDate("2009")
  var isCompound = false
  var status: ConceptStatus? = .proposed
  var successor = Successor(
    uri: "u:b", date: CalendarDate("2009"), condition: "if", origin: .stated)
  var collection = ConceptCollection(
    uri: "u:k", isOrdered: true, labels: [Label("Group", language: "en")],
    notes: [ConceptNote("A note", language: "en")], schemes: [], members: [])
  var collectionScheme = "u:s"
  var collectionMembers = ["u:old", "u:b"]

  func make() -> Vocabulary {
    var builder = VocabularyBuilder()
    builder.addTitle(title.text, language: title.language)
    builder.addDescription(description.text, language: description.language)
    builder.setVersion(version)
    let home = builder.entity(scheme.uri)
    builder.declareScheme(home, key: scheme.key, assignment: scheme.assignment)
    for text in scheme.titles { builder.addTitle(text.text, language: text.language, to: home) }
    for text in scheme.descriptions {
      builder.addDescription(text.text, language: text.language, to: home)
    }
    for label in scheme.labels { builder.addLabel(label, toScheme: home) }
    for uri in scheme.outsideTopConcepts {
      builder.addRelation(.topOf, from: builder.entity(uri), to: home)
    }
    builder.setVersion(scheme.version, of: home)
    for said in scheme.provenance { builder.add(said, toScheme: home) }
    builder.add(made)
    if hasSecondScheme { builder.declareScheme(builder.entity("u:t")) }
    for uri in [concept, "u:b", "u:c", "u:old"] {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addLabel(Label(uri, language: "en"), to: entity)
      builder.addRelation(.scheme, from: entity, to: home)
    }
    addConcept(&builder)
    addOldConcept(&builder)
    addCollection(&builder)
    return builder.build().vocabulary
  }

  private func addConcept(_ builder: inout VocabularyBuilder) {
    let entity = builder.entity(concept)
    for uri in schemes { builder.addRelation(.scheme, from: entity, to: builder.entity(uri)) }
    for uri in topOf { builder.addRelation(.topOf, from: entity, to: builder.entity(uri)) }
    builder.addLabel(Label(preferred, language: "de"), to: entity)
    builder.addLabel(label, to: entity)
    builder.addLabel(code, to: entity)
    builder.addNote(note, to: entity)
    builder.addMapping(mapping, to: entity)
    builder.addCue(cue, to: entity)
    builder.add(provenance, to: entity)
    builder.addRelation(.related, from: entity, to: builder.entity(related))
    builder.addRelation(.broader, from: entity, to: builder.entity(broader), of: broaderKind)
    builder.addRelation(
      outsideRelation, from: entity, to: builder.entity(outside), of: outsideKind)
    builder.addRelation(.part, from: entity, to: builder.entity(part))
  }

  private func addOldConcept(_ builder: inout VocabularyBuilder) {
    let old = builder.entity("u:old")
    builder.setStatus(status, of: builder.entity(concept))
    if isDeprecated { builder.deprecate(old, since: deprecatedSince) }
    if isCompound { builder.makeCompound(old) }
    builder.addSuccessor(
      builder.entity(successor.uri), to: old, on: successor.date, when: successor.condition,
      origin: successor.origin)
  }

  private func addCollection(_ builder: inout VocabularyBuilder) {
    let entity = builder.entity(collection.uri)
    builder.declareCollection(entity, isOrdered: collection.isOrdered)
    for label in collection.labels { builder.addLabel(label, toCollection: entity) }
    for note in collection.notes { builder.addNote(note, toCollection: entity) }
    builder.addScheme(builder.entity(collectionScheme), ofCollection: entity)
    for member in collectionMembers { builder.addMember(builder.entity(member), to: entity) }
  }
}

/// Every property that a vocabulary stores is compared: a property that is new fails here until it is.
struct DiffCompletenessTests {
  struct Mutation: CustomTestStringConvertible {
    var property: String
    var kind: VocabularyChange.Kind
    var change: @Sendable (inout SampleVocabulary) -> Void
    var testDescription: String { property }

    init(
      _ property: String, _ kind: VocabularyChange.Kind,
      _ change: @escaping @Sendable (inout SampleVocabulary) -> Void
    ) {
      self.property = property
      self.kind = kind
      self.change = change
    }
  }

  static let mutations: [Mutation] = [
    Mutation("Vocabulary.title", .vocabularyChanged) { $0.title.text = "Other" },
    Mutation("Vocabulary.description", .vocabularyChanged) { $0.description.text = "Other" },
    Mutation("Vocabulary.version", .vocabularyChanged) { $0.version = "2" },
    Mutation("Text.text", .schemeChanged) { $0.scheme.titles[0].text = "Other" },
    Mutation("Text.language", .schemeChanged) { $0.scheme.titles[0].language = "de" },
    Mutation("ConceptScheme.uri", .schemeRemoved) {
      $0.scheme.uri = "u:s2"
      $0.schemes = ["u:s2"]
      $0.collectionScheme = "u:s2"
    },
    Mutation("ConceptScheme.uri", .schemeAdded) {
      $0.scheme.uri = "u:s2"
      $0.schemes = ["u:s2"]
      $0.collectionScheme = "u:s2"
    },
    Mutation("ConceptScheme.uri", .schemeRemoved) { $0.hasSecondScheme = false },
    Mutation("ConceptScheme.key", .schemeChanged) { $0.scheme.key = "other" },
    Mutation("ConceptScheme.titles", .schemeChanged) { $0.scheme.titles = [] },
    Mutation("ConceptScheme.titles", .schemeChanged) {
      $0.scheme.titles.append(ConceptScheme.Text("Dinge", language: "de"))
    },
    Mutation("ConceptScheme.descriptions", .schemeChanged) { $0.scheme.descriptions = [] },
    Mutation("ConceptScheme.version", .schemeChanged) { $0.scheme.version = "2" },
    Mutation("ConceptScheme.provenance", .schemeChanged) { $0.scheme.provenance = [] },
    Mutation("Vocabulary.provenance", .vocabularyChanged) { $0.made.value = "2010" },
    Mutation("Provenance.kind", .provenanceChanged) { $0.provenance.kind = .contributor },
    Mutation("Provenance.value", .provenanceChanged) { $0.provenance.value = "Joe" },
    Mutation("ConceptScheme.assignment", .schemeChanged) { $0.scheme.assignment = .one },
    Mutation("ConceptRecord.uri", .removed) { $0.concept = "u:a2" },
    Mutation("ConceptRecord.flags", .restored) { $0.isDeprecated = false },
    Mutation("ConceptRecord.flags", .lifeChanged) { $0.status = .approved },
    Mutation("ConceptRecord.flags", .lifeChanged) { $0.status = nil },
    Mutation("ConceptRecord.flags", .redirected) { $0.isCompound = true },
    Mutation("ConceptRecord.deprecatedSince", .lifeChanged) {
      $0.deprecatedSince = CalendarDate("2010")
    },
    Mutation("Label.text", .labelLost) { $0.label.text = "BL" },
    Mutation("Label.text", .renamed) { $0.preferred = "Beta" },
    Mutation("Label.text", .codeChanged) { $0.code.text = "4712" },
    Mutation("Label.language", .labelAdded) { $0.label.language = "fr" },
    Mutation("Label.language", .codeChanged) { $0.code.language = "fr" },
    Mutation("Label.kind", .labelChanged) { $0.label.kind = .hidden },
    Mutation("Label.role", .labelChanged) { $0.label.role = .plain },
    Mutation("Label.caseRule", .labelChanged) { $0.label.caseRule = .any },
    Mutation("Label.validity", .labelChanged) { $0.label.validity = .always },
    Mutation("Label.requiredContext", .labelChanged) { $0.label.requiredContext = ["z"] },
    Mutation("Label.excludedContext", .labelChanged) { $0.label.excludedContext = [] },
    Mutation("Label.note", .labelChanged) { $0.label.note = "m" },
    Mutation("Label.datatype", .labelChanged) { $0.code.datatype = "u:other-codes" },
    Mutation("ConceptNote.creator", .noteChanged) { $0.note.creator = "Joe" },
    Mutation("ConceptNote.date", .noteChanged) { $0.note.date = "" },
    Mutation("ConceptScheme.labels", .schemeChanged) { $0.scheme.labels[0].text = "Matter" },
    Mutation("ConceptScheme.labels", .schemeChanged) { $0.scheme.labels = [] },
    Mutation("ConceptScheme.outsideTopConcepts", .schemeChanged) {
      $0.scheme.outsideTopConcepts = ["u:other-root"]
    },
    Mutation("relation.broaderKind", .relationChanged) { $0.broaderKind = .instantial },
    Mutation("OutsideRelation.uri", .relationChanged) { $0.outside = "u:elsewhere-2" },
    Mutation("OutsideRelation.relation", .relationChanged) { $0.outsideRelation = .related },
    Mutation("OutsideRelation.kind", .relationChanged) { $0.outsideKind = .generic },
    Mutation("ConceptCollection.members", .collectionChanged) {
      $0.collectionMembers = ["u:old", "u:b", "u:elsewhere"]
    },
    Mutation("Validity.from", .labelChanged) { $0.label.validity.from = CalendarDate("2000") },
    Mutation("Validity.until", .labelChanged) { $0.label.validity.until = nil },
    Mutation("ConceptNote.kind", .noteChanged) { $0.note.kind = .scope },
    Mutation("ConceptNote.text", .noteChanged) { $0.note.text = "Other" },
    Mutation("ConceptNote.language", .noteChanged) { $0.note.language = "de" },
    Mutation("ConceptMapping.kind", .matchChanged) { $0.mapping.kind = .close },
    Mutation("ConceptMapping.uri", .matchChanged) { $0.mapping.uri = "u:another" },
    Mutation("Cue.text", .cueChanged) { $0.cue.text = "beta" },
    Mutation("Cue.place", .cueChanged) { $0.cue.place = .text },
    Mutation("Cue.language", .cueChanged) { $0.cue.language = "de" },
    Mutation("Successor.uri", .redirected) { $0.successor.uri = "u:c" },
    Mutation("Successor.date", .lifeChanged) { $0.successor.date = nil },
    Mutation("Successor.condition", .lifeChanged) { $0.successor.condition = "unless" },
    Mutation("Successor.origin", .lifeChanged) { $0.successor.origin = .suggested },
    Mutation("ConceptCollection.uri", .collectionRemoved) { $0.collection.uri = "u:k2" },
    Mutation("ConceptCollection.isOrdered", .collectionChanged) { $0.collection.isOrdered = false },
    Mutation("ConceptCollection.labels", .collectionChanged) {
      $0.collection.labels[0].text = "Other"
    },
    Mutation("ConceptCollection.labels", .collectionChanged) {
      $0.collection.labels.append(Label("Gr", language: "en", kind: .alternative))
    },
    Mutation("ConceptCollection.labels", .collectionChanged) {
      $0.collection.labels[0].language = "de"
    },
    Mutation("ConceptCollection.notes", .collectionChanged) { $0.collection.notes = [] },
    Mutation("ConceptCollection.schemes", .collectionChanged) { $0.collectionScheme = "u:t" },
    Mutation("ConceptCollection.members", .collectionChanged) { $0.collectionMembers = ["u:b"] },
    Mutation("ConceptCollection.members", .collectionChanged) {
      $0.collectionMembers = ["u:b", "u:old"]
    },
    Mutation("relation.broader", .moved) { $0.broader = "u:c" },
    Mutation("relation.related", .relationChanged) { $0.related = "u:c" },
    Mutation("relation.part", .relationChanged) { $0.part = "u:c" },
    Mutation("relation.scheme", .moved) { $0.schemes = ["u:s", "u:t"] },
    Mutation("relation.topOf", .moved) { $0.topOf = ["u:s"] },
  ]

  @Test(arguments: mutations)
  func `names every single change`(mutation: Mutation) {
    let old = SampleVocabulary()
    var new = old
    mutation.change(&new)
    for (one, other) in [(old, new), (new, old)] {
      let changes = VocabularyDiff(from: one.make(), to: other.make()).changes
      #expect(!changes.isEmpty)
      #expect(changes.allSatisfy { !$0.message.isEmpty })
    }
    let changes = VocabularyDiff(from: old.make(), to: new.make()).changes
    #expect(
      changes.contains { $0.kind == mutation.kind }, "\(changes.map(\.message))")
    #expect(changes.count <= 10, "\(changes.map(\.message))")
  }

  /// What the model has beside values of its own: derived, or of the file and not of what it says.
  private static let derived: Set<String> = ["Successor.concept", "ConceptRecord.position"]

  @Test func `there is a change of every stored property`() throws {
    let sample = SampleVocabulary()
    let vocabulary = sample.make()
    let values: [Any] = [
      ConceptScheme.Text(""), sample.scheme, sample.label, sample.label.validity, sample.note,
      sample.mapping, sample.cue, sample.provenance, sample.successor, sample.collection,
      OutsideRelation(relation: .broader, kind: .generic, uri: ""),
      try #require(vocabulary.conceptRecords.first),
    ]
    let stored = Set(
      values.flatMap { value in
        Mirror(reflecting: value).children.compactMap { child in
          child.label.map { "\(type(of: value)).\($0)" }
        }
      }
    ).subtracting(Self.derived)
    let changed = Set(Self.mutations.map(\.property))
    #expect(stored.subtracting(changed).sorted() == [])
    #expect(stored.count > 30)
    for relation in ConceptRelation.allCases {
      guard let property = Self.property(of: relation) else { continue }
      #expect(changed.contains(property), "\(relation)")
    }
    for section in SnapshotSection.allCases {
      guard let property = Self.property(of: section) else { continue }
      #expect(changed.contains { $0.hasPrefix(property) }, "\(section)")
    }
  }

  /// The property that a relation is changed by; `nil` for the inverse of another.
  private static func property(of relation: ConceptRelation) -> String? {
    switch relation {
    case .broader, .related, .part, .scheme, .topOf: "relation.\(relation.wireName)"
    case .narrower, .partOf: nil
    case .predecessor: "Successor.uri"
    }
  }

  /// The values that a section of the snapshot holds; `nil` if they are all of other sections.
  private static func property(of section: SnapshotSection) -> String? {
    switch section {
    case .arena, .languages, .sources, .conceptsByURI, .schemeTitleOffsets,
      .schemeDescriptionOffsets, .labelOffsets, .successorOffsets, .noteOffsets, .mappingOffsets,
      .cueOffsets, .collectionLabelOffsets, .collectionNoteOffsets, .collectionSchemeOffsets,
      .collectionMemberOffsets, .outsideRelationOffsets, .shownLabels,
      .provenanceOffsets:
      nil
    case .schemes, .schemeTitles, .schemeDescriptions: "ConceptScheme."
    case .titles: "Vocabulary."
    case .concepts: "ConceptRecord."
    case .labels, .labelExtras: "Label."
    case .successors: "Successor."
    case .notes, .noteOrigins: "ConceptNote."
    case .outsideRelations: "OutsideRelation."
    case .broaderKinds: "relation.broaderKind"
    case .mappings: "ConceptMapping."
    case .cues: "Cue."
    case .provenance: "Provenance."
    case .collections, .collectionLabels, .collectionNotes, .collectionSchemes,
      .collectionMembers, .outsideMembers:
      "ConceptCollection."
    case .relations: "relation."
    }
  }

  @Test func `says what a statement was and is`() {
    func message(_ change: (inout SampleVocabulary) -> Void) -> [String] {
      let old = SampleVocabulary()
      var new = old
      change(&new)
      return VocabularyDiff(from: old.make(), to: new.make()).changes.map(\.message)
    }
    #expect(
      message { $0.note.text = "Else" }
        == ["the definition (en) of \"u:a\" is \"Else\" now, not \"What it is\""])
    #expect(
      message { $0.label.caseRule = .any }
        == ["the case rule of the label \"AL\" (en) of \"u:a\" is \"any\" now, not \"exact\""])
    #expect(
      message { $0.scheme.version = "2" } == [
        "the version of the scheme \"Things\" is \"2\" now, not \"1\""
      ])
    #expect(
      message { $0.version = "2" } == ["the version of the vocabulary is \"2\" now, not \"1\""])
    #expect(
      message { $0.topOf = ["u:s"] } == ["the place as a top concept \"u:s\" of \"u:a\" is new"])
  }
}
