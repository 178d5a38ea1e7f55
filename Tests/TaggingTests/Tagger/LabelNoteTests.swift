import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What is said of a name that is not simply a concept's name today.
@Suite struct `What is special about a name` {
  private static let fixture = Result { () throws -> ConceptTables in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="product">
        <concept id="archive"><name>Harbor Archive</name><abbreviation>HA</abbreviation>
          <former from="2004-03-01" until="2009-06-30">Acme Vault</former>
          <former>Acme Store</former><misspelling>Harbour Archiv</misspelling></concept>
        <concept id="old" deprecated="true"><name>Pier Archive</name>
          <successor ref="archive"/></concept>
      </scheme></vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return ConceptTables(vocabulary, index: try LabelIndex.compile(vocabulary))
  }

  @Test(arguments: [
    ("Harbor Archive", ""), ("HA", "abbreviation"),
    ("Acme Vault", "formerly Acme Vault (2004-03-01 – 2009-06-30)"),
    ("Acme Store", "formerly Acme Store"), ("Harbour Archiv", "hidden label"),
    // What a replaced concept was called is a former name of what took its place.
    ("Pier Archive", "formerly Pier Archive"),
  ])
  func `is said in words`(name: String, expected: String) throws {
    let tables = try Self.fixture.get()
    let vocabulary = tables.vocabulary
    let concept = try #require(vocabulary.concept(uri: "urn:x:archive"))
    let label = try #require(
      vocabulary.concepts.flatMap { Array(vocabulary.labels(of: $0)) }
        .first { vocabulary.text(of: $0) == name })
    #expect(LabelNote.note(on: label, meaning: concept, in: tables) == expected)
  }

  private static func date(_ year: Int, _ month: Int? = nil) -> CalendarDate? {
    month.map { CalendarDate(year: year, month: $0) } ?? CalendarDate(year: year)
  }

  @Test(
    arguments: [
      (nil, nil, ""), (date(2012), nil, "since 2012"), (nil, date(2016), "until 2016"),
      (date(2012), date(2016), "2012–2016"), (date(2012, 3), date(2016), "2012-03 – 2016"),
      (date(2012), date(2016, 7), "2012 – 2016-07"),
    ] as [(CalendarDate?, CalendarDate?, String)])
  func `has a period in which a dash is no part of a date`(
    from: CalendarDate?, until: CalendarDate?, expected: String
  ) {
    #expect(LabelNote.period(Validity(from: from, until: until)) == expected)
  }
}
