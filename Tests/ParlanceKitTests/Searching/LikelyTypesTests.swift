import Cataloging
import Foundation
import Searching
import TestSupport
import Testing

@testable import ParlanceKit

/// What an index takes for likely: the tagger's best answer for tagged documents of an export, and what waits in the
/// catalog.
struct LikelyTypesTests {
  private static let vocabulary = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
      <scheme id="type" assign="one"><title>Types</title>
        <concept id="brochure"><name>Brochure</name></concept>
        <concept id="quote"><name>Quote</name></concept></scheme>
      <scheme id="product"><title>Products</title>
        <concept id="vault"><name>Harbor Vault</name></concept>
        <concept id="mail"><name>Harbor Mail</name></concept></scheme>
    </vocabulary>
    """

  private static let base = "https://id.example/"
  private static let text = "Brochure: Harbor Vault. This brochure shows Harbor Vault."

  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder()
    engine = try Engine(at: folder.path)
  }

  private func importVocabulary(_ text: String = Self.vocabulary) throws {
    try folder.write("v.xml", text)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
  }

  /// What a line of an export is taken for beside its tags, by the names of the concepts.
  private func likely(_ line: String, text: String = Self.text) throws -> [String] {
    var batch = ExportBatch(file: "x", likely: try LikelyTypes(engine.workspace))
    batch.add(
      Array(#"{"id":"1","title":"Brochure Harbor Vault","text":"\#(text)",\#(line)}"#.utf8)[...],
      number: 1)
    let document = try batch.read()[0].get()
    return document.likely.map { String($0.dropFirst(Self.base.count)) }
  }

  @Test(arguments: [
    (#""tags":["https://id.example/vault"]"#, ["brochure"]),
    (#""facets":{"product":["https://id.example/vault"]}"#, ["brochure"]),
    // It has a type, be it another one than its text tells.
    (#""tags":["https://id.example/vault","https://id.example/quote"]"#, []),
    (#""tags":["https://id.example/quote"]"#, []),
    // Nobody tagged it, and tagging takes ten times as long as indexing.
    (#""tags":[]"#, []),
    // Only the index finds out what a word means, so that it may well be a type.
    (#""tags":["https://id.example/vault","Quotation"]"#, []),
  ])
  func `a tagged document without a type is likely what its text tells`(
    tags: String, expected: [String]
  ) throws {
    try importVocabulary()
    #expect(try likely(tags) == expected)
  }

  @Test func `what tells no type is likely of none`() throws {
    try importVocabulary()
    var batch = ExportBatch(file: "x", likely: try LikelyTypes(engine.workspace))
    batch.add(
      Array(#"{"id":"1","text":"Soup on Monday.","tags":["https://id.example/vault"]}"#.utf8)[...],
      number: 1)
    #expect(try batch.read()[0].get().likely.isEmpty)
  }

  @Test func `without a vocabulary, or a scheme of one value each, there is nothing to ask`() throws
  {
    #expect(try LikelyTypes(engine.workspace) == nil)
    try importVocabulary(Self.vocabulary.replacingOccurrences(of: #" assign="one""#, with: ""))
    #expect(try LikelyTypes(engine.workspace) == nil)
  }

  /// The hits of "harbor vault brochure", the best first.
  private func found() throws -> [SearchService.Hit] {
    var request = SearchService.Request("harbor vault brochure")
    request.wantsExplanations = true
    return try SearchSession(engine.workspace).search(request).hits
  }

  private static func likelyScore(_ hit: SearchService.Hit) -> Double {
    hit.explanation.filter { $0.name.hasPrefix("likely ") }.reduce(0) { $0 + $1.score }
  }

  @Test func `an export that is indexed, and one read again, are ordered by it`() throws {
    try importVocabulary()
    let tags = #""tags":["https://id.example/vault"]"#
    let lines = (0..<6).map { number in
      // Nobody tagged the last one, of which the same is said.
      #"{"id":"\#(number)","title":"Brochure Harbor Vault","text":"\#(Self.text) \#(number)"\#(number < 5 ? "," + tags : "")}"#
    }
    try folder.write("e.jsonl", lines.joined(separator: "\n"))
    _ = try engine.workspace.searchIndex.index(
      exports: [folder.url(of: "e.jsonl").path], replacing: false,
      observer: ExportObserver(refused: { Issue.record($0) }, progress: { _ in }))
    let first = try found()
    #expect(first.count == 6)
    #expect(first.allSatisfy { (Self.likelyScore($0) > 0) == ($0.id != "5") })
    _ = try engine.workspace.searchIndex.openAnew(updated: { _ in })
    let again = try found()
    #expect(again.map(\.id) == first.map(\.id))
    #expect(again.map(\.score) == first.map(\.score))
  }

  @Test func `what waits in the catalog decides between documents, and is no tag`() throws {
    try importVocabulary()
    for name in ["a.txt", "b.txt", "c.txt"] {
      try folder.write("share/" + name, "Soup for Harbor Vault on Monday, brochure.\n")
    }
    let share = folder.url(of: "share").path
    try engine.retagging.apply(try engine.retagging.plan(share))
    let catalog = try engine.workspace.openCatalog()
    let known = try #require(try catalog.shares().first)
    let run = try catalog.beginRun(
      command: "retag", share: known, started: "2026-01-01T00:00:00Z", place: "catalog")
    let vault = StoredAssignment(concept: Self.base + "vault", facet: "product", score: 0.9)
    let pending = StoredAssignment(
      concept: Self.base + "brochure", facet: "type", score: 0.3, origin: .pending)
    let changes = try catalog.entries(of: known).map { entry in
      AssignmentChange(
        document: entry.id, path: entry.path,
        before: try catalog.assignments(of: entry.id),
        after: entry.path == "b.txt" ? [vault, pending] : [vault])
    }
    #expect(try catalog.apply(changes, run: run, basis: 1).count == 3)
    try catalog.finishRun(run)
    let hits = try found()
    #expect(hits.map { $0.path.split(separator: "/").last } == ["b.txt", "a.txt", "c.txt"])
    #expect(Self.likelyScore(hits[0]) > 0 && hits[1...].allSatisfy { Self.likelyScore($0) == 0 })
    #expect(hits[0].score > hits[1].score)
    #expect(hits.allSatisfy { $0.labels(ofFacet: "type").isEmpty })
    #expect(try SearchSession(engine.workspace).search(.init("type:brochure")).total == 0)
  }
}
