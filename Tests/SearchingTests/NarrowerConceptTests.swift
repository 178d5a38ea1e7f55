import Matching
import Model
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// Mentions of what is narrower, and the same answer by every name.
struct NarrowerConceptTests {
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let products = builder.entity("urn:product")
    builder.declareScheme(products, key: "product")
    func concept(_ uri: String, below broader: String? = nil, _ labels: [Label]) {
      let entity = builder.entity(uri)
      builder.declareConcept(entity)
      if let broader {
        builder.addRelation(.broader, from: entity, to: builder.entity(broader))
      } else {
        builder.addRelation(.topOf, from: entity, to: products)
      }
      for label in labels { builder.addLabel(label, to: entity) }
    }
    concept("urn:archive", [Label("Harbor Archive"), Label("Acme Vault", kind: .alternative)])
    concept("urn:mail", below: "urn:archive", [Label("Postbox Keeper")])
    concept("urn:old", below: "urn:mail", [Label("Letterbin")])
    concept(
      "urn:desk", [Label("Service Desk"), Label("Bosun Inventory", kind: .alternative)])
    return builder.build().vocabulary
  }()

  private static let documents = [
    IndexDocument(id: "archive", text: "Harbor Archive keeps mail", language: "en"),
    IndexDocument(id: "vault", text: "Acme Vault keeps mail", language: "en"),
    IndexDocument(id: "mail", text: "the Postbox Keeper has mail", language: "en"),
    IndexDocument(id: "old", text: "a Letterbin for paper", language: "en"),
    IndexDocument(id: "inventory", text: "an inventory of boats", language: "en"),
    IndexDocument(id: "service", text: "the service of the harbor", language: "en"),
  ]

  private static func found(_ query: String) throws -> [String] {
    var found: [String] = []
    try withTemporaryFolder { (folder) throws in
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      let index = try SearchIndex(
        folder: folder, vocabulary: vocabulary, labels: try LabelIndex.compile(vocabulary))
      found = try index.search(SearchRequest(query)).hits.map(\.id)
    }
    return found
  }

  @Test func `a concept finds mentions of what is narrower, behind its own`() throws {
    let found = try Self.found("Harbor Archive")
    #expect(Set(found) == ["archive", "vault", "mail", "old"])
    #expect(Set(found.prefix(2)) == ["archive", "vault"])
    #expect(Set(try Self.found("\"postbox\" Harbor Archive")) == ["mail"])
  }

  @Test(arguments: [("Harbor Archive", "acme vault"), ("Service Desk", "Bosun Inventory")])
  func `every name finds the same, whether or not any document has the concept`(
    name: String, other: String
  ) throws {
    let found = Set(try Self.found(name))
    #expect(!found.isEmpty)
    #expect(found == Set(try Self.found(other)))
  }
}
