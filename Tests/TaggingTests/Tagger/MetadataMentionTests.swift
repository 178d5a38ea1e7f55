import Documents
import Model
import Taxonomy
import Testing

@testable import Tagging

struct MetadataMentionTests {
  private func products(inField role: MetadataField.Role) throws -> [String] {
    let document = Document(
      id: "1", text: "The annual meeting is in May.",
      metadata: [MetadataField(name: "x", value: "Harbor Archive", role: role)])
    return try TaggerFixture.makeTagger().tag(document, context: TaggingContext())
      .map(\.uri).filter { $0.hasPrefix("urn:product") }
  }

  @Test(arguments: [MetadataField.Role.subject, .keyword, .category, .facet])
  func `a keyword or category says what a document is about`(role: MetadataField.Role) throws {
    #expect(try products(inField: role) == ["urn:product/archive"])
  }

  @Test func `the name of an author or department does not`() throws {
    #expect(try products(inField: .author).isEmpty)
  }
}
