import Documents
import Matching
import Model
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

  @Test(arguments: [
    Document(id: "1", path: "sales/Brochure/hx.pdf", title: "Harbor Archive", text: "Prose."),
    Document(
      id: "2", path: "a/b.txt", title: "Price list for Harbor Cluster", text: "Harbor Archive."),
    Document(id: "3", title: "Nothing", text: "It replaces Harbor Archive."),
    Document(id: "4", path: "brochures/price list.txt", text: "HA and Acme Vault."),
  ])
  func `what is accepted without evidence is what is accepted with it`(document: Document) throws {
    let tagger = try TaggerFixture.makeTagger(settings: TaggerSettings())
    let accepted = tagger.tag(document).filter { $0.outcome == .accepted }
    let isNamed = document.path.map { !tagger.namesInPath($0).isEmpty } ?? false
    let expected = accepted.filter { isNamed || !tagger.isExclusive($0.scheme) }.map(\.concept)
    #expect(tagger.acceptedConcepts(of: document) == expected)
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
    #expect(found.first?.evidence.first?.note == "formerly Acme Vault (until 2009-06-30)")
    #expect(found.first?.reason.contains("name in use at 2008") == true)
  }

  @Test func `evidence names the label as the vocabulary writes it, not a spelling of it`() throws {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:product")
    builder.declareScheme(scheme, key: "product")
    let entity = builder.entity("urn:product/archive")
    builder.declareConcept(entity)
    builder.addRelation(.scheme, from: entity, to: scheme)
    let period = Validity(from: CalendarDate(year: 2012), until: CalendarDate(year: 2016))
    for label in [
      Label("Harbor Archive"), Label("AcmeVault", kind: .alternative),
      Label("VaultAcme", kind: .alternative, role: .formerName, validity: period),
      Label("Acme Vault", kind: .alternative, role: .formerName, validity: period),
      Label("Vault Acme", kind: .hidden),
    ] { builder.addLabel(label, to: entity) }
    let vocabulary = builder.build().vocabulary
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
    func evidence(_ title: String, year: Int? = nil) throws -> [String] {
      let date = year.flatMap { CalendarDate(year: $0) }
      let document = Document(
        id: "1", title: title, dates: date.map { [DocumentDate($0, source: .content)] } ?? [])
      let item = try #require(tagger.tag(document).first?.evidence.first)
      return [item.label.map(vocabulary.text(of:)) ?? "", item.note]
    }
    for year in [nil, 2014, 2020] {
      #expect(
        try evidence("Acme Vault", year: year) == [
          "Acme Vault", "formerly Acme Vault (2012–2016)",
        ])
      #expect(try evidence("AcmeVault", year: year) == ["AcmeVault", ""])
    }
    // In another number it is still the name of two words.
    #expect(try evidence("Acme Vaults") == ["Acme Vault", "formerly Acme Vault (2012–2016)"])
    #expect(try evidence("Vault Acme")[0] == "Vault Acme")
    #expect(try evidence("VaultAcme")[0] == "VaultAcme")
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
      func resolve(
        _ label: String, in scheme: SchemeOrdinal, asOf date: CalendarDate?
      ) -> ResolvedLabel? {
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

  @Test func `a name in several schemes is one tag in each, and none silences another`() throws {
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="city"><concept id="c"><name>New York</name></concept></scheme>
      <scheme id="county"><concept id="y"><name>NEW YORK</name></concept></scheme>
      <scheme id="state"><concept id="s"><name>Empire</name><alias>New York</alias></concept>
      </scheme></vocabulary>
      """
    var importer = VocabularyImporter()
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    let text = Document(id: "1", text: "The inventor lives in New York. New York granted it.")
    func tags(_ settings: TaggerSettings = TaggerSettings()) throws -> [String] {
      Tagger(
        vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary), settings: settings
      ).tag(text).filter { $0.outcome == .accepted }.map { vocabulary.uri(of: $0.concept) }
    }
    #expect(try tags() == ["urn:x:c", "urn:x:y", "urn:x:s"])
    for scheme in vocabulary.schemes {
      var settings = TaggerSettings()
      settings.schemes = [scheme]
      #expect(try tags(settings).count == 1)
    }
  }

  @Test(arguments: [["Archive", "Backup", "Capture"], ["Capture", "Backup", "Archive"]])
  func `which of several things a short text names first does not matter`(names: [String]) throws {
    let concepts = ["Archive", "Backup", "Capture"].map {
      "<concept id=\"\($0)\"><name>Harbor \($0)</name></concept>"
    }
    let document =
      "<vocabulary xmlns=\"urn:parlance:vocabulary:1\" base=\"urn:x:\" xml:lang=\"en\">"
      + "<scheme id=\"p\">\(concepts.joined())</scheme></vocabulary>"
    var importer = VocabularyImporter()
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    let tagger = Tagger(vocabulary: vocabulary, labelIndex: try LabelIndex.compile(vocabulary))
    let text = names.map { "We use Harbor \($0)." }.joined(separator: " ")
    let found = tagger.tag(Document(id: "1", text: text))
    #expect(Set(found.map { vocabulary.uri(of: $0.concept) }).count == 3)
    #expect(found.allSatisfy { $0.outcome == .accepted })
    let scores = found.map(\.score)
    // The labels differ in length, which counts a little.
    #expect((scores.max() ?? 1) - (scores.min() ?? 0) < 0.03)
  }
}
