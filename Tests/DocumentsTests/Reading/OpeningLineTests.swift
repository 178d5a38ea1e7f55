import Model
import Testing

@testable import Documents

@Suite struct `The line that a document begins with` {
  @Test(arguments: [
    ("INVOICE\nAcme Pty\nMain Road 5", "INVOICE"),
    ("Lieferschein\nBelegnummer / Datum\n80101911/26.06.2025", "Lieferschein"),
    ("Rechnung Nr. 4711\nSehr geehrte Frau Maier,", "Rechnung Nr. 4711"),
    ("Invoice No. 4711\n\nNordbank AG", "Invoice No. 4711"),
    ("Harbor Systems GmbH\nRECHNUNG\nNordbank", "RECHNUNG"),
    ("Acme Ltd\nLindenstraße 5\nQuote\nfor Nordbank", "Quote"),
    ("RELEASE NOTES Backup 7\nFixed: all.", "RELEASE NOTES Backup 7"),
    ("納品書\nHarbor", "納品書"),
    (
      "Compte rendu de réunion du 12 mars 2011\nPrésents : Anna, Bernard",
      "Compte rendu de réunion du 12 mars 2011"
    ),
    (
      "Minutes of the meeting of 12 March 2011\nPresent: Ann",
      "Minutes of the meeting of 12 March 2011"
    ),
  ])
  func `is title and heading where it stands like one`(text: String, title: String) throws {
    let document = try readDocument(text, "a.txt")
    #expect(document.title == title)
    #expect(document.headings == [title])
    #expect(DisplayTitle.of(document) == title)
  }

  @Test(arguments: [
    ("Müller Bürobedarf GmbH\nHafenstr. 3\n24103 Kiel\n\nRechnung\n\nToner 80,00", "Rechnung"),
    ("Acme Ltd\nMain Street\nBaltimore, MD 21201\nInvoice", "Invoice"),
    ("Acme Ltd\nHafenstr. 3, Kiel\nRechnung", "Rechnung"), ("Page 1 of 1\nINVOICE", "INVOICE"),
    ("3 May 2010\nINVOICE\nToner", "INVOICE"), ("CONFIDENTIAL\nINVOICE\nToner", "INVOICE"),
    ("*** INVOICE ***\nToner", "INVOICE"), ("=== INVOICE ===\nToner", "INVOICE"),
    ("I N V O I C E\nToner", "INVOICE"), ("- INVOICE -\nToner", "INVOICE"),
    ("INVOICE.\nToner", "INVOICE"), ("Invoice:\nToner", "Invoice"),
    ("INVOICE\t4711\nToner", "INVOICE 4711"), ("# INVOICE\nToner", "INVOICE"),
  ])
  func `is found below an address, and without what makes it stand out`(
    text: String, title: String
  ) throws {
    #expect(try readDocument(text, "a.txt").title == title)
  }

  @Test func `a word in capitals below the name of a company is the first heading`() throws {
    let document = try readDocument("Harbor Systems\nINVOICE\nToner", "a.txt")
    #expect(document.headings == ["INVOICE", "Harbor Systems"])
  }

  @Test(arguments: [
    ("<p><b>INVOICE</b></p><p>Toner</p>", "INVOICE"),
    ("<h1>Rechnung Nr. 4711</h1><p>Toner</p>", "Rechnung Nr. 4711"),
  ])
  func `is the title of a page that has none and no frame`(body: String, title: String) throws {
    #expect(try readDocument("<html><body>\(body)</body></html>", "a.html").title == title)
  }

  @Test(arguments: [
    "Dear Ann,\nthe invoice is late.", "between the parties of the first part\nand others",
    "The invoice was sent to the customer in March and paid in April.\nThen", "Date: 2010-03-12\nx",
    "This is a sentence.\nAnd one more.", "name\tcountry code\tcontact\nx",
    "ann@example.com\nx y z",
    "https://example.com/invoice\nBody", "2010-03-12\nBody",
    "One, two, three and four words more here\nx",
  ])
  func `is text where it is none`(text: String) throws {
    let document = try readDocument(text, "a.txt")
    #expect(document.title == nil)
    #expect(document.headings.isEmpty)
  }

  @Test func `is a heading in any format, before those that styles make`() throws {
    let body = "<w:p><w:r><w:t>INVOICE</w:t></w:r></w:p>" + SampleDocuments.wordBody
    let word = try readDocument(SampleDocuments.word(body), "a.docx")
    #expect(word.headings.first == "INVOICE")
    #expect(word.title == "Harbor Archive")
    let text = "{\\rtf1\\ansi INVOICE\\par Acme Pty, Kiel\\par}"
    #expect(try readDocument(text, "a.rtf").title == "INVOICE")
    let table = try readDocument("Invoice;Price\n1;2\n", "a.csv")
    #expect(table.headings.isEmpty && table.title == nil)
    let mail = try readDocument("From: a@b.c\nTo: b@c.d\n\nINVOICE\nBody\n", "a.eml")
    #expect(mail.headings.isEmpty && mail.title == nil)
  }

  @Test(.enabled(if: ForeignTools().path(of: .pdftotext) != nil, "pdftotext is not installed"))
  func `is the title of a PDF whose metadata name none`() throws {
    let document = try readDocument(
      `PDF files`.file(["INVOICE", "Acme Pty", "Total: 100"]), "a.pdf")
    #expect(document.headings == ["INVOICE"])
    #expect(DisplayTitle.of(document) == "INVOICE")
  }
}
