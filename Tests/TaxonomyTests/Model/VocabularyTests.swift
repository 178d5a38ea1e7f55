import MappedStorage
import Model
import System
import Testing

@testable import Taxonomy

struct VocabularyTests {
  private func makeVocabulary() -> (vocabulary: Vocabulary, findings: [VocabularyFinding]) {
    var builder = VocabularyBuilder()
    let source = builder.beginSource("products.xml")
    let scheme = builder.entity("https://id.example/product")
    builder.declareScheme(scheme, assignment: .many)
    builder.addTitle("Products", language: "en", to: scheme)
    let archive = builder.entity("https://id.example/product/archive")
    let cloud = builder.entity("https://id.example/product/archive-cloud")
    let vault = builder.entity("https://id.example/product/vault")
    // Relations may come before the concepts they join.
    builder.addRelation(.broader, from: cloud, to: archive)
    builder.declareConcept(archive, at: SourcePosition(source: source, line: 7, column: 5))
    builder.declareConcept(cloud)
    builder.addLabel(Label("Harbor Archive", language: "en"), to: archive, line: 8)
    builder.addLabel(Label("Harbor-Archiv", language: "DE"), to: archive)
    builder.addLabel(
      Label(
        "Acme Vault", language: "en", kind: .alternative, role: .formerName,
        validity: Validity(until: CalendarDate("2009-06-30")), requiredContext: ["backup", "tape"],
        note: "renamed"),
      to: archive)
    builder.addLabel(Label("Harbor Archive", language: "en"), to: archive, line: 99)
    builder.addRelation(.scheme, from: archive, to: scheme)
    builder.deprecate(vault, since: CalendarDate("2009-07-01"))
    builder.addSuccessor(archive, to: vault, on: CalendarDate("2009-07"), when: "on premises")
    builder.addNote(ConceptNote("Keeps things.", kind: .definition, language: "en"), to: archive)
    builder.addMapping(ConceptMapping(.exact, uri: "http://other.example/1"), to: archive)
    builder.addCue(Cue("At a glance", in: .heading), to: archive)
    builder.addRelation(.related, from: archive, to: builder.entity("https://id.example/gone"))
    return builder.build()
  }

  @Test func `gives back what was added, each thing once`() throws {
    let vocabulary = makeVocabulary().vocabulary
    #expect(vocabulary.conceptCount == 3)
    let archive = try #require(vocabulary.concept(uri: "https://id.example/product/archive"))
    #expect(vocabulary.labels(of: archive).count == 3)
    #expect(vocabulary.preferredLabel(of: archive) == "Harbor Archive")
    #expect(vocabulary.preferredLabel(of: archive, language: "de") == "Harbor-Archiv")
    let former = try #require(vocabulary.labels(of: archive).last.map(vocabulary.label))
    #expect(former.text == "Acme Vault")
    #expect(former.role == .formerName)
    #expect(former.requiredContext == ["backup", "tape"])
    #expect(former.note == "renamed")
    #expect(former.validity.until?.description == "2009-06-30")
    #expect(vocabulary.notes(of: archive).map(\.text) == ["Keeps things."])
    #expect(
      vocabulary.mappings(of: archive) == [ConceptMapping(.exact, uri: "http://other.example/1")])
    #expect(vocabulary.cues(of: archive) == [Cue("At a glance", in: .heading)])
    #expect(vocabulary.position(of: archive).line == 7)
    #expect(vocabulary.sources == ["products.xml"])
  }

  @Test func `adds inverse relations and follows successors`() throws {
    let vocabulary = makeVocabulary().vocabulary
    let archive = try #require(vocabulary.concept(uri: "https://id.example/product/archive"))
    let cloud = try #require(vocabulary.concept(uri: "https://id.example/product/archive-cloud"))
    let vault = try #require(vocabulary.concept(uri: "https://id.example/product/vault"))
    #expect(vocabulary.narrower(of: archive) == [cloud])
    #expect(vocabulary.broaderClosure(of: cloud) == [cloud, archive])
    #expect(vocabulary.isDeprecated(vault))
    #expect(vocabulary.currentConcepts(for: vault) == [archive])
    #expect(vocabulary.successors(of: vault).first?.condition == "on premises")
    #expect(vocabulary.related(.predecessor, to: archive) == [vault])
  }

  @Test func `puts a concept without a scheme into that of its broader concept`() throws {
    let vocabulary = makeVocabulary().vocabulary
    let cloud = try #require(vocabulary.concept(uri: "https://id.example/product/archive-cloud"))
    #expect(vocabulary.schemes(of: cloud).map(vocabulary.key) == ["product"])
    #expect(vocabulary.scheme(named: "Products") == vocabulary.scheme(named: "product"))
  }

  @Test func `reports what points to nothing`() {
    let findings = makeVocabulary().findings
    #expect(findings.map(\.rule) == ["UndefinedConcept"])
    #expect(findings.first?.concept == "https://id.example/gone")
  }

  @Test func `follows a loop of successors to its end`() throws {
    var builder = VocabularyBuilder()
    let names = ["a", "b", "c"].map { builder.entity("urn:x:\($0)") }
    for name in names { builder.deprecate(name) }
    for index in 0..<3 { builder.addSuccessor(names[(index + 1) % 3], to: names[index]) }
    let vocabulary = builder.build().vocabulary
    let first = try #require(vocabulary.concept(uri: "urn:x:a"))
    #expect(vocabulary.currentConcepts(for: first).map(vocabulary.uri) == ["urn:x:c"])
  }

  @Test func `a snapshot with any byte changed is refused or its checksum differs`() throws {
    var builder = VocabularyBuilder()
    builder.declareConcept(builder.entity("urn:x:a"))
    builder.addLabel(Label("Offer"), to: builder.entity("urn:x:a"))
    let bytes = builder.compile().bytes
    for index in stride(from: 0, to: bytes.count, by: 3) where bytes[index] != 0 {
      var damaged = bytes
      damaged[index] ^= 0x10
      #expect(throws: StorageError.self, "byte \(index)") {
        let file = try SectionedFile(
          MappedBytes(damaged), kind: Vocabulary.fileKind, path: "snapshot")
        try file.verify()
        _ = try Vocabulary(MappedBytes(damaged), path: "snapshot")
      }
    }
  }
}
