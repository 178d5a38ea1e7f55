import Testing

@testable import Taxonomy

struct ConceptForestTests {
  private func vocabulary(_ body: String) throws -> Vocabulary {
    try imported(
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:'>\(body)</vocabulary>"
    ).vocabulary
  }

  private func tree(_ vocabulary: Vocabulary, _ forest: ConceptForest, _ key: String) throws
    -> String
  {
    let scheme = try #require(vocabulary.scheme(named: key))
    return forest.members(of: scheme).map {
      String(repeating: ".", count: $0.level - 1) + vocabulary.preferredLabel(of: $0.concept)
    }.joined(separator: " ")
  }

  private static func concept(_ name: String, _ rest: String = "") -> String {
    "<concept id='\(name)'><name>\(name)</name>\(rest)</concept>"
  }

  @Test func `a concept stands once, under the first that is broader`() throws {
    let inner = Self.concept("C", "<broader ref='B'/>")
    let found = try vocabulary(
      "<scheme id='s'>\(Self.concept("A", inner))\(Self.concept("B"))</scheme>")
    #expect(try tree(found, ConceptForest(found), "s") == "A .C B")
  }

  @Test func `a circle is cut where it closes, and nothing of it is lost`() throws {
    let found = try vocabulary(
      "<scheme id='s'>"
        + Self.concept("A", "<broader ref='C'/>") + Self.concept("B", "<broader ref='A'/>")
        + Self.concept("C", "<broader ref='B'/>") + "</scheme>")
    let members = ConceptForest(found).members(of: try #require(found.scheme(named: "s")))
    #expect(members.count == 3)
    #expect(members.map(\.level) == [1, 2, 3])
  }

  @Test func `what is nested too deep begins anew`() throws {
    let names = ["A", "B", "C", "D", "E"]
    let nested = names.reversed().reduce("") { Self.concept($1, $0) }
    let found = try vocabulary("<scheme id='s'>\(nested)</scheme>")
    #expect(try tree(found, ConceptForest(found), "s") == "A .B ..C ...D ....E")
    let shallow = ConceptForest(found, maximumDepth: 2)
    #expect(try tree(found, shallow, "s") == "A .B C .D E")
    let scheme = try #require(found.scheme(named: "s"))
    #expect(ConceptForest(found).members(of: scheme, depth: 2).count == 2)
  }

  @Test(arguments: 1...12)
  func `every concept of every scheme is there once, behind its parent`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let vocabulary = random.make()
    for scheme in vocabulary.schemes {
      let forest = ConceptForest(vocabulary, of: scheme)
      let members = forest.members(of: scheme)
      let expected = vocabulary.concepts.filter { vocabulary.schemes(of: $0).contains(scheme) }
      #expect(Set(members.map(\.concept)) == Set(expected) && members.count == expected.count)
      for (concept, level) in members {
        let path = forest.path(to: concept)
        #expect(path.count == level && path.last == concept)
        for (parent, child) in zip(path, path.dropFirst()) {
          #expect(vocabulary.broader(of: child).contains(parent))
          #expect(forest.children(of: parent).contains(child))
        }
      }
      let sorted = forest.members(of: scheme) { $0.sorted { $0 > $1 } }
      #expect(Set(sorted.map(\.concept)) == Set(expected))
      #expect(forest.members(of: scheme, depth: 1).map(\.concept) == forest.roots(of: scheme))
    }
    let whole = ConceptForest(vocabulary)
    let inFirst = vocabulary.schemes.flatMap { whole.members(of: $0).map(\.concept) }
    #expect(Set(inFirst).count == inFirst.count)
    #expect(Set(inFirst) == Set(vocabulary.concepts.filter { !vocabulary.schemes(of: $0).isEmpty }))
  }
}
