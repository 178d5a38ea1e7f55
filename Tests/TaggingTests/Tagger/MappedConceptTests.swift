import Documents
import Foundation
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

struct MappedConceptTests {
  /// A product of one's own, and the concepts of another vocabulary that are mapped to and from it.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    func concept(_ uri: String, in scheme: VocabularyBuilder.Entity, _ labels: [Label])
      -> VocabularyBuilder.Entity
    {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in labels { builder.addLabel(label, to: entity) }
      return entity
    }
    let own = builder.entity("urn:own")
    builder.declareScheme(own, key: "own")
    let other = builder.entity("urn:other")
    builder.declareScheme(other, key: "other")
    let income = concept("urn:own/income", in: own, [Label("Income tax")])
    builder.addMapping(ConceptMapping(.exact, uri: "urn:other/est"), to: income)
    _ = concept(
      "urn:other/est", in: other,
      [Label("Einkommensteuer"), Label("Income tax", kind: .alternative)])
    let duty = concept("urn:own/duty", in: own, [Label("Customs duty")])
    let tariff = concept("urn:other/zoll", in: other, [Label("Zolltarif")])
    builder.addMapping(ConceptMapping(.close, uri: "urn:own/duty"), to: tariff)
    let trade = concept("urn:other/handel", in: other, [Label("Handelsrecht")])
    builder.addMapping(ConceptMapping(.broad, uri: "urn:own/duty"), to: trade)
    _ = duty
    return builder.build().vocabulary
  }()

  /// Two types of one's own, one an exact and one a close match of another vocabulary's.
  private static let types: Vocabulary = {
    var builder = VocabularyBuilder()
    let (own, other) = (builder.entity("urn:own"), builder.entity("urn:other"))
    builder.declareScheme(own, key: "type", assignment: .one)
    builder.declareScheme(other, key: "other")
    func concept(_ uri: String, in scheme: VocabularyBuilder.Entity, _ name: String)
      -> VocabularyBuilder.Entity
    {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      builder.addLabel(Label(name), to: entity)
      return entity
    }
    for (kind, name, foreign) in [
      (ConceptMapping.Kind.exact, "Mileage record", "Fahrtenbuch"),
      (.close, "Journey ledger", "Tourenheft"),
    ] {
      let mine = concept("urn:own/\(foreign)", in: own, name)
      _ = concept("urn:other/\(foreign)", in: other, foreign)
      builder.addMapping(ConceptMapping(kind, uri: "urn:other/\(foreign)"), to: mine)
    }
    return builder.build().vocabulary
  }()

  private func tags(_ title: String) throws -> [String: TagSuggestion] {
    let tagger = Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary))
    let found = tagger.tag(Document(id: "1", title: title, text: title + "."))
    return Dictionary(uniqueKeysWithValues: found.map { (Self.vocabulary.uri(of: $0.concept), $0) })
  }

  @Test
  func `a name of an exact match counts for the concept mapped, and the evidence says whose it is`()
    throws
  {
    let tags = try tags("Die Einkommensteuer")
    let income = try #require(tags["urn:own/income"])
    #expect(income.outcome == .accepted)
    #expect(
      income.evidence.contains {
        $0.note == "name of “Einkommensteuer” in other, an exact match"
      })
    #expect(tags["urn:other/est"] != nil)
  }

  @Test func `a close match counts in the other direction, too`() throws {
    let duty = try #require(try tags("Der Zolltarif")["urn:own/duty"])
    #expect(duty.evidence.contains { $0.note.hasSuffix("in other, a close match") })
  }

  /// A concept of one's own that is matched so by another vocabulary's.
  private static func matched(_ kind: ConceptMapping.Kind) -> Vocabulary {
    var builder = VocabularyBuilder()
    for (scheme, name) in [("own", "Income tax"), ("other", "Einkommensteuer")] {
      builder.declareScheme(builder.entity("urn:\(scheme)"), key: scheme)
      let concept = builder.entity("urn:\(scheme)/tax")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: builder.entity("urn:\(scheme)"))
      builder.addLabel(Label(name), to: concept)
    }
    builder.addMapping(
      ConceptMapping(kind, uri: "urn:other/tax"), to: builder.entity("urn:own/tax"))
    return builder.build().vocabulary
  }

  @Test func `a close match counts for less than an exact one, and says so`() throws {
    let text = "Die Einkommensteuer"
    let (exact, close) = try {
      let found = try [ConceptMapping.Kind.exact, .close].map { kind in
        let vocabulary = Self.matched(kind)
        let tagger = Tagger(
          vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
        return try #require(
          tagger.tag(Document(id: "1", title: text, text: text + ".")).first {
            vocabulary.uri(of: $0.concept) == "urn:own/tax"
          })
      }
      return (found[0], found[1])
    }()
    let odds = [exact, close].map { log($0.score / (1 - $0.score)) }
    #expect(abs(odds[0] - odds[1] - log(2)) < 1e-9)
    #expect(close.evidence.contains { $0.note.contains("a close match, which count less") })
    #expect(!exact.evidence.contains { $0.note.contains("count less") })
  }

  @Test func `a document is of the type whose name says exactly the same`() throws {
    let vocabulary = Self.types
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
    func score(_ title: String) -> Double? {
      tagger.tag(Document(id: "1", title: title, text: title))
        .first { vocabulary.uri(of: $0.concept).hasPrefix("urn:own/") }?.score
    }
    let (exact, close) = (try #require(score("Fahrtenbuch")), try #require(score("Tourenheft")))
    #expect(exact > close)
  }

  @Test func `a name that both bear counts once for each`() throws {
    let income = try #require(try tags("Income tax")["urn:own/income"])
    #expect(!income.evidence.contains { $0.note.contains("match") })
  }

  @Test func `a broader match says nothing`() throws {
    #expect(try tags("Handelsrecht")["urn:own/duty"] == nil)
  }
}
