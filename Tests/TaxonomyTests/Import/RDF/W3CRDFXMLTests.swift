import Foundation
import Testing

/// The RDF/XML test suite of the W3C; see `Fixtures/w3c-rdf-xml/LICENSE.md`.
struct W3CRDFXMLTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var action: String
    var result: String?
    var testDescription: String { name }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Fixtures/w3c-rdf-xml").standardizedFileURL

  static let cases: [Case] = {
    let url = folder.appendingPathComponent("manifest.ttl")
    guard let manifest = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    let approved = Set(manifest.matches(of: /(?m)^\s+<#([^>]+)>/).map { String($0.1) })
    let blocks = manifest.split(separator: "\n<#").dropFirst()
    return blocks.compactMap { block in
      let name = String(block.prefix { $0 != ">" })
      guard approved.contains(name), let action = block.firstMatch(of: /mf:action\s+<([^>]+)>/)
      else { return nil }
      let result = block.firstMatch(of: /mf:result\s+<([^>]+)>/)
      return Case(name: name, action: String(action.1), result: result.map { String($0.1) })
    }
  }()

  static let evaluations = cases.filter { $0.result != nil }
  static let negatives = cases.filter { $0.result == nil }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func base(_ name: String) -> String {
    "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-xml/" + name
  }

  @Test func `has all tests of the suite`() {
    #expect(Self.evaluations.count == 126)
    #expect(Self.negatives.count == 40)
  }

  @Test(arguments: evaluations)
  func `reads the graph that is expected`(test: Case) throws {
    let graph = try triples(Self.bytes(test.action), base: Self.base(test.action))
    let result = try #require(test.result)
    let expected = nTriples(String(decoding: try Self.bytes(result), as: UTF8.self))
    #expect(
      areIsomorphic(graph, expected),
      "only here: \(graph.subtracting(expected)); missing: \(expected.subtracting(graph))")
  }

  @Test(arguments: negatives)
  func `refuses what is not RDF/XML`(test: Case) throws {
    let bytes = try Self.bytes(test.action)
    #expect(throws: (any Error).self) {
      try triples(bytes, base: Self.base(test.action))
    }
  }
}
