import Testing

@testable import Model

/// Names that files and other programs hold: none may change because a case is renamed.
struct WireNameTests {
  @Test func `the names in documents and evidence are what they always were`() {
    #expect(
      MetadataField.Role.allCases.map(\.rawValue).joined(separator: " ")
        == "title subject keyword category author description status facet other")
    #expect(
      DocumentDate.Source.allCases.map(\.rawValue).joined(separator: " ")
        == "content metadata path file")
    #expect(
      Evidence.Rule.allCases.map(\.rawValue).prefix(20).joined(separator: " ")
        == "facet category keyword metadata title heading file folder text order_free cue format "
        + "form layout learned habit neighbor_documents neighbors further start")
  }
}
