import Matching
import Model
import Taxonomy
import Testing

@testable import Retagging

/// The tags that a document brings with it in the properties of its facets: what they name beyond doubt.
struct SourceTagsTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let types = builder.entity("urn:type")
    builder.declareScheme(types, key: "type", assignment: .one)
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    func concept(
      _ name: String, _ labels: [Label], in scheme: VocabularyBuilder.Entity
    ) -> VocabularyBuilder.Entity {
      let entity = builder.entity("urn:\(name)")
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in labels { builder.addLabel(label, to: entity) }
      return entity
    }
    _ = concept("flyer", [Label("Flyer")], in: types)
    let until = Validity(until: CalendarDate(year: 2009, month: 6, day: 30))
    let from = Validity(from: CalendarDate(year: 2009, month: 7, day: 1))
    let archive = concept(
      "archive", [Label("Harbor Archive"), Label("Vault", kind: .alternative, validity: until)],
      in: products)
    let safe = concept(
      "safe", [Label("Harbor Safe"), Label("Vault", kind: .alternative, validity: from)],
      in: products)
    let gone = concept("gone", [Label("Pier Mail")], in: products)
    builder.deprecate(gone)
    builder.addSuccessor(safe, to: gone)
    let both = concept("both", [Label("Archive and safe")], in: products)
    builder.makeCompound(both)
    for part in [archive, safe] { builder.addSuccessor(part, to: both) }
    return builder.build().vocabulary
  }()

  private func tags(_ fields: [(facet: String?, value: String)], year: Int? = nil) throws
    -> [String]
  {
    var finder = SourceTags(Self.vocabulary, index: try LabelIndex.compile(Self.vocabulary))
    var document = Document(
      id: "1",
      metadata: fields.map {
        MetadataField(
          name: "P", value: $0.value, role: $0.facet == nil ? .category : .facet, facet: $0.facet)
      })
    if let date = year.flatMap({ CalendarDate(year: $0) }) {
      document.dates = [DocumentDate(date, source: .metadata)]
    }
    let found = finder.tags(of: document)
    #expect(found.allSatisfy { $0.isFromSource && $0.isAccepted && $0.score == 1 })
    // What is remembered is what was found.
    #expect(finder.tags(of: document) == found)
    return found.map { "\($0.facet) \($0.concept)" }
  }

  @Test(arguments: [
    ("type", "Flyer", ["type urn:flyer"]), ("type", "flyer", ["type urn:flyer"]),
    ("type", "urn:flyer", ["type urn:flyer"]), ("type", "", []), ("type", " ; ", []),
    ("type", "Harbor Archive", []), ("product", "Flyer", []), ("nothing", "Flyer", []),
    ("product", "Harbor Archive; Harbor Safe", ["product urn:archive", "product urn:safe"]),
    ("product", "Harbor Safe; Harbor Safe;Harbor Safe", ["product urn:safe"]),
    ("product", "Harbor Safe; Something else", ["product urn:safe"]),
    ("product", "Pier Mail", ["product urn:safe"]),
    ("product", "Pier Mail; Harbor Safe", ["product urn:safe"]),
    ("product", "Archive and safe", ["product urn:archive", "product urn:safe"]),
    ("product", "Harbor Archive, Harbor Safe", []),
  ])
  func `are what a value names in its facet`(facet: String, value: String, expected: [String])
    throws
  {
    #expect(try tags([(facet, value)]).sorted() == expected)
  }

  @Test func `come from properties of facets alone, in their order`() throws {
    #expect(try tags([(nil, "Flyer")]).isEmpty)
    #expect(
      try tags([("product", "Harbor Safe"), ("type", "Flyer"), ("product", "Pier Mail")])
        == ["product urn:safe", "type urn:flyer"])
    #expect(try tags([]).isEmpty)
  }

  @Test(arguments: [(2008, ["product urn:archive"]), (2010, ["product urn:safe"])])
  func `bear the names of the document's own time`(year: Int, expected: [String]) throws {
    #expect(try tags([("product", "Vault")], year: year) == expected)
  }

  @Test func `that could be several are none`() throws {
    #expect(try tags([("product", "Vault")]).isEmpty)
  }
}
