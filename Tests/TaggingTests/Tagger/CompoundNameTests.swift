import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// A name for several concepts together: all of them are tags, unless a document gets one of them only.
struct CompoundNameTests {
  private static func vocabulary(_ assignment: ConceptScheme.Assignment) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:s")
    builder.declareScheme(scheme, key: "s", assignment: assignment)
    func concept(_ uri: String, _ name: String) -> VocabularyBuilder.Entity {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      builder.addRelation(.topOf, from: entity, to: scheme)
      builder.addLabel(Label(name), to: entity)
      return entity
    }
    let (coal, mining) = (concept("urn:coal", "Coal"), concept("urn:mining", "Mining"))
    let pit = concept("urn:pit", "Colliery work")
    builder.makeCompound(pit)
    builder.addSuccessor(coal, to: pit)
    builder.addSuccessor(mining, to: pit)
    return builder.build().vocabulary
  }

  /// The suggestions for a document, by URI.
  private func suggestions(
    _ assignment: ConceptScheme.Assignment, _ text: String, title: String = "Colliery work"
  ) throws -> [String: TagSuggestion] {
    let vocabulary = Self.vocabulary(assignment)
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
    let found = tagger.tag(Document(id: "1", title: title, text: text))
    return Dictionary(uniqueKeysWithValues: found.map { (vocabulary.uri(of: $0.concept), $0) })
  }

  private let text = "Colliery work of today. What colliery work needs, and who does colliery work."

  @Test func `a scheme that gives several gives all of them`() throws {
    let found = try suggestions(.many, text)
    #expect(Set(found.keys) == ["urn:coal", "urn:mining"])
    #expect(found.values.allSatisfy { $0.outcome == .accepted })
  }

  @Test
  func `of a scheme that gives one none is accepted, and each is an alternative of the other`()
    throws
  {
    let vocabulary = Self.vocabulary(.one)
    let found = try suggestions(.one, text)
    #expect(!found.isEmpty)
    #expect(found.values.allSatisfy { $0.outcome != .accepted })
    #expect(found["urn:pit"] == nil)
    let named = Set(found.keys).union(
      found.values.flatMap { $0.alternatives.map(vocabulary.uri(of:)) })
    #expect(named == ["urn:coal", "urn:mining"])
  }

  @Test func `a document that names one of them otherwise is of that one`() throws {
    let found = try suggestions(
      .one, "Coal and more coal. Colliery work for coal: what coal needs.", title: "Coal")
    #expect(found["urn:coal"]?.outcome == .accepted)
    #expect(found["urn:mining"]?.outcome != .accepted)
  }

  @Test(arguments: [ConceptScheme.Assignment.one, .many])
  func `a facet that is stated so is all of them, or left open`(
    assignment: ConceptScheme.Assignment
  ) throws {
    let vocabulary = Self.vocabulary(assignment)
    let resolver = ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary))
    let scheme = try #require(vocabulary.scheme(named: "s"))
    for answer in [
      resolver.resolve("colliery work", in: scheme), resolver.resolve("Colliery work"),
    ] {
      #expect(
        answer.assignableConcepts.map { vocabulary.uri(of: $0) }
          == (assignment == .one ? [] : ["urn:coal", "urn:mining"]))
    }
  }
}
