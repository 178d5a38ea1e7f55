import Taxonomy
import Testing

@testable import Matching

/// Which concepts of other schemes a name counts for, too.
struct MappedConceptsTests {
  private typealias Kind = ConceptMapping.Kind

  /// Concepts `s/n`, each of the scheme before the slash, or of none if that is empty.
  private func vocabulary(
    _ uris: [String], _ mappings: [(String, ConceptMapping.Kind, String)],
    deprecated: Set<String> = []
  ) -> Vocabulary {
    var builder = VocabularyBuilder()
    for uri in uris {
      let concept = builder.entity("urn:\(uri)")
      builder.declareConcept(concept)
      if let key = uri.split(separator: "/", omittingEmptySubsequences: false).first, !key.isEmpty {
        let scheme = builder.entity("urn:\(key)")
        builder.declareScheme(scheme, key: String(key))
        builder.addRelation(.topOf, from: concept, to: scheme)
      }
      builder.addLabel(Label(uri), to: concept)
      if deprecated.contains(uri) { builder.deprecate(concept) }
    }
    for (from, kind, to) in mappings {
      builder.addMapping(ConceptMapping(kind, uri: "urn:\(to)"), to: builder.entity("urn:\(from)"))
    }
    return builder.build().vocabulary
  }

  /// What is meant beside a concept, exact matches with `=`, others with `~`.
  private func beside(_ uri: String, _ vocabulary: Vocabulary) throws -> [String] {
    let tables = ConceptTables(vocabulary)
    let concept = try #require(vocabulary.concept(uri: "urn:\(uri)"))
    return tables.mapped[concept].map {
      ($0.isExact ? "=" : "~") + vocabulary.uri(of: $0.concept).dropFirst(4)
    }
  }

  @Test(
    arguments: [
      (.exact, "="), (.close, "~"), (.broad, nil), (.narrow, nil), (.related, nil),
      (.unspecified, nil),
    ] as [(ConceptMapping.Kind, String?)])
  func `exact and close matches count, both ways; others do not`(
    kind: ConceptMapping.Kind, mark: String?
  ) throws {
    let found = vocabulary(["a/1", "b/1"], [("a/1", kind, "b/1")])
    #expect(try beside("a/1", found) == (mark.map { [$0 + "b/1"] } ?? []))
    #expect(try beside("b/1", found) == (mark.map { [$0 + "a/1"] } ?? []))
  }

  @Test(arguments: [false, true])
  func `of two words on one pair the stronger counts, whoever says it first`(isReversed: Bool)
    throws
  {
    var stated: [(String, ConceptMapping.Kind, String)] = [
      ("a/1", .close, "b/1"), ("b/1", .exact, "a/1"),
    ]
    if isReversed { stated = stated.map { ($0.2, $0.1, $0.0) } }
    let found = vocabulary(["a/1", "b/1"], stated)
    #expect(try beside("a/1", found) == ["=b/1"])
    #expect(try beside("b/1", found) == ["=a/1"])
  }

  @Test func `what says exactly the same goes first, and each is there once`() throws {
    let found = vocabulary(
      ["a/1", "b/1", "c/1", "d/1"],
      [
        ("a/1", .close, "b/1"), ("a/1", .exact, "c/1"), ("a/1", .close, "d/1"),
        ("d/1", .close, "a/1"),
      ])
    #expect(try beside("a/1", found) == ["=c/1", "~b/1", "~d/1"])
  }

  @Test func `a concept of the same scheme, of none or out of use is not meant`() throws {
    let found = vocabulary(
      ["a/1", "a/2", "/3", "b/4"],
      [
        ("a/1", .exact, "a/2"), ("a/1", .exact, "/3"), ("a/1", .exact, "b/4"),
        ("a/1", .exact, "x/9"),
      ],
      deprecated: ["b/4"])
    #expect(try beside("a/1", found) == [])
    // The one out of use still leads to what says the same and is in use.
    #expect(try beside("b/4", found) == ["=a/1"])
  }

  @Test func `with one scheme nothing is meant beside`() throws {
    let found = vocabulary(["a/1", "a/2"], [("a/1", .exact, "a/2")])
    #expect(ConceptTables(found).mapped.isEmpty)
  }
}
