import Model
import Testing

@testable import Documents

/// Calendars, cards, links and OpenDocument in one XML file.
@Suite struct `Small formats are read` {
  @Test func `a calendar tells its entries, not its alarms`() throws {
    let document = try readDocument(SampleDocuments.calendar, "a.ics")
    #expect(document.format == "ics" && document.title == "Fairs")
    #expect(document.headings == ["Launch of Harbor Archive, Vienna"])
    #expect(
      document.text == "Launch of Harbor Archive, Vienna\nBring the brochures.\nAnd flyers.")
    #expect(document.values(.author) == ["Bell, Ann"])
    #expect(document.values(.keyword) == ["vault", "archive"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `a card tells who it is, where, and what was noted`() throws {
    let document = try readDocument(SampleDocuments.contact, "a.vcf")
    #expect(document.title == "Ann Bell")
    #expect(document.text == "Ann Bell\nHarbor Systems, Sales\nGrüße aus Wien\nann@example.com")
    #expect(document.values(.keyword) == ["customers"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
    let two = SampleDocuments.contact + "\nBEGIN:VCARD\nFN:Bo Dunn\nEND:VCARD\n"
    let both = try readDocument(two, "a.vcf")
    #expect(both.title == nil && both.headings == ["Ann Bell", "Bo Dunn"])
  }

  @Test func `a link tells where it leads`() throws {
    let document = try readDocument(SampleDocuments.shortcut, "Archive.url")
    #expect(document.text == "https://harbor.example/archive")
    #expect(document.format == "url")
  }

  @Test func `OpenDocument in one file is read without styles and images`() throws {
    let document = try readDocument(SampleDocuments.flatText, "a.fodt")
    #expect(document.title == "Offer" && document.headings == ["Chapter"])
    #expect(document.text == "Chapter\nOne two")
    #expect(document.values(.keyword) == ["vault"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
    #expect(try readDocument(SampleDocuments.flatText, "a.xml").format == "fodt")
    #expect(refusal(Array("<a><b></a>".utf8), "a.fodt") == .damaged)
  }

  @Test(arguments: [
    (SampleDocuments.calendar, "ics"), (SampleDocuments.contact, "vcf"),
    (SampleDocuments.shortcut, "url"),
  ])
  func `the content tells what a file without an extension is`(text: String, format: String) throws
  {
    #expect(try readDocument(text, "a").format == format)
  }
}
