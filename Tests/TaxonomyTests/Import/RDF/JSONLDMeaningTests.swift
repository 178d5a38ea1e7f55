import JSONCoding
import Testing

@testable import Taxonomy

/// What a document of JSON-LD says, as N-Triples; after "JSON-LD 1.1" and its API (W3C 2020).
struct JSONLDMeaningTests {
  private static let base = "http://e.example/dir/doc"

  private static func statements(_ text: String) throws -> Set<Triple> {
    var parser = JSONLDParser(sink: TripleList(), resources: ByteInterner())
    try parser.parse(
      try JSONReader.value(of: Array(text.utf8)), JSONLDContext(base: base))
    return parser.sink.triples(parser.resources, parser.languages.tags)
  }

  private func expect(_ document: String, _ statements: String) throws {
    let found = try Self.statements(document)
    let wanted = nTriples(statements)
    #expect(
      areIsomorphic(found, wanted),
      "\(document)\nfound \(found.map { "\($0.subject) \($0.predicate) \($0.object)" }.sorted())")
  }

  // MARK: Identifiers and names

  @Test(arguments: [
    ("x", "http://e.example/dir/x"), ("../x", "http://e.example/x"), ("/x", "http://e.example/x"),
    ("#x", "http://e.example/dir/doc#x"), ("?q", "http://e.example/dir/doc?q"),
    ("//o.example/x", "http://o.example/x"), ("urn:x:y", "urn:x:y"), ("p:x", "urn:p#x"),
    ("p:", "urn:p#"), ("q:x", "q:x"), ("http://a.example/ä", "http://a.example/ä"),
    // A term is not looked for in an identifier, nor the vocabulary.
    ("name", "http://e.example/dir/name"),
    // Behind a prefix there is no authority.
    ("p://x", "p://x"),
  ])
  func `an identifier is relative to the document or has a prefix`(_ id: String, _ iri: String)
    throws
  {
    try expect(
      """
      {"@context": {"p": "urn:p#", "name": "urn:name", "@vocab": "urn:v#"},
       "@id": "\(id)", "urn:a": "b"}
      """,
      "<\(iri)> <urn:a> \"b\" .")
  }

  @Test(arguments: [
    ("name", "urn:name"), ("p:x", "urn:p#x"), ("urn:x", "urn:x"), ("other", "urn:v#other"),
    ("alias", "urn:name"), ("inner", "urn:p#inner"),
  ])
  func `a property is a term, has a prefix, or is of the vocabulary`(_ name: String, _ iri: String)
    throws
  {
    try expect(
      """
      {"@context": {"p": "urn:p#", "name": "urn:name", "@vocab": "urn:v#", "alias": "name",
        "inner": "p:inner"}, "@id": "urn:s", "\(name)": "b"}
      """,
      "<urn:s> <\(iri)> \"b\" .")
  }

  @Test(arguments: [
    "{\"@context\": {\"@vocab\": \"urn:v#\", \"x\": null}, \"@id\": \"urn:s\", \"x\": \"b\"}",
    "{\"@context\": [{\"x\": \"urn:x\"}, {\"x\": null}], \"@id\": \"urn:s\", \"x\": 1}",
    "{\"@id\": \"urn:s\", \"x\": \"b\"}",
    "{\"@context\": {\"@vocab\": \"urn:v#\"}, \"@id\": \"urn:s\", \"x\": null}",
    "{\"@context\": {\"@vocab\": \"urn:v#\"}, \"@id\": \"urn:s\", \"x\": []}",
    "{\"@context\": {\"@vocab\": \"urn:v#\"}, \"@id\": \"urn:s\", \"x\": {\"@value\": null}}",
    "{\"@context\": {\"@vocab\": \"urn:v#\"}, \"@id\": \"urn:s\", \"_:x\": \"b\"}",
  ])
  func `what means nothing says nothing`(_ document: String) throws {
    try expect(document, "")
  }

  @Test func `a term that means nothing outside means something within, and the other way round`()
    throws
  {
    try expect(
      """
      {"@context": {"@vocab": "urn:v#", "x": null}, "@id": "urn:s", "x": "lost",
       "in": {"@context": {"x": "urn:x"}, "@id": "urn:t", "x": "kept",
              "in": {"@context": {"x": null}, "@id": "urn:u", "x": "lost"}}}
      """,
      """
      <urn:s> <urn:v#in> <urn:t> .
      <urn:t> <urn:x> "kept" .
      <urn:t> <urn:v#in> <urn:u> .
      """)
  }

  @Test func `a context of nothing forgets all that was said before`() throws {
    try expect(
      """
      {"@context": [{"@vocab": "urn:v#", "@language": "en"}, null, {"a": "urn:a"}],
       "@id": "urn:s", "a": "b", "c": "d"}
      """,
      "<urn:s> <urn:a> \"b\" .")
  }

  // MARK: Types

  private static let type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

  @Test(
    arguments: [
      ("\"T\"", ["urn:v#T"]), ("[\"T\", \"p:U\"]", ["urn:v#T", "urn:p#U"]),
      ("\"named\"", ["urn:named"]), ("\"nothing\"", []), ("[\"nothing\", \"T\"]", ["urn:v#T"]),
    ] as [(String, [String])])
  func `a type is a term, has a prefix, or is of the vocabulary`(_ value: String, _ iris: [String])
    throws
  {
    try expect(
      """
      {"@context": {"@vocab": "urn:v#", "p": "urn:p#", "named": "urn:named", "nothing": null},
       "@id": "urn:s", "@type": \(value)}
      """,
      iris.map { "<urn:s> \(Self.type) <\($0)> ." }.joined(separator: "\n"))
  }

  @Test func `a type of no vocabulary is relative to the document`() throws {
    try expect(
      "{\"@id\": \"urn:s\", \"@type\": \"T\"}",
      "<urn:s> \(Self.type) <http://e.example/dir/T> .")
  }

  // MARK: Literals

  @Test(arguments: [
    ("\"b\"", "\"b\"@en"), ("{\"@value\": \"b\"}", "\"b\""),
    ("{\"@value\": \"b\", \"@language\": \"de\"}", "\"b\"@de"),
    ("{\"@value\": \"b\", \"@type\": \"urn:t\"}", "\"b\"^^<urn:t>"),
    ("{\"@value\": \"b\", \"@type\": \"p:t\"}", "\"b\"^^<urn:p#t>"),
    ("true", "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"),
    ("{\"@value\": false}", "\"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>"),
    ("7", "\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>"),
    ("-7", "\"-7\"^^<http://www.w3.org/2001/XMLSchema#integer>"),
    ("{\"@value\": 7, \"@type\": \"urn:t\"}", "\"7\"^^<urn:t>"),
    ("\"\"", "\"\"@en"),
  ])
  func `a literal has its type, or the language of the document`(_ value: String, _ object: String)
    throws
  {
    try expect(
      """
      {"@context": {"p": "urn:p#", "@language": "en"}, "@id": "urn:s", "urn:a": \(value)}
      """,
      "<urn:s> <urn:a> \(object) .")
  }

  @Test(arguments: [
    // The term's language, and none, before that of the document.
    ("{\"@id\": \"urn:a\", \"@language\": \"fr\"}", "\"b\"", "\"b\"@fr"),
    ("{\"@id\": \"urn:a\", \"@language\": null}", "\"b\"", "\"b\""),
    ("{\"@id\": \"urn:a\", \"@type\": \"urn:t\"}", "\"b\"", "\"b\"^^<urn:t>"),
    ("{\"@id\": \"urn:a\", \"@type\": \"urn:t\"}", "7", "\"7\"^^<urn:t>"),
    ("{\"@id\": \"urn:a\", \"@type\": \"urn:t\"}", "{\"@value\": \"b\"}", "\"b\""),
    ("{\"@id\": \"urn:a\", \"@type\": \"@id\"}", "\"b\"", "<http://e.example/dir/b>"),
    ("{\"@id\": \"urn:a\", \"@type\": \"@id\"}", "\"p:b\"", "<urn:p#b>"),
    ("{\"@id\": \"urn:a\", \"@type\": \"@vocab\"}", "\"other\"", "<urn:other>"),
    ("{\"@id\": \"urn:a\", \"@type\": \"@vocab\"}", "\"b\"", "<http://e.example/dir/b>"),
    ("{\"@id\": \"urn:a\", \"@type\": \"@none\"}", "\"b\"", "\"b\"@en"),
    // What is not a string is no identifier.
    (
      "{\"@id\": \"urn:a\", \"@type\": \"@id\"}", "7",
      "\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>"
    ),
    (
      "{\"@id\": \"urn:a\", \"@type\": \"@vocab\"}", "true",
      "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"
    ),
  ])
  func `a term says what its values are`(_ term: String, _ value: String, _ object: String) throws {
    try expect(
      """
      {"@context": {"p": "urn:p#", "@language": "en", "other": "urn:other", "a": \(term)},
       "@id": "urn:s", "a": \(value)}
      """,
      "<urn:s> <urn:a> \(object) .")
  }

  // MARK: Containers

  @Test(
    arguments: [
      (
        "@language", "{\"en\": \"b\", \"de\": [\"c\", \"d\"], \"@none\": \"e\"}",
        ["\"b\"@en", "\"c\"@de", "\"d\"@de", "\"e\""]
      ),
      ("@set", "[\"b\", \"c\"]", ["\"b\"", "\"c\""]), ("@set", "\"b\"", ["\"b\""]),
      ("@index", "{\"one\": \"b\", \"two\": [\"c\", \"d\"]}", ["\"b\"", "\"c\"", "\"d\""]),
    ] as [(String, String, [String])])
  func `a container holds values`(_ container: String, _ value: String, _ objects: [String]) throws
  {
    try expect(
      """
      {"@context": {"a": {"@id": "urn:a", "@container": "\(container)"}}, "@id": "urn:s",
       "a": \(value)}
      """,
      objects.map { "<urn:s> <urn:a> \($0) ." }.joined(separator: "\n"))
  }

  private static let list = """
    <urn:s> <urn:a> _:1 .
    _:1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "b" .
    _:1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:2 .
    _:2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "c" .
    _:2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
    """

  @Test func `a list is one of RDF, by its term or by itself`() throws {
    try expect(
      """
      {"@context": {"a": {"@id": "urn:a", "@container": "@list"}}, "@id": "urn:s",
       "a": ["b", null, "c"]}
      """, Self.list)
    try expect("{\"@id\": \"urn:s\", \"urn:a\": {\"@list\": [\"b\", \"c\"]}}", Self.list)
    try expect(
      """
      {"@context": {"a": {"@id": "urn:a", "@container": "@list"}}, "@id": "urn:s",
       "a": {"@list": ["b", "c"]}}
      """, Self.list)
    try expect(
      "{\"@id\": \"urn:s\", \"urn:a\": {\"@list\": []}}",
      "<urn:s> <urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .")
  }

  // MARK: Nodes

  @Test func `nodes stand in nodes, with and without names`() throws {
    try expect(
      """
      {"@context": {"@vocab": "urn:v#"}, "@id": "urn:s",
       "a": [{"@id": "urn:t", "b": "c"}, {"b": "d"}, {"@id": "_:x", "b": {"@id": "_:x"}}],
       "e": {"@set": [{"@id": "urn:t"}, "f"]}}
      """,
      """
      <urn:s> <urn:v#a> <urn:t> .
      <urn:t> <urn:v#b> "c" .
      <urn:s> <urn:v#a> _:1 .
      _:1 <urn:v#b> "d" .
      <urn:s> <urn:v#a> _:2 .
      _:2 <urn:v#b> _:2 .
      <urn:s> <urn:v#e> <urn:t> .
      <urn:s> <urn:v#e> "f" .
      """)
  }

  @Test func `what is reversed points to the node`() throws {
    let statements = """
      <urn:t> <urn:a> <urn:s> .
      <urn:u> <urn:a> <urn:s> .
      <urn:u> <urn:b> "c" .
      """
    try expect(
      """
      {"@id": "urn:s", "@reverse": {"urn:a": [{"@id": "urn:t"}, {"@id": "urn:u", "urn:b": "c"}]}}
      """, statements)
    try expect(
      """
      {"@context": {"isAOf": {"@reverse": "urn:a"}}, "@id": "urn:s",
       "isAOf": ["urn:t", {"@id": "urn:u", "urn:b": "c"}]}
      """, statements)
  }

  @Test func `keywords have aliases, and graphs their own context`() throws {
    try expect(
      """
      {"@context": {"id": "@id", "type": "@type", "graph": "@graph", "v": "urn:v#"},
       "@graph": [{"id": "urn:s", "type": "v:T", "v:a": {"id": "urn:t"}},
                  {"@context": {"v": "urn:w#"}, "id": "urn:u", "v:a": "b"}]}
      """,
      """
      <urn:s> \(Self.type) <urn:v#T> .
      <urn:s> <urn:v#a> <urn:t> .
      <urn:u> <urn:w#a> "b" .
      """)
  }

  @Test(arguments: [
    "{\"@context\": 7}", "{\"@context\": {\"a\": 7}}", "[7]", "\"text\"",
    "{\"@id\": \"urn:s\", \"urn:a\": {\"@value\": [1]}}",
    "{\"@id\": \"urn:s\", \"@reverse\": {\"urn:a\": 7}}",
    "{\"@context\": {\"a\": {\"@id\": \"urn:a\", \"@context\": {}}}}",
  ])
  func `what no document may say is an error`(_ document: String) {
    #expect(throws: JSONLDError.self) { try Self.statements(document) }
  }
}
