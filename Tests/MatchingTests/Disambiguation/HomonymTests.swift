import Model
import Taxonomy
import Testing

@testable import Matching

/// What decides between the concepts that bear one name.
struct HomonymTests {
  private struct World {
    let vocabulary: Vocabulary
    let tables: ConceptTables
    var context: Disambiguator.DocumentContext

    init(_ vocabulary: Vocabulary) {
      self.vocabulary = vocabulary
      tables = ConceptTables(vocabulary)
      context = Disambiguator.DocumentContext(
        named: DenseMap(capacity: vocabulary.conceptCount))
    }

    func concept(_ name: String) throws -> ConceptOrdinal {
      try #require(vocabulary.concept(uri: "urn:\(name)"))
    }

    mutating func name(_ concept: String, times: Int32) throws {
      context.named[try self.concept(concept).rawValue] = times
    }

    /// The meanings of a name, the best first, and whether the best one is clear.
    func choose(
      _ text: String, conditionWeight: (Successor) -> Double = { _ in 0 }
    ) throws -> (meanings: [Disambiguator.Meaning], isDecided: Bool) {
      let labels = vocabulary.labels.filter { vocabulary.text(of: $0) == text }
      let first = try #require(labels.first)
      let facts = tables.facts[Int(first.rawValue)]
      var meanings: [Disambiguator.Meaning] = []
      let choice = Disambiguator(tables).choose(
        among: labels[...],
        surface: Disambiguator.Surface(key: facts.key, tokenCount: UInt32(facts.tokenCount)),
        in: context, to: &meanings, conditionWeight: conditionWeight)
      return (Array(meanings[choice.range]), choice.isDecided)
    }

    func uris(_ meanings: [Disambiguator.Meaning]) -> [String] {
      meanings.map { vocabulary.uri(of: $0.concept) }
    }
  }

  /// A river and an airline called Delta, a town beside the river, and a bank that was split.
  private static func world() -> World {
    var builder = VocabularyBuilder()
    func concept(_ name: String, _ labels: [Label]) -> VocabularyBuilder.Entity {
      let entity = builder.entity("urn:\(name)")
      builder.declareConcept(entity)
      for label in labels { builder.addLabel(label, to: entity) }
      return entity
    }
    let river = concept("river", [Label("Delta"), Label("mouth of the river", kind: .alternative)])
    _ = concept(
      "airline",
      [
        Label("Delta Air Lines"),
        Label(
          "Delta", validity: Validity(from: CalendarDate(year: 2000), until: nil)),
      ])
    let town = concept("town", [Label("Rivertown")])
    builder.addRelation(.related, from: river, to: town)
    let bank = concept("bank", [Label("Nordbank")])
    let north = concept("north", [Label("Northbank")])
    let south = concept("south", [Label("Southbank")])
    builder.deprecate(bank, since: CalendarDate(year: 2010))
    builder.addSuccessor(north, to: bank, when: "retail")
    builder.addSuccessor(south, to: bank, when: "shipping")
    let old = concept("old", [Label("Oldname")])
    builder.deprecate(old, since: CalendarDate(year: 2010))
    builder.addSuccessor(town, to: old)
    return World(builder.build().vocabulary)
  }

  @Test func `without a sign all meanings stay open`() throws {
    let (meanings, isDecided) = try Self.world().choose("Delta")
    #expect(meanings.count == 2)
    #expect(!isDecided)
  }

  @Test func `a name that was in use on the document's date wins, one that was not loses`() throws {
    var world = Self.world()
    world.context.date = CalendarDate(year: 2005)
    let current = try world.choose("Delta")
    #expect(world.uris(current.meanings).first == "urn:airline")
    #expect(current.isDecided)
    #expect(current.meanings[0].reasons == .isInUse)
    world.context.date = CalendarDate(year: 1990)
    let before = try world.choose("Delta")
    #expect(world.uris(before.meanings).first == "urn:river")
    #expect(before.isDecided)
    #expect(before.meanings[1].reasons == .isOutOfUse)
  }

  @Test func `a concept that the document names otherwise wins, the more often the surer`() throws {
    var world = Self.world()
    try world.name("airline", times: 1)
    let once = try world.choose("Delta")
    #expect(world.uris(once.meanings).first == "urn:airline")
    #expect(once.isDecided)
    try world.name("airline", times: 5)
    let often = try world.choose("Delta")
    #expect(often.meanings[0].points > once.meanings[0].points)
    #expect(often.meanings[0].reasons == .isNamedOtherwise)
  }

  @Test func `a neighbor that the document names decides, and is told`() throws {
    var world = Self.world()
    try world.name("town", times: 1)
    let (meanings, isDecided) = try world.choose("Delta")
    #expect(world.uris(meanings).first == "urn:river")
    #expect(isDecided)
    #expect(meanings[0].reasons == .hasNeighbor)
    #expect(meanings[0].neighbor == (try world.concept("town")))
  }

  @Test func `what is usual in the folder decides by how usual it is`() throws {
    var world = Self.world()
    world.context.habits = [try world.concept("airline"): 1]
    #expect(world.uris(try world.choose("Delta").meanings).first == "urn:airline")
    world.context.habits = [try world.concept("airline"): 0.1]
    #expect(!(try world.choose("Delta").isDecided))
  }

  @Test func `a name of a replaced concept means what replaced it`() throws {
    let world = Self.world()
    let (meanings, isDecided) = try world.choose("Oldname")
    #expect(world.uris(meanings) == ["urn:town"])
    #expect(isDecided)
    #expect(world.vocabulary.text(of: meanings[0].label) == "Oldname")
  }

  @Test func `a split is decided by the condition that the document meets`() throws {
    let world = Self.world()
    let open = try world.choose("Nordbank")
    #expect(Set(world.uris(open.meanings)) == ["urn:north", "urn:south"])
    #expect(!open.isDecided)
    let met = try world.choose("Nordbank") { $0.condition == "shipping" ? 1 : 0 }
    #expect(world.uris(met.meanings).first == "urn:south")
    #expect(met.isDecided)
    #expect(met.meanings[0].reasons == .meetsCondition)
    #expect(met.meanings[0].successor == 1)
  }
}
