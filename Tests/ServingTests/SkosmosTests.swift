import JSONCoding
import Serving
import Testing

/// Skosmos's interface.
struct SkosmosTests {
  private let asker: Asker

  init() throws { asker = try Asker() }

  private static let archive = "https://id.example/product/archive"

  private func get(_ path: String) throws -> JSONValue {
    try asker.json(asker.get("/rest/v1/\(path)"))
  }

  @Test func `vocabularies and concepts are found, by old names, too`() throws {
    #expect(
      try get("vocabularies")["vocabularies"]?.array?.map { $0["id"]?.string } == [
        "type", "product",
      ])
    let found = try get("search?query=acme*")["results"]?.array?.first
    #expect(found?["uri"]?.string == Self.archive)
    #expect(found?["altLabel"]?.string == "Acme Vault")
    #expect(try get("type/search?query=acme*")["results"] == [])
    let looked = try get("product/lookup?label=acme+vault")["result"]?.array?.first
    #expect(looked?["prefLabel"]?.string == "Harbor Archive")
    #expect(asker.get("/rest/v1/type/lookup?label=acme+vault").status == 404)
  }

  @Test func `a concept is walked from`() throws {
    let uri = FormFields.encoded(Self.archive)
    #expect(try get("product/label?uri=\(uri)")["prefLabel"]?.string == "Harbor Archive")
    #expect(try get("product/broader?uri=\(uri)")["broader"] == [])
    #expect(try get("product/children?uri=\(uri)")["narrower"] == [])
    let tops = try get("type/topConcepts")["topconcepts"]?.array ?? []
    #expect(tops.map { $0["label"]?.string } == ["Brochure", "Price list"])
    #expect(asker.get("/rest/v1/product/label?uri=none").status == 404)
  }

  @Test func `a name is searched for whole, or by its beginning with a star`() throws {
    #expect(try get("search?query=acme")["results"] == [])
    #expect(try get("search?query=acme+vault")["results"]?.array?.count == 1)
    let both = try get("search?query=*&vocab=type+product")["results"]
    #expect(both == [])
    let prices = try get("search?query=pri*&vocab=type+product")["results"]?.array
    #expect(prices?.map { $0["lang"]?.string } == [""])
    #expect(try get("search?query=pri*&offset=1")["results"] == [])
    #expect(asker.get("/rest/v1/search?query=pri*&parent=x").status == 400)
  }

  @Test func `a vocabulary tells what it is`() throws {
    let vocabulary = try get("product/")
    #expect(vocabulary["title"]?.string == "Products")
    #expect(
      vocabulary["conceptschemes"]?.array?.first?["uri"]?.string == "https://id.example/product")
    #expect(try get("product/groups")["groups"] == [])
    #expect(try get("product/types") == get("types"))
    for missing in ["none/", "none/groups", "product/none"] {
      let response = asker.get("/rest/v1/\(missing)")
      #expect(response.status == 404)
      #expect(response.headers["Content-Type"] == "application/problem+json")
    }
  }

  @Test func `the way up and down begins with the concept itself`() throws {
    let uri = FormFields.encoded(Self.archive)
    for method in ["broaderTransitive", "narrowerTransitive"] {
      let chain = try get("product/\(method)?uri=\(uri)")[method]
      #expect(chain?[Self.archive]?["prefLabel"]?.string == "Harbor Archive")
    }
    #expect(asker.get("/rest/v1/product/broaderTransitive?uri=none").status == 404)
  }

  @Test(arguments: [
    ("", "", "application/rdf+xml", "rdf:about=\"https://id.example/product/archive\""),
    (
      "&format=text/turtle", "", "text/turtle",
      "<https://id.example/product/archive> a skos:Concept"
    ),
    ("", "text/turtle;q=0.3, application/ld+json", "application/ld+json", "\"@graph\""),
    ("&format=application/n-triples", "text/turtle", "application/n-triples", "Acme Vault"),
  ])
  func `a concept is told as RDF in the form asked for`(
    format: String, accepted: String, type: String, words: String
  ) {
    let target = "/rest/v1/product/data?uri=\(FormFields.encoded(Self.archive))\(format)"
    let response = asker.get(target, accept: accepted)
    #expect(response.headers["Content-Type"] == type)
    #expect(response.text.contains(words), "\(response.text)")
    #expect(!response.text.contains("Brochure"))
  }

  @Test func `what there is not is not told as RDF`() {
    #expect(asker.get("/rest/v1/data?uri=none").status == 404)
    #expect(asker.get("/rest/v1/data?uri=https%3A%2F%2Fid.example%2Fproduct").status == 200)
    #expect(asker.get("/rest/v1/data?uri=x&format=text/html").status == 400)
  }
}
