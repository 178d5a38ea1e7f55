import JSONCoding
import RandomNumbers
import Testing

@testable import Taxonomy

/// The four ways to write RDF down, held against one another: each says the same.
struct RDFSyntaxTests {
  private static let base = "http://e.example/"

  /// The statements of a document, read by the reader of its syntax.
  private static func statements(_ bytes: [UInt8], _ syntax: RDFSyntax) throws -> Set<Triple> {
    switch syntax {
    case .xml: return try triples(bytes, base: base)
    case .turtle, .ntriples:
      var parser = TurtleParser(
        bytes, sink: TripleList(), resources: ByteInterner(), base: base, path: "x")
      try parser.parse()
      return parser.sink.triples(parser.resources, parser.languages.tags)
    case .jsonld:
      var parser = JSONLDParser(sink: TripleList(), resources: ByteInterner())
      try parser.parse(try JSONReader.value(of: bytes), JSONLDContext(base: base))
      return parser.sink.triples(parser.resources, parser.languages.tags)
    }
  }

  private static func write(_ descriptions: [RDFDescription], _ syntax: RDFSyntax) -> [UInt8] {
    syntax.bytes { write in for description in descriptions { write(description) } }
  }

  private static let uris = [
    "http://e.example/a", "urn:x:b", "http://e.example/c?d=e&f='g'#h", "http://ü.example/資料",
    "http://e.example/%20(1),;@!$*+", "http://[::1]:80/a", "mailto:a@e.example", "urn:x:a.b-c_d~e",
  ]

  private static let texts = [
    "", "a", " a ", "a & b < c > d", "\"quoted\"", "it's", "back\\slash", "line\nbreak", "tab\tbed",
    "cr\rlf\r\n", "Größe 資料 👩‍💻 e\u{301}", "]]>", "<!-- -->", "\\u0041", "\u{7F}", "\u{85}", "\u{A0}",
    "\u{2028}", "\u{FFFD}", "\u{10FFFD}", "''", "\"\"\"", "a\\", "@en", "^^", "&amp;", "{}[]",
  ]

  private static let languages = ["", "en", "de", "en-GB", "zh-Hant", "x-a"]

  private static func value(_ numbers: inout SeededGenerator, depth: Int = 0) -> RDFValue {
    let text = texts[numbers.next(below: texts.count)]
    let uri = uris[numbers.next(below: uris.count)]
    switch numbers.next(below: depth < 2 ? 6 : 5) {
    case 0: return .resource(uri)
    case 1: return .literal(text, language: languages[numbers.next(below: languages.count)])
    case 2: return .typed(text, datatype: uri)
    case 3: return .boolean(numbers.next(below: 2) == 0)
    case 4:
      return .list((0..<numbers.next(below: 4)).map { _ in uris[numbers.next(below: uris.count)] })
    default: return .node(description(&numbers, uri: nil, depth: depth + 1))
    }
  }

  private static func description(
    _ numbers: inout SeededGenerator, uri: String?, depth: Int = 0
  ) -> RDFDescription {
    var result = RDFDescription(
      uri: uri, type: numbers.next(below: 2) == 0 ? "skos:Concept" : nil)
    let properties = ["skos:prefLabel", "dct:title", "p:role", "skos:broader", "owl:sameAs"]
    for _ in 0..<(1 + numbers.next(below: depth == 0 ? 3 : 2)) {
      result.add(
        properties[numbers.next(below: properties.count)], value(&numbers, depth: depth))
    }
    return result
  }

  @Test(arguments: 1...60)
  func `every syntax says the same of anything`(seed: UInt64) throws {
    var numbers = SeededGenerator(seed: seed)
    let descriptions = Self.uris.prefix(1 + numbers.next(below: 3)).map {
      Self.description(&numbers, uri: $0)
    }
    let wanted = try Self.statements(Self.write(descriptions, .ntriples), .ntriples)
    #expect(!wanted.isEmpty)
    for syntax in [RDFSyntax.turtle, .jsonld, .xml] {
      let bytes = Self.write(descriptions, syntax)
      let found = try Self.statements(bytes, syntax)
      #expect(
        areIsomorphic(found, wanted),
        """
        \(syntax)
        only here: \(found.subtracting(wanted)); missing: \(wanted.subtracting(found))
        """)
    }
  }

  @Test(arguments: RDFSyntax.allCases, texts)
  func `a text is what it was`(syntax: RDFSyntax, text: String) throws {
    for language in ["", "en"] {
      var description = RDFDescription(uri: "urn:s")
      description.add("skos:note", .literal(text, language: language))
      let found = try Self.statements(Self.write([description], syntax), syntax)
      let wanted = Triple(
        subject: "<urn:s>", predicate: "<http://www.w3.org/2004/02/skos/core#note>",
        object: "\"\(text)\"" + (language.isEmpty ? "" : "@\(language)"))
      #expect(found == [wanted], "\(syntax) \(text.debugDescription)")
    }
  }

  /// Not RDF/XML, whose attributes hold any text: what was read as an IRI is given back as it was.
  @Test(arguments: [RDFSyntax.turtle, .ntriples, .jsonld])
  func `what no IRI may have is encoded, the same in every syntax`(syntax: RDFSyntax) throws {
    var description = RDFDescription(uri: "http://e.example/a b<c>\"d\"{e}|f\\g^h`i\u{7F}j%zz")
    description.add("skos:note", .literal("x", language: ""))
    let found = try Self.statements(Self.write([description], syntax), syntax)
    #expect(
      found.map(\.subject) == [
        "<http://e.example/a%20b%3Cc%3E%22d%22%7Be%7D%7Cf%5Cg%5Eh%60i%7Fj%25zz>"
      ])
  }

  @Test(
    arguments: [
      ("urn:x", nil), ("http://e.example/ä?b#c", nil), ("http://[::1]/", nil),
      ("http://e.example/%41", nil), ("a b", " "), ("a<b", "<"), ("a>b", ">"), ("a\"b", "\""),
      ("a{b", "{"), ("a}b", "}"), ("a|b", "|"), ("a^b", "^"), ("a`b", "`"), ("a\\b", "\\"),
      ("a%b", "%"), ("a%4", "%"), ("a%", "%"), ("a\u{0}", "\u{0}"), ("a\u{7F}", "\u{7F}"),
      ("http://e.example/a#b#c", "#"), ("http://e.example/[a]", "["), ("http://[a/b]", "["),
      ("http://e.example/\u{202E}", "\u{202E}"), ("urn:\u{E000}", "\u{E000}"),
      ("urn:a?\u{E000}", nil), ("", nil),
    ] as [(String, Unicode.Scalar?)])
  func `the first character that an IRI may not have is found, and encoded`(
    _ iri: String, _ fault: Unicode.Scalar?
  ) {
    #expect(IRI.fault(in: iri) == fault)
    let encoded = IRI.encoded(iri)
    #expect(IRI.fault(in: encoded) == nil)
    #expect((encoded == iri) == (fault == nil))
  }
}
