import Foundation
import Testing

@testable import Taxonomy

/// What somebody could write to make an import take memory or time without end.
///
/// Each of these took minutes, or gigabytes, of a few hundred kilobytes.
@Suite(.timeLimit(.minutes(2))) struct `Documents beyond the limits` {
  private static let head = """
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix e: <http://e.example/> .
    e:a a skos:Concept ; skos:prefLabel "A"@en .

    """

  private static let long = String(repeating: "x", count: VocabularyLimits.identifierLength)

  /// Thirty levels, each with a name of 3,000 bytes.
  private static let deepList: String = (0..<30).map { level -> String in
    let indent = String(repeating: "\t", count: level)
    return "\(indent)\(long.prefix(3000))\(level)\n"
  }.joined()

  private func refusal(_ text: String, as format: VocabularyFormat) -> String {
    do {
      _ = try imported(text, as: format)
      return "was read"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    arguments: [
      (
        VocabularyFormat.turtle,
        head + "@prefix l: <http://e.example/\(long)/> . l:b a skos:Concept ."
      ),
      (.turtle, head + "@base <http://e.example/\(long)/> . <b> a skos:Concept ."),
      (.turtle, head + "<http://e.example/\(long)> a skos:Concept ."),
      (
        .jsonld,
        #"{"@context": {"@vocab": "http://e.example/\#(long)"}, "@id": "http://e.example/a", "b": "c"}"#
      ),
      (.jsonld, #"{"@context": {"b": "http://e.example/\#(long)"}, "@id": "http://e.example/a"}"#),
      (
        .skos,
        #"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" "#
          + #"xml:base="http://e/\#(long)/"/>"#
      ),
      (
        .skos,
        #"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description "#
          + #"rdf:about="http://e/\#(long)"/><rdf:Description rdf:about="http://e/b"/></rdf:RDF>"#
      ),
      (
        .parlance,
        #"<vocabulary xmlns="urn:parlance:vocabulary:1" base="http://e/\#(long)/"><scheme id="s">"#
          + "<title>S</title></scheme></vocabulary>"
      ),
      (.table, "uri,label\nhttp://e.example/\(long),A\n"),
      (.list, deepList),
    ] as [(VocabularyFormat, String)]) func `identifiers are 64 KiB at most, written out`(
      format: VocabularyFormat, text: String
    )
  {
    let said = refusal(text, as: format)
    #expect(said.contains("an identifier, base or namespace is longer than 64 KiB"), "\(said)")
    #expect(said.contains("Hint: shorten the base"))
  }

  @Test func `a line of a list is 64 KiB at most`() {
    #expect(refusal("a\n\(Self.long)x\n", as: .list).contains(":2: error: the line is longer"))
  }

  @Test func `identifiers that are too long take no memory, and no number of their own`() {
    var interner = ByteInterner.identifiers()
    #expect(interner.number(of: "a") == 0)
    #expect(interner.number(of: Self.long + "x") == 0)
    #expect(interner.excess == .identifierLength)
    #expect(interner.number(of: "b") == 1 && interner.arena.count == 2)
    var empty = ByteInterner.identifiers()
    let number = empty.number(of: Self.long + "x")
    #expect(empty.bytes(of: number).isEmpty)
  }

  @Test(arguments: [
    VocabularyFormat.turtle, .skos, .parlance,
  ]) func `there are 65,535 language tags at most`(format: VocabularyFormat) {
    let tags = (0...VocabularyLimits.languages).map { "x-" + String($0, radix: 36) }
    let text =
      switch format {
      case .turtle:
        Self.head + tags.map { "e:a skos:altLabel \"L\"@\($0) .\n" }.joined()
      case .skos:
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
          + "xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\"><skos:Concept rdf:about=\"urn:a\">"
          + tags.map { "<skos:altLabel xml:lang=\"\($0)\">L</skos:altLabel>" }.joined()
          + "</skos:Concept></rdf:RDF>"
      default:
        "<vocabulary xmlns=\"urn:parlance:vocabulary:1\" base=\"http://e/\"><scheme id=\"s\">"
          + "<title>S</title><concept id=\"c\"><name>N</name>"
          + tags.map { "<alias xml:lang=\"\($0)\">L</alias>" }.joined()
          + "</concept></scheme></vocabulary>"
      }
    #expect(refusal(text, as: format).contains("more than 65535 language tags"))
  }

  @Test(arguments: ["e:a", "_:a"]) func `dots in a name are looked at once`(name: String) throws {
    let dots = String(repeating: ".", count: 60_000)
    let vocabulary = try imported(
      Self.head + "\(name)\(dots)b a skos:Concept ; skos:prefLabel \"B\"@en .", as: .turtle
    ).vocabulary
    let long = name == "e:a" ? ["http://e.example/a\(dots)b"] : []
    #expect(
      vocabulary.concepts.map { vocabulary.uri(of: $0) }.sorted() == ["http://e.example/a"] + long)
  }

  @Test func `dots at the end of a name end the statement`() throws {
    let said = refusal(Self.head + "e:a skos:related e:b.. .", as: .turtle)
    #expect(said.contains("\".\" stands here"), "\(said)")
  }

  @Test(arguments: [false, true]) func `properties of properties mean what is above them`(
    isReversed: Bool
  ) throws {
    let steps = (0..<30_000).map { "e:p\($0) rdfs:subPropertyOf e:p\($0 + 1) .\n" }
    let text =
      Self.head + (isReversed ? steps.reversed() : steps).joined()
      + "e:p30000 rdfs:subPropertyOf skos:altLabel . e:a e:p0 \"Alpha\"@en ."
    let vocabulary = try imported(text, as: .turtle).vocabulary
    let concept = try #require(vocabulary.concept(uri: "http://e.example/a"))
    #expect(vocabulary.labels(of: concept).map { vocabulary.text(of: $0) } == ["A", "Alpha"])
  }

  @Test func `the nearest property of SKOS counts, and the first of several`() throws {
    let vocabulary = try imported(
      Self.head + """
        e:p rdfs:subPropertyOf e:q . e:q rdfs:subPropertyOf skos:hiddenLabel .
        e:p rdfs:subPropertyOf skos:altLabel . e:r rdfs:subPropertyOf e:r .
        e:a e:p "Alpha"@en ; e:r "nothing"@en .
        """, as: .turtle
    ).vocabulary
    let concept = try #require(vocabulary.concept(uri: "http://e.example/a"))
    #expect(
      vocabulary.labels(of: concept).map { vocabulary.kind(of: $0) } == [.preferred, .alternative])
  }

  @Test func `rows may be much shorter than the header`() throws {
    let header = (["uri", "label"] + (0..<16_000).map { "c\($0)" }).joined(separator: ",")
    let rows = (0..<20_000).map { "urn:x:\($0),Boat \($0)\n" }.joined()
    #expect(try imported("\(header)\n\(rows)", as: .table).vocabulary.conceptCount == 20_000)
    let terms = (["Term Set Name", "Level 1 Term"] + (0..<16_000).map { "c\($0)" })
      .joined(separator: ",")
    let set = (0..<20_000).map { "Boats,Boat \($0)\n" }.joined()
    #expect(try imported("\(terms)\n\(set)", as: .table).vocabulary.conceptCount == 20_000)
  }
}

@Suite(.timeLimit(.minutes(2))) struct `Contexts of JSON-LD beyond the limits` {
  private func document(_ terms: [(String, String)], _ nodes: String) -> String {
    let skos = "http://www.w3.org/2004/02/skos/core#"
    let all = [("skos", skos), ("name", "skos:prefLabel")] + terms
    return "{\"@context\": {" + all.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
      + "}, \"@graph\": [\(nodes)]}"
  }

  private let node = #"{"@id": "http://e.example/a", "@type": "skos:Concept", "name": "A"}"#

  @Test func `terms are made of 64 others at most`() throws {
    func chain(_ length: Int) -> String {
      document(
        (0..<length).map { ("t\($0)", "t\($0 + 1):x") } + [("t\(length)", "http://e.example/")],
        #"{"@id": "t0:a", "@type": "skos:Concept", "name": "A"}"#)
    }
    let vocabulary = try imported(chain(60), as: .jsonld).vocabulary
    let path = String(repeating: "x", count: 60)
    #expect(vocabulary.concept(uri: "http://e.example/\(path)a") != nil)
    let error = try #require(throws: VocabularyTextError.self) {
      try imported(chain(60_000), as: .jsonld)
    }
    #expect(error.message.contains("is made of more than 64 others"))
  }

  @Test func `terms and nodes may be many`() throws {
    let terms = (0..<30_000).map { ("t\($0)", "http://e.example/\($0)") }
    let nodes = (0..<10_000).map {
      #"{"@context": {"own": "skos:altLabel"}, "@id": "http://e.example/n\#($0)", "#
        + #""@type": "skos:Concept", "name": "A", "own": "B"}"#
    }
    let vocabulary = try imported(
      document(terms, nodes.joined(separator: ",")), as: .jsonld
    ).vocabulary
    #expect(vocabulary.conceptCount == 10_000 && vocabulary.labelCount == 20_000)
  }

  @Test func `an inner context hides terms of outer ones, and null all of them`() throws {
    let vocabulary = try imported(
      document(
        [("alias", "skos:altLabel")],
        """
        {"@context": {"alias": null}, "@id": "urn:x:a", "@type": "skos:Concept", "name": "A",
         "alias": "no", "skos:narrower": {"@context": [{"alias": "skos:hiddenLabel"}, {"z": "urn:z"}],
         "@id": "urn:x:b", "@type": "skos:Concept", "name": "B", "alias": "yes"}},
        {"@context": [null, {"n": "http://www.w3.org/2004/02/skos/core#prefLabel"}], "@id": "urn:x:c",
         "n": "C", "name": "no", "@type": "http://www.w3.org/2004/02/skos/core#Concept"}
        """), as: .jsonld
    ).vocabulary
    let names = vocabulary.concepts.map { concept in
      vocabulary.labels(of: concept).map { vocabulary.text(of: $0) }
    }
    #expect(names == [["A"], ["B", "yes"], ["C"]])
  }
}
