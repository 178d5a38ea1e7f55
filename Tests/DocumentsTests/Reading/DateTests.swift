import Documents
import Model
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

  @Test(arguments: [
    ("Warszawa, 12 marca 2010 r.", "2010-03-12"), ("3 listopada 2011", "2011-11-03"),
    ("12 марта 2010 г.", "2010-03-12"), ("Дата: 3 сентября 2007", "2007-09-03"),
    ("Май 2011", "2011-05"), ("12. března 2010", "2010-03-12"), ("2010. március 12.", "2010-03-12"),
    ("den 12 maj 2010", "2010-05-12"), ("12. marts 2010", "2010-03-12"),
    ("12 березня 2010", "2010-03-12"), ("12 Μαρτίου 2010", "2010-03-12"),
    ("12. maaliskuuta 2010", "2010-03-12"), ("2010 March 12", "2010-03-12"),
    ("2016年3月12日", "2016-03-12"), ("２０１６年３月１２日", "2016-03-12"), ("2016年3月", "2016-03"),
    ("発行日：平成28年3月12日", "2016-03-12"), ("令和6年4月1日発行", "2024-04-01"),
    ("2016년 3월 12일", "2016-03-12"), ("日期 ２０１６／０３／１２", "2016-03-12"),
    ("2016年3月12日（土）", "2016-03-12"),
  ])
  func `is found in other languages`(line: String, date: String) {
    let text = "Acme Vault\n\(line)\nText follows here."
    #expect(ContentDates.date(title: "Acme Vault", headings: [], text: text)?.description == date)
  }

  @Test(arguments: [
    // Croatian writes so of October.
    "12. listopada 2010.", "Guía de marca 2010 edición", "Two data marts 2010 and later",
    "2016年3月に発売された製品の後継にあたる新しい製品です", "この製品は2016-03-12に東京で発売されました",
    "生年月日：1970年2月1日", "2016年", "平成28年", "16年3月12日",
    "2010 March 12, 2011",
  ])
  func `is not guessed from words of other languages`(line: String) {
    #expect(
      ContentDates.date(title: nil, headings: [], text: "Acme\n" + line)?.description
        == (line.hasPrefix("2010 M") ? "2011-03-12" : nil))
  }

  @Test(arguments: [
    "Due date: 30 June 2031", "Valid until 30 June 2031", "Gültig bis: 30.06.2031",
    "Das Angebot gilt bis 30.06.2031.", "Valable jusqu'au 30 juin 2031", "Vervaldatum: 30-06-2031",
    "Zahlbar bis 30.06.2031", "Deadline: 19 March 2031", "Warranty ends: 31 December 2031",
    "Next meeting: 19 March 2031", "Nächster Termin: 19.03.2031",
  ])
  func `what is to end or to come is no date of the document`(line: String) {
    #expect(ContentDates.date(title: nil, headings: [], text: "Acme\n" + line) == nil)
    let text = "Acme\n\(line)\nHamburg, 12 March 2011"
    #expect(ContentDates.date(title: nil, headings: [], text: text)?.description == "2011-03-12")
  }

  @Test(arguments: [
    "DOB: 1 February 1970", "geb. 1.2.1970", "Geboortedatum: 1 februari 1970",
    "Fecha de nacimiento: 1 de febrero de 1970", "Nata a Roma il 1 febbraio 1970",
    "Date of birth: 1 February 1970",
  ])
  func `a date of birth is none of the document, whatever labels it`(line: String) {
    #expect(ContentDates.date(title: nil, headings: [], text: "Acme\n" + line) == nil)
  }

  @Test(arguments: [
    "Ihr Angebot vom 1.2.2011", "Your quotation of 1 February 2011", "Votre devis du 1.2.2011",
    "Uw offerte van 1 februari 2011", "Replaces the version of 1 January 2005",
    "Ersetzt die Fassung vom 1.1.2005",
  ])
  func `the date of another document is not this one's`(line: String) {
    #expect(ContentDates.date(title: nil, headings: [], text: "Acme\n" + line) == nil)
    let text = "Acme\n\(line)\nDatum: 12.03.2011"
    #expect(ContentDates.date(title: nil, headings: [], text: text)?.description == "2011-03-12")
  }

  @Test(arguments: [
    ("12 March 2011\nDear Ann,\nthank you for the letter dated 1 February 2011.", "2011-03-12"),
    ("She was with us from vom 1.3.2001 on, all the years.\nHamburg, 12.3.2011", "2011-03-12"),
    ("We thank you for the letter dated 1 February 2011.", "2011-02-01"),
    ("Customer 5 and page 3 of 7, Datum: 12.03.2011", "2011-03-12"),
    ("Ihr Zeichen Datum 12.03.2011", "2011-03-12"), ("12. bis 14. März 2011", "2011-03-14"),
    ("Generated: 2011-03-12T10:00:00Z", "2011-03-12"), ("2011-03-12 10:00:00", "2011-03-12"),
    ("Lieferdatum: 12.03.2011", "2011-03-12"),
  ])
  func `a line of its own comes before what a sentence says in passing`(text: String, date: String)
  {
    let found = ContentDates.date(title: nil, headings: [], text: "Acme\n" + text)
    #expect(found?.description == date)
  }

  @Test(arguments: [
    (nil, "Datum: 12.03.10\nDie Rechnung", "2010-03-12"), ("de", "Stand: 28.03.98", "1998-03-28"),
    (nil, "Date: 03/10/16\nThe color of the center.", "2016-03-10"),
    ("en-GB", "Date: 03/10/16", "2016-10-03"), (nil, "Date: 12-Mar-10", "2010-03-12"),
    (nil, "Date: 28/03/98", "1998-03-28"), (nil, "Date: 03-28-98", "1998-03-28"),
    (nil, "Datum: 12. März 98", "1998-03-12"), (nil, "Dated 12 March '04, 10:30", "2004-03-12"),
  ])
  func `a year of two digits counts where the line and the document leave no doubt`(
    language: String?, text: String, date: String
  ) {
    let found = ContentDates.date(title: nil, headings: [], text: text, language: language)
    #expect(found?.description == date)
  }

  @Test(arguments: [
    // No word says that it is the date; no order is shown; the year may be the first number, or of either century.
    (nil, "12.03.10\nDie Rechnung und der Beleg"), (nil, "Date: 12.03.10"), (nil, "Date: 25/03/10"),
    ("ko", "Date: 12.03.10"), ("hu", "Date: 98-Mar-12"), ("de", "Datum: 12.03.35"),
    ("de", "Stand: 1.2.10"), ("de", "Datum: 12-03-10"), ("de", "Stand: 10.12.10.4"),
    ("de", "Stand: 12. März 10"), ("en", "Date: 12 March 10:30"), ("de", "Lieferdatum: 12.03.10"),
    ("ja", "日付：16/03/12"), ("de", "Datum: 31.02.10"),
  ])
  func `a year of two digits is not guessed`(language: String?, text: String) {
    let found = ContentDates.date(title: nil, headings: [], text: text, language: language)
    #expect(found == nil)
  }

  @Test func `a labelled date wins over one before it`() {
    let text = "Minutes 3 May 2008\nDate: 4 May 2008\n"
    #expect(ContentDates.date(title: nil, headings: [], text: text)?.description == "2008-05-04")
  }

  @Test(arguments: [
    "born 01.02.1970 in Kiel", "geboren am 1. Februar 1970", "Date of birth: 1 February 1970",
    "né le 1er février 1970",
  ])
  func `a date of a person's life is not the document's`(line: String) {
    #expect(ContentDates.date(title: nil, headings: [], text: "Contract\n" + line) == nil)
    let text = "Contract\n\(line)\nConcluded on 05.06.2011 in Kiel"
    #expect(ContentDates.date(title: nil, headings: [], text: text)?.description == "2011-06-05")
  }

  @Test(arguments: ["Nécessaire 05.06.2011", "NATO 05.06.2011", "Diedrichsen, 5 June 2011"])
  func `words that begin like one of a person's life are others`(line: String) {
    let found = ContentDates.date(title: nil, headings: [], text: "Contract\n" + line)
    #expect(found?.description == "2011-06-05")
  }

  @Test func `a year in the title counts, a year in the text does not`() {
    #expect(
      ContentDates.date(title: "Price list 2010", headings: [], text: "")?.description == "2010")
    #expect(ContentDates.date(title: "2009 to 2010", headings: [], text: "") == nil)
    #expect(ContentDates.date(title: nil, headings: [], text: "Price list 2010") == nil)
  }

  @Test(arguments: [
    (nil, "Date: 03/10/2016\nThe color of the center.", "2016-03-10"),
    (nil, "Date: 03/10/2016\nThe colour of the centre.", "2016-10-03"),
    ("en-US", "Date: 03/10/2016", "2016-03-10"), ("en-GB", "Date: 03/10/2016", "2016-10-03"),
    ("fr", "03/10/2016", "2016-10-03"), (nil, "Datum: 03/10/2016", "2016-10-03"),
    (nil, "03/10/2016\nPrinted 03/28/2016", "2016-03-10"),
    (nil, "Report 5.02.2024\nMay 2, 2024", "2024-05-02"),
    (nil, "Report 5.02.2024\nBody", "2024-02-05"),
    (nil, "Report 3/4/2024\n2024-04-03", "2024-04-03"), (nil, "Meeting 04/04/2024", "2024-04-04"),
  ])
  func `day and month are told apart by what the document shows`(
    language: String?, text: String, date: String
  ) {
    let found = ContentDates.date(title: nil, headings: [], text: text, language: language)
    #expect(found?.description == date)
  }

  @Test(arguments: ["03/10/2016", "en 03/10/2016 or so", "13/14/2016", "99/99/2016"])
  func `nothing is read where nothing tells them apart`(text: String) {
    #expect(ContentDates.date(title: nil, headings: [], text: text, language: "en") == nil)
  }

  @Test func `a labelled date further down counts if nothing above does`() {
    let filler = String(repeating: "Lorem Zeile\n", count: 26)
    func date(_ line: String) -> String? {
      ContentDates.date(title: nil, headings: [], text: "Rechnung\n" + filler + line)?.description
    }
    #expect(date("Rechnungsdatum: 17.08.2021") == "2021-08-17")
    #expect(date("Invoice date: 17 August 2021") == "2021-08-17")
    #expect(date("Hamburg, den 17.08.2021") == "2021-08-17")
    #expect(date("Bad Homburg, 17. August 2021") == "2021-08-17")
    #expect(date("London, 17 August 2021 at noon") == nil)
    #expect(date("It ended in the city of London, 17 August 2021") == nil)
    #expect(date("Room 12, 17 August 2021") == nil)
    #expect(date("Due date: 17 August 2021") == nil)
    #expect(date("Lieferdatum: 17.08.2021") == nil)
    #expect(date("The contract that bears the date 17 August 2021 ended.") == nil)
  }

  @Test(arguments: [
    ("eml", "2012-02-02"), ("msg", "2012-02-02"), ("mbox", "2012-02-02"), ("md", "2012-02-02"),
    ("epub", "2012-02-02"), ("pdf", "2011-01-01"), ("docx", "2011-01-01"), ("html", "2011-01-01"),
    ("txt", "2011-01-01"), ("odt", "2011-01-01"),
  ])
  func `which date wins is a matter of the format`(format: String, date: String) throws {
    var document = Document(id: "x", format: format)
    document.dates = [
      DocumentDate(try #require(CalendarDate("2012-02-02")), source: .metadata),
      DocumentDate(try #require(CalendarDate("2011-01-01")), source: .content),
      DocumentDate(try #require(CalendarDate("2010-01-01")), source: .path),
    ]
    #expect(document.effectiveDate?.description == date)
    #expect(document.ownDate?.description == date)
  }

  @Test func `a date in the text of a mail is not the date of the mail`() throws {
    let mail =
      "From: a@b.c\nTo: b@c.d\nDate: Fri, 12 Mar 2010 08:00:00 +0100\n\nMeeting 2 May 2012\n"
    #expect(try readDocument(mail, "a.eml").ownDate?.description == "2010-03-12")
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
    #expect(MetadataDates.mailDate("5 Mar 13 23:30 -0800")?.description == "2013-03-05")
    #expect(MetadataDates.mailDate("Tue 05 Mar 13 23:30 -0800")?.description == "2013-03-05")
    #expect(MetadataDates.mailDate("Tue, 5 Mar 49 23:30 GMT")?.description == "2049-03-05")
    #expect(MetadataDates.mailDate("5 Mar 1x 23:30 GMT") == nil)
    #expect(MetadataDates.mailDate("5 Mar 55 23:30 GMT") == nil)
  }

  @Test func `the first line of plain text may hold more words beside its date`() {
    let line = "Interface specification JS-088 rev. C, 11 June 2004"
    #expect(ContentDates.date(title: nil, headings: [], text: line)?.description == "2004-06-11")
    #expect(ContentDates.date(title: nil, headings: [], text: "Notes\n" + line) == nil)
  }

  @Test(arguments: [
    ("press/2011-03-01 Kiel.html", "2011-03-01"), ("a/IMG_20100211.txt", "2010-02-11"),
    ("hr/expenses 09-2011.ods", "2011-09"), ("hr/chart 2009-10.html", "2009-10"),
    ("prices/care_plans_2012.csv", "2012"), ("archive/2003/data sheet.html", "2003"),
    ("a/2016_10_03 Report.txt", "2016-10-03"), ("a/Minutes_03_10_2016_final.txt", "2016"),
    ("archive/March 2004/x/data sheet.html", "2004-03"), ("2003/notes 2005.txt", "2005"),
    ("a/2024_03 Offer 4711 v2.docx", "2024-03"), ("a/03-2024 Offer 4711.docx", "2024-03"),
    ("a/01_2024-03-12 Minutes.txt", "2024-03-12"), ("a/07-2024-03-12.txt", "2024-03-12"),
    ("2024_03 Projects/x.txt", "2024-03"), ("03-2024/x.txt", "2024-03"),
    ("a/2024/03/x.txt", "2024-03"), ("a/2024/03/12/b/x.txt", "2024-03-12"),
    ("2024/99/x.txt", "2024"), ("a/12 marca 2010.txt", "2010-03-12"),
    ("a/2016年3月12日.txt", "2016-03-12"),
  ])
  func `is found in the path`(path: String, date: String) {
    #expect(PathDates.date(in: path)?.description == date)
  }

  @Test(arguments: [
    "archive/data sheet.html", "contract 2008-2010.odt", "room 2010 east/x.txt", "x/20101399.txt",
    "KB-10442.html", "", "room 2010-03 east/x.txt", "03/12/x.txt", "2024 things/03/x.txt",
    "a/12.03.10 Minutes.txt",
  ])
  func `is not read into other numbers of a path`(path: String) {
    #expect(PathDates.date(in: path) == nil)
  }

  @Test func `a year is made precise by a less telling date that lies in it`() throws {
    var document = Document(id: "x")
    document.dates = [
      DocumentDate(try #require(CalendarDate("2010")), source: .content),
      DocumentDate(try #require(CalendarDate("2009-12-30")), source: .metadata),
      DocumentDate(try #require(CalendarDate("2010-02")), source: .path),
      DocumentDate(try #require(CalendarDate("2010-02-11")), source: .file),
    ]
    #expect(document.effectiveDate?.description == "2010-02-11")
  }
}
