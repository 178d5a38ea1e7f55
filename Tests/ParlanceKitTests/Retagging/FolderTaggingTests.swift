import Foundation
import Retagging
import TestSupport
import Testing

@testable import ParlanceKit

/// Tags that settings give to whatever lies below a folder.
@Suite struct `Tags of folders` {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="contract"><name>Contract</name><alias>Agreement</alias></concept>
        <concept id="offer"><name>Offer</name></concept>
      </scheme>
      <scheme id="product"><title>Products</title>
        <concept id="vault"><name>Vault</name></concept>
        <concept id="jetty"><name>Jetty</name></concept>
      </scheme>
    </vocabulary>
    """

  private func withTagging(
    _ rules: [(folder: String, facet: String, label: String)],
    _ body: (FolderTagging) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.path + "/v.xml"])
    let settings = rules.enumerated().map { number, rule in
      ShareSettings.FolderTags(
        folder: rule.folder, facet: rule.facet, label: rule.label,
        source: .init(path: "parlance.yaml", line: number + 1))
    }
    try body(try FolderTagging(settings, in: try TaggerParts(engine.workspace)))
  }

  private func tags(_ tagging: FolderTagging, _ path: String?) -> Set<String> {
    Set(tagging.tags(ofDocumentAt: path).map { String($0.concept.dropFirst(19)) })
  }

  @Test func `hold below the folder, at any depth, and nowhere else`() throws {
    try withTagging([("contracts", "type", "Agreement")]) { tagging in
      for path in ["contracts/a.md", "contracts/2010/b/c.md", "contracts/contracts/a"] {
        #expect(tags(tagging, path) == ["contract"], "\(path)")
      }
      for path in [
        "contracts", "contracts.md", "contracts2/a.md", "old/contracts/a.md", "a.md", "",
      ] {
        #expect(tags(tagging, path).isEmpty, "\(path)")
      }
      #expect(tags(tagging, nil).isEmpty)
    }
  }

  @Test func `of a folder further down go before those of one above, facet by facet`() throws {
    let rules = [
      ("sales", "type", "Contract"), ("sales", "product", "Vault"),
      ("sales/offers", "type", "Offer"),
      ("", "product", "Jetty"),
    ].map { (folder: $0.0, facet: $0.1, label: $0.2) }
    try withTagging(rules) { tagging in
      #expect(tags(tagging, "a.md") == ["jetty"])
      #expect(tags(tagging, "sales/a.md") == ["contract", "vault"])
      #expect(tags(tagging, "sales/offers/a.md") == ["offer", "vault"])
    }
  }

  @Test func `may be several of one folder, each with the line that says so`() throws {
    let rules = ["Vault", "Jetty"].map { (folder: "x", facet: "product", label: $0) }
    try withTagging(rules) { tagging in
      let found = tagging.tags(ofDocumentAt: "x/a.md")
      #expect(found.map(\.isAccepted) == [true, true] && found.map(\.score) == [1, 1])
      #expect(found.flatMap(\.evidence).map(\.remark) == ["parlance.yaml:1", "parlance.yaml:2"])
    }
  }

  @Test(arguments: [
    ("colour", "Contract", "unknown facet \"colour\"", "the facets are type, product"),
    ("type", "Vault", "does not name one concept of the facet type", "parlance show"),
    ("type", "", "does not name one concept", "parlance show"),
  ])
  func `that the vocabulary does not have are errors with their line`(
    facet: String, label: String, message: String, hint: String
  ) throws {
    do {
      try withTagging([("a", "type", "Offer"), ("b", facet, label)]) { _ in
        Issue.record("no error")
      }
    } catch let error as LocatedError {
      #expect(error.line == 2 && error.path == "parlance.yaml")
      #expect(error.message.contains(message), "\(error.message)")
      #expect(error.hint?.contains(hint) == true, "\(error.hint ?? "")")
    }
  }
}
