import Foundation
import TestSupport
import Testing

@testable import ParlanceKit

/// Queries that people keep under names, and use in others.
struct SavedQueriesTests {
  private let folder: TemporaryFolder
  private let queries: SavedQueries

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "v.xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/">
        <scheme id="type"><title>Types</title><concept id="flyer"><name>Flyer</name></concept></scheme>
      </vocabulary>
      """)
    let engine = try Engine(at: folder.path)
    try engine.vocabularies.importing([folder.url(of: "v.xml").path])
    queries = SavedQueries(engine.workspace)
  }

  private func save(_ name: String, _ words: String..., filters: [String] = []) throws {
    try queries.save(words, filters: filters.compactMap { SearchService.Filter($0) }, as: name)
  }

  private func fault(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: ["a", "open-quotes", "2010_q1", "v1.2", "größe", "字", "-", ".", "A"])
  func `a name has letters, digits and three signs`(name: String) throws {
    try save(name, "vault")
    #expect(try queries.all() == [SavedQuery(name: name, query: "vault")])
    try queries.remove(name)
    #expect(try queries.all().isEmpty)
  }

  @Test(arguments: [
    "", " ", "a b", "a/b", "a:b", "a\tb", "a\nb", "query:a", "\"a\"", "😀", "a*", "٣",
  ])
  func `other names are refused with what is allowed`(name: String) throws {
    let told = fault { try save(name, "vault") }
    #expect(
      told == "'\(name)' is not a name for a query\nHint: use letters, digits, '-', '_' and '.'")
    #expect(try queries.all().isEmpty)
  }

  @Test func `queries stand in the order of their names, a later one in place of an earlier`()
    throws
  {
    try save("b", "vault")
    try save("a", "harbor", "-draft")
    try save("b", "archive")
    #expect(
      try queries.all() == [
        SavedQuery(name: "a", query: "harbor -draft"), SavedQuery(name: "b", query: "archive"),
      ])
    #expect(try queries.byName() == ["a": "harbor -draft", "b": "archive"])
  }

  @Test(arguments: [
    ("type=Flyer", "type:\"Flyer\""), ("type!=Flyer", "-type:\"Flyer\""),
    ("type=Price list", "type:\"Price list\""),
  ])
  func `filters are kept with the words`(filter: String, text: String) throws {
    try save("q", "vault", filters: [filter])
    let kept = try #require(try queries.all().first).query
    #expect(kept.hasPrefix("vault "))
    #expect(kept.replacing("\"", with: "") == "vault " + text.replacing("\"", with: ""))
    // What is kept is a query again.
    try save("again", kept)
  }

  @Test func `line ends and tabs become blanks, so that a query is one line`() throws {
    try save("q", "harbor\tvault", "archive\r\nsafe\u{2028}quay")
    #expect(try queries.all() == [SavedQuery(name: "q", query: "harbor vault archive safe quay")])
    #expect(try queries.all().count == 1)
  }

  @Test(arguments: ["(vault", "\"vault", "vault AND", "date:2011..2009", "query:nothing"])
  func `what is no query is not kept, and what was there stays`(query: String) throws {
    try save("q", "vault")
    #expect(fault { try save("q", query) } != "no error", "\(query)")
    #expect(try queries.all() == [SavedQuery(name: "q", query: "vault")])
  }

  @Test func `a query may use others, and never itself`() throws {
    try save("a", "vault")
    try save("b", "query:a", "-draft")
    try save("c", "query:a OR query:b")
    #expect(fault { try save("d", "query:d") } != "no error")
    #expect(fault { try save("a", "query:c") } != "no error", "it would lead back through others")
    #expect(try queries.byName()["a"] == "vault")
    try save("a", "harbor")
  }

  @Test func `a name that there is not is told with those that there are`() throws {
    #expect(fault { try queries.remove("x") } == "no query was saved as 'x'")
    try save("b", "vault")
    try save("a", "vault")
    #expect(fault { try queries.remove("x") } == "no query was saved as 'x'\nHint: there are a, b")
    #expect(fault { try queries.remove("A") }.contains("no query"), "names have a case")
  }

  @Test func `a damaged file is told, and nothing is taken for a query`() throws {
    try save("a", "vault")
    let path = folder.url(of: ".parlance/queries.tsv")
    let whole = try Data(contentsOf: path)
    try Data(whole.dropLast(3)).write(to: path)
    #expect(fault { _ = try queries.all() }.contains("queries.tsv"))
    #expect(fault { try save("b", "vault") }.contains("queries.tsv"))
    try whole.write(to: path)
    #expect(try queries.all().map(\.name) == ["a"])
  }
}
