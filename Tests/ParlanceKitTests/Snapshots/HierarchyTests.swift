import Foundation
import JSONCoding
import TestSupport
import Testing

@testable import ParlanceKit

/// Concepts as a snapshot walks them, names them, and completes them.
struct HierarchyTests {
  private let folder: TemporaryFolder
  private let snapshot: WorkspaceSnapshot

  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="product"><title>Products</title>
        <concept id="top"><name>Storage</name>
          <concept id="archive"><name>Harbor Archive</name><alias>HA</alias>
            <former until="2009-06-30">Acme Vault</former><misspelling>Harbour Archive</misspelling>
            <concept id="cloud"><name>Archive Cloud</name></concept></concept>
          <concept id="backup"><name>backup</name></concept></concept>
      </scheme>
      <scheme id="type"><title>Types</title><concept id="quote"><name>Quote</name></concept></scheme>
    </vocabulary>
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("v.xml", Self.vocabulary)
    let workspace = try Workspace(root: folder.path)
    _ = try workspace.sources.importing([folder.url(of: "v.xml").path])
    snapshot = try WorkspaceSnapshot(workspace)
  }

  private func names(_ values: [JSONValue]) -> [String] { values.compactMap { $0["name"]?.string } }

  private func walk(
    _ id: String, _ direction: HierarchyDirection, limit: Int = 100
  ) throws -> [String] {
    names(try snapshot.hierarchy(of: "https://id.example/\(id)", direction, limit: limit))
  }

  @Test func `a concept comes first, then what is beyond it, the nearest before the farther`()
    throws
  {
    #expect(try walk("cloud", .broader) == ["Archive Cloud", "Harbor Archive", "Storage"])
    let down = try walk("top", .narrower)
    #expect(down.first == "Storage" && down.last == "Archive Cloud")
    #expect(Set(down.dropFirst().dropLast()) == ["Harbor Archive", "backup"])
    #expect(try walk("quote", .narrower) == ["Quote"])
  }

  @Test(arguments: 0...5) func `no more are given than asked for`(limit: Int) throws {
    #expect(try walk("top", .narrower, limit: limit).count == min(limit, 4))
  }

  @Test func `a concept that there is not is told`() {
    #expect(throws: MissingConcept.self) { try walk("none", .broader) }
  }

  @Test func `what is directly beyond is named with each`() throws {
    let found = try snapshot.hierarchy(of: "https://id.example/top", .narrower, limit: 1)
    let direct = found.first?["direct"]?.strings ?? []
    #expect(Set(direct) == ["https://id.example/archive", "https://id.example/backup"])
  }

  @Test func `names stand by the alphabet whatever their case, hidden ones left out`() throws {
    let scheme = try snapshot.names(ofScheme: "product")
    let texts = (scheme["names"]?.array ?? []).compactMap { $0["text"]?.string }
    #expect(
      texts == ["Acme Vault", "Archive Cloud", "backup", "HA", "Harbor Archive", "Storage"])
    let old = scheme["names"]?.array?.first
    #expect(old?["name"]?.string == "Harbor Archive" && old?["until"]?.string == "2009-06-30")
    #expect(old?["preferred"]?.bool == false)
  }

  @Test(arguments: ["product", "Products", "https://id.example/product"])
  func `a scheme is found by its key, its title or its URI`(name: String) throws {
    #expect(try snapshot.names(ofScheme: name)["key"]?.string == "product")
  }

  @Test func `an unknown scheme is told with those there are`() throws {
    let error = try #require(throws: MissingScheme.self) { try snapshot.names(ofScheme: "kind") }
    #expect("\(error)".contains("product") && "\(error)".contains("type"), "\(error)")
  }

  @Test(
    arguments: [
      ("https://id.example/archive", "Harbor Archive"), ("https://id.example/ARCHIVE", nil),
      ("https://id.example/archive ", nil), ("Harbor Archive", nil), ("", nil),
    ] as [(String, String?)])
  func `a candidate by its URI is that one, and sure`(uri: String, name: String?) throws {
    let found = try snapshot.candidate(uri: uri)
    #expect(found?["name"]?.string == name)
    if name != nil {
      #expect(found?["score"]?.double == 1)
      #expect(found?["schemes"] == [["id": "product", "name": "Products"]])
    }
  }

  @Test(arguments: WorkspaceSnapshot.statementTypes)
  func `a concept is told in every form that is promised`(type: String) throws {
    let bytes = try snapshot.statements(about: "https://id.example/archive", as: type)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Harbor Archive"))
    #expect(throws: MissingConcept.self) {
      try snapshot.statements(about: "https://id.example/none", as: type)
    }
  }

  @Test func `another form is refused with those there are`() throws {
    let error = try #require(throws: RequestError.self) {
      try snapshot.statements(about: "https://id.example/archive", as: "text/plain")
    }
    for type in WorkspaceSnapshot.statementTypes { #expect(error.message.contains(type)) }
  }
}
