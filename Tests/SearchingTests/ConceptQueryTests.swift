import Matching
import Model
import Taxonomy
import TestSupport
import Testing

@testable import Searching

/// What names of concepts in a query stand for.
struct ConceptQueryTests {
  private static let vocabulary: Vocabulary = {
    var world = ProductVocabulary()
    let abbreviation = Label("AG", kind: .alternative, role: .abbreviation)
    world.add("urn:type:guide", to: world.types, [Label("Administrator guide"), abbreviation])
    world.add("urn:product:gateway", to: world.products, [Label("Access Gateway"), abbreviation])
    world.add(
      "urn:product:guard", to: world.products,
      [
        Label("Acme Guard"),
        Label(
          "AX", kind: .alternative, role: .abbreviation, requiredContext: ["guard", "acme"]),
      ])
    world.add(
      "urn:product:jetty", to: world.products,
      [
        Label("Jetty 12"),
        Label(
          "Harbor Express", kind: .alternative, role: .formerName,
          validity: Validity(until: CalendarDate("2003"))),
        Label(
          "Tape Box", kind: .alternative, role: .formerName,
          validity: Validity(until: CalendarDate("2003"))),
      ])
    world.add(
      "urn:product:express", to: world.products,
      [Label("Harbor Express", validity: Validity(from: CalendarDate("2008")))])
    world.add(
      "urn:product:vault", to: world.products, [Label("Acme Vault"), Label("AV", kind: .hidden)])
    world.add("urn:product:archive", to: world.products, [Label("Harbor Archive")])
    world.add(
      "urn:product:states", to: world.products,
      [Label("United States"), Label("U.S.", kind: .alternative)])
    world.add("urn:type:contacts", to: world.types, [Label("Contacts")])
    let vault = world.builder.entity("urn:product:vault")
    world.builder.deprecate(vault, since: CalendarDate("2009"))
    world.builder.addSuccessor(world.builder.entity("urn:product:archive"), to: vault)
    return world.builder.build().vocabulary
  }()

  private static let documents = [
    IndexDocument(id: "nordbank", text: "Nordbank AG renews its contract", language: "en"),
    IndexDocument(id: "nordbank2", text: "a visit to Nordbank AG in May", language: "en"),
    IndexDocument(id: "guide", text: "the AG backup chapter", language: "en"),
    IndexDocument(
      id: "tagged", text: "how to run it", language: "en",
      facets: ["type": ["urn:type:guide"], "product": ["urn:product:gateway"]]),
    IndexDocument(
      id: "jetty", text: "the Jetty 12 has slots", date: CalendarDate("2004"), language: "en"),
    IndexDocument(
      id: "old", text: "Harbor Express holds tapes", date: CalendarDate("2002"), language: "en"),
    IndexDocument(
      id: "new", text: "Harbor Express is an appliance", date: CalendarDate("2010"), language: "en"),
    IndexDocument(
      id: "late", text: "the Tape Box of old", date: CalendarDate("2011"), language: "en"),
    IndexDocument(id: "vault", text: "Acme Vault keeps mail", language: "en"),
    IndexDocument(id: "av", text: "AV installation, the AV server", language: "en"),
    IndexDocument(id: "archive", text: "Harbor Archive keeps mail", language: "en"),
    IndexDocument(id: "acme", text: "Acme moved to Hamburg", language: "en"),
  ]

  private static func search(_ query: String) throws -> SearchResults {
    var answer: SearchResults?
    try withTemporaryFolder { folder in
      try makeIndex(documents, in: folder, vocabulary: vocabulary)
      var request = SearchRequest(query)
      request.limit = 100
      let labels = try LabelIndex.compile(vocabulary)
      answer = try SearchIndex(folder: folder, vocabulary: vocabulary, labels: labels)
        .search(request)
    }
    return try #require(answer)
  }

  @Test(arguments: ["Nordbank AG", "nordbank ag", "Südbank AG"])
  func `initials behind a name are part of the name`(query: String) throws {
    let understanding = try Self.search(query).understanding
    #expect(understanding.readings.isEmpty, "\(understanding.readings)")
    #expect(
      understanding.notices.contains {
        if case .partOfName(let name) = $0.kind { name == query } else { false }
      })
  }

  @Test(arguments: ["AG", "AG backup", "backup of the AG"])
  func `initials that stand alone are a concept, each meaning under its own facet`(
    query: String
  ) throws {
    let readings = try Self.search(query).understanding.readings
    #expect(readings.map(\.facet) == ["type", "product"])
    #expect(readings.flatMap(\.concepts).map(\.label) == ["Administrator guide", "Access Gateway"])
  }

  @Test(arguments: ["contact us", "write to us", "About us", "CONTACT US", "us and them"])
  func `an everyday word is no abbreviation beside words that are no labels`(
    query: String
  ) throws {
    let readings = try Self.search(query).understanding.readings
    #expect(!readings.flatMap(\.concepts).map(\.label).contains("United States"))
  }

  @Test(arguments: [
    "us", "harbor archive us", "us harbor archive", "archive U.S.", "price list US", "US prices",
  ])
  func `it is one alone, beside a label, in capitals and with its dots`(query: String) throws {
    let readings = try Self.search(query).understanding.readings
    #expect(readings.flatMap(\.concepts).map(\.label).contains("United States"))
  }

  @Test func `what is proposed in place of an ambiguous name is a query that means one concept`()
    throws
  {
    let queries = try Self.search("AG").understanding.readings.flatMap(\.queries)
    #expect(queries == ["type:\"Administrator guide\"", "product:\"Access Gateway\""])
    for query in queries {
      let found = try Self.search(query)
      #expect(found.hits.map(\.id) == ["tagged"], "\(query)")
    }
  }

  @Test func `a name that asks for other words is meant beside one of them, or alone`() throws {
    #expect(try Self.search("AX price").understanding.readings.isEmpty)
    #expect(try !Self.search("guard AX").understanding.readings.isEmpty)
    #expect(try !Self.search("AX").understanding.readings.isEmpty)
  }

  @Test func `an expired name counts for documents of its own time`() throws {
    let found = try Self.search("Jetty 12")
    #expect(Set(found.hits.map(\.id)) == ["jetty", "old", "late"])
    let scores = Dictionary(uniqueKeysWithValues: found.hits.map { ($0.id, $0.score) })
    #expect(try #require(scores["late"]) < #require(scores["old"]) / 2)
  }

  @Test func `the name of a replaced concept finds the same as that of its successor`() throws {
    let sets = try ["Acme Vault", "Harbor Archive", "AV"].map {
      Set(try Self.search($0).hits.map(\.id))
    }
    #expect(sets[0] == ["vault", "archive"])
    #expect(sets[1] == sets[0])
    #expect(sets[2] == sets[0].union(["av"]), "what is too short to be looked for as a name")
  }
}
