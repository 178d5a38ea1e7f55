import Foundation
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// A folder tells of its documents what its other documents are assigned, where folders tell anything.
struct FolderAssignmentsTests {
  private static let tables = ConceptTables(TaggerFixture.vocabulary)

  private static func concept(_ name: String) throws -> ConceptOrdinal {
    try #require(TaggerFixture.vocabulary.concept(uri: "urn:product/\(name)"))
  }

  /// Two folders of a dozen documents each: each about one product, or both about either in turn.
  private static func assignments(_ followsFolders: Bool) throws -> FolderAssignments {
    let products = [try concept("archive"), try concept("cluster")]
    var result = FolderAssignments(tables)
    for number in 0..<24 {
      let folder = number % 2
      let product = followsFolders ? products[folder] : products[number / 2 % 2]
      result.add(path: "share/\(folder)/\(number).txt", concepts: [product])
    }
    result.finish()
    return result
  }

  private static func products(
    _ document: Document, _ assignments: FolderAssignments
  ) throws -> [TagSuggestion] {
    var context = TaggingContext()
    context.folder = assignments.context(path: document.path)
    return try TaggerFixture.makeTagger().tag(document, context: context)
      .filter { $0.uri.hasPrefix("urn:product") }
  }

  private static let passing = String(
    repeating: "Nothing of interest is said in this part of it. ", count: 120)

  @Test func `a passing mention is a subject where the folder is about it, and says why`() throws {
    let document = Document(
      id: "1", path: "share/0/new.txt",
      text: Self.passing + "Harbor Archive was named. " + Self.passing)
    #expect(try Self.products(document, Self.assignments(false)).isEmpty)
    let found = try #require(try Self.products(document, Self.assignments(true)).first)
    #expect(found.uri == "urn:product/archive")
    #expect(found.outcome == .accepted)
    let reason = try #require(found.evidence.first { $0.rule == .neighborDocuments })
    #expect(
      reason.note == "assigned to 100 % of the 12 other documents in the folder, 0 % elsewhere")
    #expect(reason.weight == 6)
  }

  @Test func `what the folder is about is proposed where a document names nothing`() throws {
    let document = Document(id: "1", path: "share/1/new.txt", text: Self.passing)
    let found = try Self.products(document, Self.assignments(true))
    #expect(found.map(\.uri) == ["urn:product/cluster"])
    // What only the neighbors speak for is a question.
    #expect(found.map(\.outcome) == [.review])
    let sum = try #require(found.first).evidence.reduce(0) { $0 + $1.weight }
    #expect(abs(1 / (1 + exp(-sum)) - found[0].score) < 1e-6)
    #expect(try Self.products(document, Self.assignments(false)).isEmpty)
  }

  @Test func `a document does not speak for itself`() throws {
    let archive = try Self.concept("archive")
    var assignments = try Self.assignments(true)
    assignments.add(path: "share/1/odd.txt", concepts: [archive])
    assignments.finish()
    let own = try #require(assignments.context(path: "share/1/odd.txt"))
    #expect(own.shares(of: archive).here == 0)
    let other = try #require(assignments.context(path: "share/1/1.txt"))
    #expect(other.shares(of: archive).here == 1.0 / 12)
  }

  @Test func `the order in which documents come does not matter`() throws {
    let archive = try Self.concept("archive")
    let paths = (0..<24).map { "share/\($0 % 3)/\($0)" }
    func shares(_ paths: [String]) -> [Double] {
      var assignments = FolderAssignments(Self.tables)
      for path in paths {
        assignments.add(path: path, concepts: path.hasPrefix("share/0") ? [archive] : [])
      }
      assignments.finish()
      return paths.sorted().map { assignments.context(path: $0)?.logOdds(of: archive) ?? -99 }
    }
    #expect(shares(paths) == shares(paths.reversed()))
  }

  @Test func `what folders tell is summed up in the order of the paths`() throws {
    let products = [try Self.concept("archive"), try Self.concept("cluster")]
    var known: [(path: String, concepts: [ConceptOrdinal])] = []
    for folder in 0..<40 {
      for number in 0..<(4 + folder % 9) {
        known.append(
          (
            "share/\(folder)/\(number).txt",
            number % 13 == 9
              ? products : [products[number % 10 == 6 ? 1 - folder % 2 : folder % 2]]
          ))
      }
    }
    var assignments = FolderAssignments(Self.tables)
    for (path, concepts) in known.reversed() { assignments.add(path: path, concepts: concepts) }
    assignments.finish()
    let scheme = Self.tables.home[Int(products[0].rawValue)]
    let context = try #require(assignments.context(path: known[0].path))
    var (lift, count) = (0.0, 0)
    for (path, concepts) in known.sorted(by: { $0.path < $1.path }) {
      let around = try #require(assignments.context(path: path))
      for concept in concepts.sorted() {
        let shares = around.shares(of: concept)
        lift += shares.here - shares.elsewhere
        count += 1
      }
    }
    let expected = (lift / Double(count) - 0.2) / (0.4 - 0.2)
    #expect((0.01..<0.99).contains(expected), "\(expected)")
    #expect(context.trust[scheme]?.bitPattern == expected.bitPattern)
  }

  @Test func `a tag that the folder proposes says how many the document names`() throws {
    let document = Document(
      id: "1", path: "share/1/new.txt", text: Self.passing + "Harbor Archive was named.")
    let found = try #require(
      try Self.products(document, Self.assignments(true)).first { $0.uri == "urn:product/cluster" })
    #expect(
      found.evidence.contains { $0.note.contains("not named, beside 1 of its scheme that are") })
  }

  @Test(arguments: ["share/0/sub/new.txt", "elsewhere/new.txt", "new.txt"])
  func `folders of few documents tell nothing`(path: String) throws {
    let found = try Self.assignments(true).context(path: path)
    #expect(found?.neighbors == nil)
  }
}
