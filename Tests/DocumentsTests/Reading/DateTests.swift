import Documents
import Taxonomy
import Testing

@Suite struct `Dates of documents` {
  @Test(arguments: [
    ("Date: 12 March 2010", "2010-03-12"), ("12. März 2010", "2010-03-12"),
    ("March 12, 2010", "2010-03-12"), ("March 12th, 2010", "2010-03-12"),
    ("1er février 2009", "2009-02-01"), ("12 de marzo de 2010", "2010-03-12"),
    ("2010-03-12", "2010-03-12"), ("12.03.2010", "2010-03-12"), ("25/12/2009", "2009-12-25"),
    ("Stand: Mai 2011", "2011-05"), ("October 2008", "2008-10"),
    ("Version of 3 Sept. 2007", "2007-09-03"),
  ])
  func `is found in the first lines`(line: String, date: String) {
    let text = "Acme Vault\n\(line)\nText follows here."
    #expect(ContentDates.date(title: "Acme Vault", headings: [], text: text)?.description == date)
  }

  @Test(arguments: [
    "The product was renamed in March 2009 after the merger of both companies.",
    "Call 555-2010-03-12-99 now", "Version 10.03.2010.4", "03/04/2010", "12 March 10",
    "31 February 2010",
    "Building 2010, room 12",
  ])
  func `is not guessed from running text and numbers`(line: String) {
    #expect(ContentDates.date(title: nil, headings: [], text: "Title\n" + line) == nil)
  }

  @Test func `a labelled date wins over one before it`() {
    let text = "Minutes 3 May 2008\nDate: 4 May 2008\n"
    #expect(ContentDates.date(title: nil, headings: [], text: text)?.description == "2008-05-04")
  }

  @Test func `a year in the title counts, a year in the text does not`() {
    #expect(
      ContentDates.date(title: "Price list 2010", headings: [], text: "")?.description == "2010")
    #expect(ContentDates.date(title: "2009 to 2010", headings: [], text: "") == nil)
    #expect(ContentDates.date(title: nil, headings: [], text: "Price list 2010") == nil)
  }

  @Test(arguments: [
    ("2010-03-12T08:00:00Z", "2010-03-12"), ("D:20100312080000+01'00'", "2010-03-12"),
    ("D:2010", "2010"), ("20100312", "2010-03-12"), ("2010-03", "2010-03"),
  ])
  func `metadata dates are read`(value: String, date: String) {
    #expect(MetadataDates.date(value)?.description == date)
  }

  @Test(arguments: ["1601-01-01", "", "yesterday", "D:", "0000-00-00"])
  func `what stands for no date is none`(value: String) {
    #expect(MetadataDates.date(value) == nil)
  }

  @Test func `mail dates are read`() {
    #expect(
      MetadataDates.mailDate("Fri, 12 Mar 2010 08:00:00 +0100")?.description == "2010-03-12")
    #expect(MetadataDates.mailDate("12 Mar 98 08:00 GMT")?.description == "1998-03-12")
  }
}
