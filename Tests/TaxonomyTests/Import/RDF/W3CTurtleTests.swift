import Foundation
import Testing

@testable import Taxonomy

/// The Turtle test suite of the W3C; see `Fixtures/w3c-turtle/LICENSE.md`.
struct W3CTurtleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var kind: String
    var action: String
    var result: String?
    var testDescription: String { name }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Fixtures/w3c-turtle").standardizedFileURL

  static let cases: [Case] = {
    let url = folder.appendingPathComponent("manifest.ttl")
    guard let manifest = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return manifest.split(separator: "\n<#").dropFirst().compactMap { block in
      guard let kind = block.firstMatch(of: /rdf:type\s+rdft:(\w+)/),
        let action = block.firstMatch(of: /mf:action\s+<([^>]+)>/)
      else { return nil }
      return Case(
        name: String(block.prefix { $0 != ">" }), kind: String(kind.1), action: String(action.1),
        result: block.firstMatch(of: /mf:result\s+<([^>]+)>/).map { String($0.1) })
    }
  }()

  static let evaluations = cases.filter { $0.kind == "TestTurtleEval" }
  static let negatives = cases.filter {
    ["TestTurtleNegativeSyntax", "TestTurtleNegativeEval"].contains($0.kind)
  }
  static let positives = cases.filter { $0.kind == "TestTurtlePositiveSyntax" }

  /// The statements of a document of Turtle.
  static func triples(_ name: String) throws -> Set<Triple> {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    var parser = TurtleParser(
      bytes, sink: TripleList(), resources: ByteInterner(),
      base: "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/" + name, path: name)
    try parser.parse()
    return parser.sink.triples(parser.resources, parser.languages.tags)
  }

  @Test func `has all tests of the suite`() {
    #expect(Self.evaluations.count == 145)
    #expect(Self.positives.count == 74)
    #expect(Self.negatives.count == 94)
  }

  @Test(arguments: evaluations)
  func `reads the graph that is expected`(test: Case) throws {
    let graph = try Self.triples(test.action)
    let expected = try Self.triples(try #require(test.result))
    #expect(
      areIsomorphic(graph, expected),
      "only here: \(graph.subtracting(expected)); missing: \(expected.subtracting(graph))")
  }

  @Test(arguments: positives)
  func `reads what is Turtle`(test: Case) throws {
    _ = try Self.triples(test.action)
  }

  @Test(arguments: negatives)
  func `refuses what is not Turtle`(test: Case) {
    #expect(throws: VocabularyTextError.self) { try Self.triples(test.action) }
  }
}
