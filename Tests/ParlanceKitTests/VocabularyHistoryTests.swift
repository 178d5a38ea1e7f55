import Foundation
import JSONCoding
import Taxonomy
import TestSupport
import Testing

@testable import ParlanceKit

/// The vocabulary of a workspace from above and through time: releases, tree, figures, saved queries.
struct VocabularyHistoryTests {
  private let folder: TemporaryFolder
  private let engine: Engine
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    engine = try Engine(at: folder.path)
    workspace = try Workspace(root: folder.path)
  }

  private func vocabulary(_ concepts: String) -> String {
    """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
    <scheme id="type"><title>Types</title>\(concepts)</scheme>
    <scheme id="region"><concept id="emea"><name>EMEA</name></concept></scheme></vocabulary>
    """
  }

  private static let first = """
    <concept id="doc"><name>Document</name><name xml:lang="de">Dokument</name>
      <definition>Anything written.</definition>
      <concept id="offer"><name>Offer</name><alias>Quote</alias>
        <concept id="bid"><name>Bid</name><match type="exact" href="urn:o:bid"/></concept></concept>
      <concept id="memo" deprecated="2009"><name>Memo</name></concept></concept>
    """

  private func importing(_ concepts: String) throws {
    try folder.write("v.xml", vocabulary(concepts))
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
  }

  // MARK: Releases

  @Test func `each state of the sources is a release, and the same again is none`() throws {
    #expect(try workspace.releases.all().isEmpty)
    try importing(Self.first)
    try importing(Self.first)
    #expect(try workspace.releases.all().map(\.number) == [1])
    try importing("<concept id='new'><name>New</name></concept>")
    let releases = try workspace.releases.all()
    #expect(releases.map(\.number) == [1, 2])
    #expect(releases.allSatisfy { $0.paths == ["v.xml"] })
    #expect(try workspace.vocabularies.current().conceptCount == 2)
    #expect(try workspace.releases.vocabulary(of: releases[0]).conceptCount == 5)
    try workspace.releases.restore(1)
    #expect(try workspace.vocabularies.current().conceptCount == 5)
    #expect(try workspace.releases.all().map(\.number) == [1, 2, 3])
  }

  /// A scheme of Turtle without a key of its own, which ends in `s`.
  private func source(_ name: String, of host: String, _ label: String) throws -> String {
    try folder.write(
      name,
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <http://\(host)/s> a skos:ConceptScheme .
      <http://\(host)/a> a skos:Concept ; skos:inScheme <http://\(host)/s> ; skos:prefLabel "\(label)"@en .
      """)
    return folder.url(of: name).path
  }

  @Test func `a source that is imported again keeps its place, and keys their schemes`() throws {
    let (one, two) = (try source("1.ttl", of: "one", "A"), try source("2.ttl", of: "two", "B"))
    try engine.vocabularies.importing([one])
    try engine.vocabularies.importing([two])
    func keys() throws -> [String] {
      let vocabulary = try workspace.vocabularies.current()
      return vocabulary.schemes.map { "\(vocabulary.key(of: $0)) \(vocabulary.uri(of: $0))" }
    }
    let before = try keys()
    #expect(before == ["s http://one/s", "s-2 http://two/s"])
    try engine.vocabularies.importing([one])
    #expect(try keys() == before)
    #expect(try workspace.sources.all().map(\.path) == ["1.ttl", "2.ttl"])
    // The next release under another name stands where the one before stood.
    try engine.vocabularies.importing([try source("1-2027.ttl", of: "one", "A2")])
    #expect(try keys() == before)
    #expect(try workspace.sources.all().map(\.path) == ["1-2027.ttl", "2.ttl"])
    // A new one comes last.
    try engine.vocabularies.importing([try source("3.ttl", of: "three", "C"), two])
    #expect(try workspace.sources.all().map(\.path) == ["1-2027.ttl", "2.ttl", "3.ttl"])
  }

  @Test func `an unknown release is refused with those there are`() throws {
    #expect(throws: RequestError("unknown release 1; nothing was imported yet", isMissing: true)) {
      try workspace.releases.release(1)
    }
    try importing(Self.first)
    #expect(throws: RequestError("unknown release 7; there are 1 to 1", isMissing: true)) {
      try workspace.releases.release(7)
    }
  }

  @Test(arguments: [
    "source\ta\tparlance\tv.xml\n", "release\tx\td\ta\n", "release\t1\td\n", "what\n",
  ])
  func `a log that is none is damage, and what counts is untouched`(text: String) throws {
    try importing(Self.first)
    try folder.write(".parlance/sources/releases.tsv", text)
    #expect {
      try workspace.releases.all()
    } throws: {
      "\($0)".contains("a line names neither a release nor a source of one")
    }
    #expect(try workspace.vocabularies.current().conceptCount == 5)
  }

  // MARK: Tree and figures

  private func tree(_ request: VocabularyOverview.Request) throws -> [String] {
    try VocabularyOverview(workspace).tree(request).map { node in
      String(repeating: ".", count: node.level - 1) + node.name
        + (node.isDeprecated ? " (old)" : "")
    }
  }

  @Test func `the tree has each concept behind the one that it stands under`() throws {
    try importing(Self.first)
    let all = ["Document", ".Offer", "..Bid", ".Memo (old)"]
    #expect(try tree(.init(scheme: "type")) == all)
    #expect(try tree(.init()) == all + ["EMEA"])
    #expect(try tree(.init(scheme: "type", depth: 2)) == ["Document", ".Offer", ".Memo (old)"])
    for depth in [1, 0, -1] {
      #expect(try tree(.init(scheme: "Types", depth: depth)) == ["Document"])
    }
    #expect(try tree(.init(scheme: "type", language: "DE")).first == "Dokument")
    #expect(throws: RequestError.self) { try tree(.init(scheme: "color")) }
  }

  @Test func `a concept of two schemes stands in the tree of either, and counts once`() throws {
    let prefix = "<http://www.w3.org/2004/02/skos/core#"
    var lines: [String] = []
    for scheme in ["a", "b"] {
      lines.append("<urn:x:\(scheme)> a \(prefix)ConceptScheme> .")
      lines.append("<urn:x:shared> \(prefix)inScheme> <urn:x:\(scheme)> .")
    }
    lines.append("<urn:x:root> a \(prefix)Concept> ; \(prefix)inScheme> <urn:x:b> .")
    lines.append("<urn:x:root> \(prefix)prefLabel> \"Root\"@en .")
    lines.append("<urn:x:shared> a \(prefix)Concept> ; \(prefix)broader> <urn:x:root> .")
    lines.append("<urn:x:shared> \(prefix)prefLabel> \"Shared\"@en .")
    try folder.write("v.ttl", lines.joined(separator: "\n"))
    try engine.vocabularies.importing([folder.url(of: "v.ttl").path])
    #expect(try tree(.init(scheme: "a")) == ["Shared"])
    #expect(try tree(.init(scheme: "b")) == ["Root", ".Shared"])
    let overview = try VocabularyOverview(workspace)
    // Scheme, concepts, deprecated, levels, labels.
    #expect(
      try overview.figures(.init()).map { Array($0.prefix(5)) } == [
        ["a", 1, 0, 1, 1], ["b", 2, 0, 2, 2],
      ])
    #expect(try overview.languages(.init()) == [["en", 2, 2, 0, 0, 0]])
    #expect(try overview.unused(.init()).map(\.uri).sorted() == ["urn:x:root", "urn:x:shared"])
  }

  @Test func `figures count what is in use`() throws {
    try importing(Self.first)
    let overview = try VocabularyOverview(workspace)
    let figures = try overview.figures(.init(scheme: "type"))
    #expect(VocabularyOverview.figureColumns.count == figures[0].count)
    // Scheme, concepts, deprecated, levels, labels; of those in use with a note, mapped, unused; documents.
    #expect(figures == [["type", 4, 1, 3, 6, 1, 1, 3, 0]])
    #expect(
      try overview.unused(.init(scheme: "type")).map(\.uri) == [
        "urn:x:doc", "urn:x:offer", "urn:x:bid",
      ])
    let languages = try overview.languages(.init(scheme: "type"))
    #expect(languages == [["en", 4, 4, 1, 0, 1], ["de", 1, 1, 0, 0, 0]])
  }

  // MARK: Saved queries

  @Test func `a query is kept under a name, replaced, and forgotten`() throws {
    try importing(Self.first)
    let saved = SavedQueries(workspace)
    #expect(try saved.all().isEmpty)
    try saved.save(["price", "list"], as: "prices")
    try saved.save(["a\tb\nc"], as: "a.b-c_1")
    try saved.save(["query:prices", "OR", "offer"], as: "Größe")
    #expect(
      try saved.all().map { "\($0.name): \($0.query)" }
        == [
          "Größe: query:prices OR offer", "a.b-c_1: a b c", "prices: price list",
        ].sorted())
    try saved.save(["prices"], as: "prices")
    #expect(try saved.byName()["prices"] == "prices")
    try saved.remove("Größe")
    #expect(try saved.all().map(\.name) == ["a.b-c_1", "prices"])
    #expect(throws: SavedQueryError.unknown("x", known: ["a.b-c_1", "prices"])) {
      try saved.remove("x")
    }
  }

  @Test(arguments: ["", "a b", "a:b", "a/b", "a\tb", "a\"", "😀"])
  func `what is no name for a query is refused`(name: String) throws {
    try importing(Self.first)
    #expect(throws: SavedQueryError.badName(name)) {
      try SavedQueries(workspace).save(["x"], as: name)
    }
    #expect(try SavedQueries(workspace).all().isEmpty)
  }

  @Test(arguments: ["(a", "query:none", "query:own"])
  func `a query that cannot be understood is not kept`(query: String) throws {
    try importing(Self.first)
    let saved = SavedQueries(workspace)
    try saved.save(["x"], as: "first")
    #expect(throws: MisreadQuery.self) { try saved.save([query], as: "own") }
    #expect(try saved.all().map(\.name) == ["first"])
  }
}
