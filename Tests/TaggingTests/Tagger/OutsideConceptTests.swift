import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// Concepts of no scheme are no tags: there is no facet for them.
struct OutsideConceptTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    for (uri, label, isInside) in [
      ("urn:product/archive", "Harbor Archive", true), ("urn:product/dispatch", "Dispatch", true),
      ("urn:other/quay", "Quay Works", false), ("urn:other/dispatch", "Dispatch", false),
    ] {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addLabel(Label(label), to: entity)
      if isInside { builder.addRelation(.scheme, from: entity, to: products) }
    }
    return builder.build().vocabulary
  }()

  private let document = Document(
    id: "1", path: "Quay Works.txt", title: "Quay Works and Harbor Archive",
    text: "Quay Works beside Harbor Archive. Dispatch is part of Quay Works, as Dispatch was.")

  @Test func `neither a tag nor a mention is of no scheme, and none is in doubt for one`() throws {
    let vocabulary = Self.vocabulary
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
    let suggestions = tagger.tag(document, context: TaggingContext())
    let found = suggestions.map { vocabulary.uri(of: $0.concept) }
    #expect(Set(found) == ["urn:product/archive", "urn:product/dispatch"])
    #expect(suggestions.allSatisfy { $0.alternatives.isEmpty })
    let mentions = tagger.mentions(in: document)
    #expect(
      Set(mentions.map { vocabulary.uri(of: $0.concept) })
        == ["urn:product/archive", "urn:product/dispatch"])
  }

  @Test func `an example teaches nothing of them`() throws {
    let vocabulary = Self.vocabulary
    let examples = (0..<40).map { number in
      TaggingExample(
        Document(id: "\(number)", text: "Quay Works have cranes and barges \(number)."),
        concepts: ["urn:other/quay"])
    }
    let model = TaggingTrainer(
      tables: ConceptTables(vocabulary), labelIndex: try LabelIndex.compile(vocabulary)
    ).train(examples)
    let tagger = Tagger(
      vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary), model: model)
    let document = Document(id: "x", text: "Quay Works have cranes and barges.")
    #expect(tagger.tag(document, context: TaggingContext()).isEmpty)
  }
}
