import Foundation
import ParlanceKit
import TestSupport
import Testing

/// The library as a program that embeds it sees it: nothing but what is public.
struct ParlanceWorkspaceTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one">
        <title>Types</title>
        <concept id="type/brochure"><name>Brochure</name><alias>Flyer</alias></concept>
      </scheme>
      <scheme id="product">
        <title>Products</title>
        <concept id="product/archive"><name>Harbor Archive</name>
          <former until="2009-06-30">Acme Vault</former></concept>
      </scheme>
    </vocabulary>
    """

  /// A vocabulary's text written to a file, and a workspace beside it.
  private func withWorkspace(
    _ vocabulary: String, _ body: (ParlanceWorkspace, _ file: String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let file = folder + "/v.xml"
      try Data(vocabulary.utf8).write(to: URL(fileURLWithPath: file))
      try body(try ParlanceWorkspace(at: folder), file)
    }
  }

  @Test func `imports a vocabulary and tags a text under an old name`() throws {
    try withWorkspace(Self.vocabulary) { workspace, file in
      let facets = try workspace.importVocabularies([file])
      #expect(facets.map(\.key) == ["type", "product"])
      #expect(facets.map(\.concepts) == [1, 1])
      let tags = try workspace.tags(
        title: "Acme Vault flyer", text: "Acme Vault keeps what must be kept.", date: "2008-03-01")
      #expect(tags.map(\.concept).contains("https://id.example/type/brochure"))
      let product = try #require(tags.first { $0.facet == "product" })
      #expect(product.label == "Harbor Archive")
      #expect(product.surfaces.contains("Acme Vault"))
    }
  }

  @Test func `says in one line what is the matter`() throws {
    try withWorkspace("<vocabulary") { workspace, file in
      let error = #expect(throws: (any Error).self) {
        try workspace.importVocabularies([file])
      }
      let message = "\(try #require(error))"
      #expect(message.contains("v.xml:1:"))
      #expect(throws: (any Error).self) { try workspace.tags(text: "Acme Vault") }
    }
  }
}
