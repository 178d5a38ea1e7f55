import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What speaks for a type counts by where it stands, and what is not sure of the leaf says the kind.
struct TypeEvidenceTests {
  private static func vocabulary(_ types: [(name: String, above: String?)]) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    for type in types {
      let concept = builder.entity("urn:type/\(type.name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(type.name), to: concept)
      if let above = type.above {
        builder.addRelation(.broader, from: concept, to: builder.entity("urn:type/\(above)"))
      }
    }
    return builder.build().vocabulary
  }

  private static func tag(
    _ title: String, path: String? = nil, _ vocabulary: Vocabulary
  ) throws -> TagSuggestion? {
    let tagger = Tagger(
      vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
    return tagger.tag(Document(id: "d", path: path, title: title, text: "Some words.")).first
  }

  private static let business = vocabulary([("Best practice", nil), ("Quickstart", nil)])
  private static let documentation = vocabulary([
    ("Best practice", nil), ("Quickstart", nil), ("How-to guide", nil), ("Overview", nil),
    ("Reference", nil), ("Concept", nil),
  ])

  @Test func `the end of a title is a topic where a vocabulary tells forms apart`() throws {
    let title = "Azure Key Vault best practice"
    let accepted = try #require(try Self.tag(title, Self.business))
    #expect(accepted.outcome == .accepted)
    let asked = try #require(try Self.tag(title, Self.documentation))
    #expect(asked.concept == Self.documentation.concept(uri: "urn:type/Best practice"))
    #expect(asked.outcome == .review)
    let sure = try #require(try Self.tag("Quickstart: create a vault", Self.documentation))
    #expect(sure.outcome == .accepted)
    #expect(sure.score > asked.score)
  }

  @Test func `a word of a folder that is both a label and a cue counts once`() throws {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    for name in ["Price list", "Legal"] {
      let concept = builder.entity("urn:type/\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(name), to: concept)
    }
    builder.addCue(Cue("Legal", in: .folder), to: builder.entity("urn:type/Legal"))
    let vocabulary = builder.build().vocabulary
    let named = try #require(try Self.tag("Price list 2011", path: "Legal/2011.txt", vocabulary))
    #expect(named.concept == vocabulary.concept(uri: "urn:type/Price list"))
    // Where the title says nothing, the folder still does.
    let other = try #require(try Self.tag("Nordbank", path: "Legal/2011.txt", vocabulary))
    #expect(other.concept == vocabulary.concept(uri: "urn:type/Legal"))
  }

  @Test(arguments: [
    ("Compte rendu de la réunion sur le contrat", "Compte rendu"),
    ("Avenant au contrat", "Avenant"), ("Bijlage bij het contract", "Bijlage"),
    ("Checklist voor een contract", "Checklist"),
  ])
  func `what stands behind a preposition is the topic, in French and Dutch, too`(
    title: String, type: String
  ) throws {
    let types = Self.vocabulary([
      ("Avenant", nil), ("Bijlage", nil), ("Checklist", nil), ("Compte rendu", nil),
      ("Contrat", nil), ("Contract", nil),
    ])
    let found = try #require(try Self.tag(title, types))
    #expect(found.concept == types.concept(uri: "urn:type/\(type)"))
  }

  @Test func `with evidence for the kind but not for which, the kind is assigned`() throws {
    let reports = Self.vocabulary([
      ("Report", nil), ("Annual report", "Report"), ("Test report", "Report"),
      ("Audit report", "Report"),
    ])
    let title = "Annual report, test report, audit report, collected"
    let unsure = try #require(try Self.tag(title, reports))
    #expect(unsure.concept == reports.concept(uri: "urn:type/Report"))
    #expect(unsure.outcome == .accepted)
    let sum = unsure.evidence.reduce(0) { $0 + $1.weight }
    #expect(abs(SalienceScorer.probability(sum) - unsure.score) < 1e-6)
    let sure = try #require(try Self.tag("Annual report 2010", reports))
    #expect(sure.concept == reports.concept(uri: "urn:type/Annual report"))
    let unrelated = Self.vocabulary([
      ("Annual report", nil), ("Test report", nil), ("Audit report", nil),
    ])
    #expect(try Self.tag(title, unrelated)?.outcome == .review)
  }
}
