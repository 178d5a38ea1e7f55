import Matching
import Model
import Retagging
import Taxonomy
import Testing

@testable import ParlanceKit

/// Facets and values as people name them: any label, and an answer that says what there is.
struct FacetChoicesTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let types = builder.entity("urn:type")
    builder.declareScheme(types, key: "type", assignment: .one)
    builder.addTitle("Kinds of documents", language: "en", to: types)
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    func concept(
      _ name: String, _ labels: [Label], in scheme: VocabularyBuilder.Entity, below: String? = nil
    ) -> VocabularyBuilder.Entity {
      let entity = builder.entity("urn:\(name)")
      builder.declareConcept(entity)
      builder.addRelation(.scheme, from: entity, to: scheme)
      for label in labels { builder.addLabel(label, to: entity) }
      if let below {
        builder.addRelation(.broader, from: entity, to: builder.entity("urn:\(below)"))
      }
      return entity
    }
    _ = concept("flyer", [Label("Flyer"), Label("Leaflet", kind: .alternative)], in: types)
    _ = concept("suite", [Label("Harbor Suite")], in: products)
    let archive = concept(
      "archive", [Label("Harbor Archive"), Label("HA", kind: .alternative, role: .abbreviation)],
      in: products, below: "suite")
    _ = concept("deep", [Label("Harbor Archive Cloud = EU")], in: products, below: "archive")
    _ = concept(
      "appliance",
      [Label("Harbor Appliance"), Label("HA", kind: .alternative, role: .abbreviation)],
      in: products)
    let gone = concept("gone", [Label("Pier Mail")], in: products)
    builder.deprecate(gone)
    builder.addSuccessor(archive, to: gone)
    // Each above the other: a vocabulary may go in a circle.
    _ = concept("one", [Label("One")], in: products, below: "two")
    _ = concept("two", [Label("Two")], in: products, below: "one")
    return builder.build().vocabulary
  }()

  private let choices: FacetChoices

  init() throws {
    choices = FacetChoices(
      vocabulary: Self.vocabulary, labels: try LabelIndex.compile(Self.vocabulary))
  }

  private func fault(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `facets are those of the vocabulary, and some take one value`() {
    #expect(choices.facets == ["type", "product"])
    #expect(choices.isSingle("type") && !choices.isSingle("product"))
    #expect(!choices.isSingle("nothing") && !choices.isSingle(""))
  }

  @Test(
    arguments: [
      ("Flyer", "type", "urn:flyer"), ("leaflet", "type", "urn:flyer"),
      ("urn:flyer", "type", "urn:flyer"), ("FLYER", "type", "urn:flyer"),
      ("Pier Mail", "product", "urn:archive"), ("Flyer", "product", nil), ("HA", "product", nil),
      ("Nothing", "product", nil), ("", "product", nil), ("Flyer", "nothing", nil),
    ] as [(String, String, String?)])
  func `a label is a concept in use, beyond doubt, of its facet`(
    label: String, facet: String, uri: String?
  ) {
    #expect(choices.concept(label, facet: facet) == uri)
  }

  @Test(
    arguments: [
      ("product", "product", nil), ("PRODUCT", "product", nil), ("urn:product", "product", nil),
      ("Kinds of documents", "type", nil), ("product=", "product", nil),
      ("product=Harbor Archive", "product", ["urn:archive", "urn:deep"]),
      ("product=harbor suite", "product", ["urn:suite", "urn:archive", "urn:deep"]),
      ("product=Pier Mail", "product", ["urn:archive", "urn:deep"]),
      ("product=Harbor Archive Cloud = EU", "product", ["urn:deep"]),
      ("product=One", "product", ["urn:one", "urn:two"]),
    ] as [(String, String, Set<String>?)])
  func `a value means its concept and all beneath it`(
    text: String, key: String, concepts: Set<String>?
  ) throws {
    let found = try choices.values([text])
    #expect(found.map(\.key) == [key])
    #expect(found[0].concepts == concepts)
  }

  @Test(arguments: [
    ("nothing", "Unknown facet 'nothing'. Known: type, product."), ("", "Unknown facet ''"),
    ("=Flyer", "Unknown facet ''"), ("nothing=Flyer", "Unknown facet 'nothing'"),
    ("product=Nothing", "\"Nothing\" does not name one concept of the facet product"),
    ("product=HA", "\"HA\" does not name one concept of the facet product"),
    ("type=Harbor Archive", "\"Harbor Archive\" does not name one concept of the facet type"),
  ])
  func `what there is not is told by its name`(text: String, words: String) {
    #expect(fault { _ = try choices.values([text]) }?.hasPrefix(words) == true)
    var options = RetagOptions()
    #expect(fault { try options.restrict(to: ["type", text], of: choices) } != nil)
    var scope = RetagScope()
    #expect(fault { try scope.restrict(to: [text], of: choices) } != nil)
  }

  @Test func `several values of a facet are any of them, and no value is the whole facet`() throws {
    var options = RetagOptions()
    try options.restrict(
      to: ["product=One", "product=Harbor Archive Cloud = EU", "type"], of: choices)
    #expect(options.facets == ["product", "type"])
    #expect(options.concepts == ["product": ["urn:one", "urn:two", "urn:deep"]])
    var scope = RetagScope()
    try scope.restrict(to: ["type=", "product=One"], of: choices)
    #expect(scope.facets == ["type": [], "product": ["urn:one", "urn:two"]])
    try scope.restrict(to: [], of: choices)
    #expect(scope.facets.count == 2)
  }

  @Test(arguments: [
    ("type=leaflet", true), ("urn:type=urn:flyer", false), ("Kinds of documents=FLYER", true),
  ])
  func `an edit is of a facet and a concept`(text: String, isAssigned: Bool) throws {
    #expect(
      try choices.edit(text, isAssigned: isAssigned)
        == TagEdit(facet: "type", concept: "urn:flyer", isAssigned: isAssigned))
  }

  @Test(arguments: [
    ("type", "Unknown concept “”."), ("type=", "Unknown concept “”."),
    ("product=HA", "“HA” may mean"), ("product=Harbor Archve", "Near it: “Harbor Archive”"),
    ("what=Flyer", "Unknown facet 'what'"),
  ])
  func `an edit that is not of one concept says which are near`(text: String, words: String) {
    let told = fault { _ = try choices.edit(text, isAssigned: true) }
    #expect(told?.contains(words) == true, "\(told ?? "no error")")
  }
}
