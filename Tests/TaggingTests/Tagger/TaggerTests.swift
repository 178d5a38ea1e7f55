import Documents
import Matching
import Taxonomy
import Testing

@testable import Tagging

struct TaggerTests {
  private func suggestions(
    _ document: Document, context: TaggingContext = TaggingContext(),
    settings: TaggerSettings = TaggerSettings()
  ) throws -> [TagSuggestion] {
    try TaggerFixture.makeTagger(settings: settings).tag(document, context: context)
  }

  private func type(_ document: Document) throws -> TagSuggestion? {
    try suggestions(document).first { $0.uri.hasPrefix("urn:type") }
  }

  private func products(
    _ document: Document, context: TaggingContext = TaggingContext()
  ) throws -> [TagSuggestion] {
    try suggestions(document, context: context).filter { $0.uri.hasPrefix("urn:product") }
  }

  @Test func `the type comes from title and folder, not from the text`() throws {
    let named = try #require(
      try type(
        Document(
          id: "1", path: "sales/Brochures/hx.pdf", title: "Harbor Archive flyer 2010",
          text: "See the price list and the price list.")))
    #expect(named.uri == "urn:type/brochure")
    #expect(named.outcome == .accepted)
    #expect(named.summary == "title, folder")
    #expect(try type(Document(id: "2", text: "The price list is attached.")) == nil)
  }

  @Test func `the end of a title outweighs its beginning`() throws {
    let found = try type(Document(id: "1", title: "Brochure printing price list"))
    #expect(found?.uri == "urn:type/price-list")
    #expect(found?.alternativeURIs == ["urn:type/brochure"] || found?.alternatives.isEmpty == true)
  }

  @Test func `a cue in a heading speaks for a type`() throws {
    let found = try type(
      Document(id: "1", title: "Harbor Archive", headings: ["The product at a glance"]))
    #expect(found?.uri == "urn:type/brochure")
    #expect(found?.evidence.first?.rule == .cue)
    #expect(found?.evidence.first?.surface == "product at a glance")
  }

  @Test func `evidence has the bytes of its field`() throws {
    let path = "Übersicht/Price list/x.txt"
    let found = try #require(try type(Document(id: "1", path: path, title: "Ärger")))
    let item = try #require(found.evidence.first)
    #expect(item.field == .path)
    #expect(String(decoding: Array(path.utf8)[item.range], as: UTF8.self) == "Price list")
  }

  @Test func `an old name tags the product in use and says so`() throws {
    let found = try products(
      Document(
        id: "1", title: "Acme Vault", text: "Acme Vault keeps mail.",
        dates: [DocumentDate(try #require(CalendarDate(year: 2008)), source: .content)]))
    #expect(found.map(\.uri) == ["urn:product/archive"])
    #expect(found.first?.outcome == .accepted)
    #expect(found.first?.evidence.first?.note == "formerly Acme Vault until 2009-06-30")
    #expect(found.first?.reason.contains("name in use at 2008") == true)
  }

  @Test func `the same name means another product later`() throws {
    let found = try products(
      Document(
        id: "1", title: "Acme Vault",
        dates: [DocumentDate(try #require(CalendarDate(year: 2012)), source: .content)]))
    #expect(found.map(\.uri) == ["urn:product/safe"])
  }

  @Test func `an abbreviation of two products goes to review with both`() throws {
    let found = try products(Document(id: "1", title: "HA overview", text: "HA is here."))
    #expect(found.count == 1)
    #expect(found.first?.outcome == .review)
    #expect(
      Set(found.flatMap { [$0.uri] + $0.alternativeURIs })
        == ["urn:product/archive", "urn:product/cluster"])
  }

  @Test func `another name in the document decides an abbreviation`() throws {
    let found = try products(
      Document(id: "1", title: "HA overview", text: "HA, the Harbor Cluster, is here. HA!"))
    #expect(found.map(\.uri) == ["urn:product/cluster"])
    #expect(found.first?.outcome == .accepted)
    #expect(found.first?.reason.contains("also named otherwise") == true)
  }

  @Test func `the folder's habit decides an abbreviation`() throws {
    var context = TaggingContext()
    let archive = try #require(TaggerFixture.vocabulary.concept(uri: "urn:product/archive"))
    context.habits[archive] = 0.9
    let found = try products(Document(id: "1", title: "HA overview"), context: context)
    #expect(found.map(\.uri) == ["urn:product/archive"])
    #expect(found.first?.reason.contains("usual here") == true)
  }

  @Test func `a split follows its condition or goes to review`() throws {
    let clear = try products(
      Document(id: "1", title: "Harbor Mail", text: "The cloud edition of Harbor Mail."))
    #expect(clear.map(\.uri) == ["urn:product/mail-cloud"])
    #expect(clear.first?.evidence.first?.note.contains("“Harbor Mail” was replaced") == true)
    let open = try products(Document(id: "1", title: "Harbor Mail", text: "Harbor Mail."))
    #expect(open.first?.outcome == .review)
    #expect(open.first?.alternatives.count == 1)
  }

  @Test func `a place deep in a long text is not what a document is about`() throws {
    let filler = String(repeating: "Nothing of interest is said here. ", count: 2000)
    let found = try products(Document(id: "1", text: filler + "Harbor Archive " + filler))
    #expect(found.isEmpty)
    let often = String(repeating: "Harbor Archive does it. Some words follow here. ", count: 60)
    #expect(try products(Document(id: "2", text: often)).map(\.outcome) == [.accepted])
  }

  @Test func `blocked concepts are never suggested and limits hold`() throws {
    var settings = TaggerSettings()
    let archive = try #require(TaggerFixture.vocabulary.concept(uri: "urn:product/archive"))
    let document = Document(id: "1", title: "Harbor Archive and Harbor Cluster")
    #expect(try suggestions(document, settings: settings).count == 2)
    settings.limit = 1
    #expect(try suggestions(document, settings: settings).count == 1)
    settings.blocked = [archive]
    #expect(try suggestions(document, settings: settings).map(\.uri) == ["urn:product/cluster"])
  }

  @Test func `a category field goes through the resolver`() throws {
    struct Resolver: MetadataLabelResolver {
      func resolve(_ label: String, in scheme: SchemeOrdinal) -> ResolvedLabel? {
        guard label == "DataSht",
          let concept = TaggerFixture.vocabulary.concept(uri: "urn:type/data-sheet")
        else { return nil }
        return ResolvedLabel(concept: concept, score: 0.9, method: "typo")
      }
    }
    let document = Document(
      id: "1",
      metadata: [MetadataField(name: "cp:category", value: "DataSht", role: .category)])
    let found = try TaggerFixture.makeTagger(resolver: Resolver()).tag(document)
    #expect(found.map(\.uri) == ["urn:type/data-sheet"])
    #expect(found.first?.evidence.first?.note == "cp:category, typo")
  }
}
