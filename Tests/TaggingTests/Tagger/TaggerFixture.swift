import Documents
import Matching
import Model
import Taxonomy

@testable import Tagging

/// A small vocabulary of types and products with renames, a split, a homonym and cues.
enum TaggerFixture {
  static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let types = builder.entity("urn:type")
    builder.declareScheme(types, key: "type", assignment: .one)
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    func concept(_ uri: String, in scheme: VocabularyBuilder.Entity, _ labels: [Label]) {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in labels { builder.addLabel(label, to: entity) }
    }
    concept(
      "urn:type/brochure", in: types, [Label("Brochure"), Label("flyer", kind: .alternative)])
    concept("urn:type/price-list", in: types, [Label("Price list")])
    concept("urn:type/data-sheet", in: types, [Label("Data sheet")])
    let brochure = builder.entity("urn:type/brochure")
    builder.addCue(Cue("Product at a glance", in: .heading), to: brochure)
    concept(
      "urn:product/archive", in: products,
      [
        Label("Harbor Archive"),
        Label(
          "Acme Vault", kind: .alternative, role: .formerName,
          validity: Validity(until: CalendarDate(year: 2009, month: 6, day: 30))),
        Label("HA", kind: .alternative, role: .abbreviation),
      ])
    concept(
      "urn:product/safe", in: products,
      [
        Label("Harbor Safe"),
        Label(
          "Acme Vault", kind: .alternative, role: .formerName,
          validity: Validity(from: CalendarDate(year: 2011))),
      ])
    concept(
      "urn:product/cluster", in: products,
      [Label("Harbor Cluster"), Label("HA", kind: .alternative, role: .abbreviation)])
    concept("urn:product/mail", in: products, [Label("Harbor Mail")])
    concept("urn:product/mail-cloud", in: products, [Label("Harbor Mail Cloud")])
    concept("urn:product/mail-server", in: products, [Label("Harbor Mail Server")])
    let mail = builder.entity("urn:product/mail")
    builder.deprecate(mail, since: CalendarDate(year: 2010))
    let cloud = builder.entity("urn:product/mail-cloud")
    let server = builder.entity("urn:product/mail-server")
    builder.addSuccessor(cloud, to: mail, when: "cloud edition")
    builder.addSuccessor(server, to: mail, when: "on premises")
    return builder.build().vocabulary
  }()

  static func makeTagger(
    settings: TaggerSettings = TaggerSettings(), resolver: (any MetadataLabelResolver)? = nil
  ) throws -> Tagger {
    Tagger(
      vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary), settings: settings,
      resolver: resolver)
  }

  static func uri(_ concept: ConceptOrdinal?) -> String? { concept.map(vocabulary.uri(of:)) }
}

extension TagSuggestion {
  var uri: String { TaggerFixture.vocabulary.uri(of: concept) }
  var alternativeURIs: [String] { alternatives.map(TaggerFixture.vocabulary.uri(of:)) }
}
