import Documents
import Model
import Testing

@Suite struct `Text formats` {
  @Test func `HTML gives text, headings and meta elements`() throws {
    let document = try readDocument(SampleDocuments.html, "a.html")
    #expect(document.title == "Acme & Co")
    #expect(document.headings == ["Big heading"])
    #expect(document.text == "Big heading\nOne é€– two &unknown; 3 < 4\nnext\na\tb\nx\ny")
    #expect(document.language == "en-GB")
    #expect(document.values(.keyword) == ["vault", "archive"])
    #expect(document.values(.category) == ["Brochure"])
    #expect(document.values(facet: "type") == ["Flyer"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `HTML in another encoding is read as it declares`() throws {
    let page =
      Array("<meta charset=windows-1251><p>".utf8) + [0xCF, 0xF0, 0xE8] + Array("</p>".utf8)
    #expect(try readDocument(page, "a.html").text == "При")
  }

  @Test(arguments: [
    "<", "<!--", "<p", "<a href=", "<a href='", "<script>", "&#", "&#x", "&#xFFFFFFFFFF;", "</",
    "<title>", "<![CDATA[", "<?", "<h1>", "&", "<p a=b/><q",
  ])
  func `cut-off HTML is read to its end`(page: String) throws {
    #expect(throws: Never.self) { try readDocument("<html>text " + page, "a.html") }
  }

  @Test func `Markdown gives front matter, headings and plain text`() throws {
    let document = try readDocument(SampleDocuments.markdown, "a.md")
    #expect(document.title == "The Guide")
    #expect(document.headings == ["Using Vault", "Setext"])
    #expect(document.values(.keyword) == ["vault", "backup", "tapes"])
    #expect(document.values(facet: "type") == ["Manual"])
    #expect(document.values(facet: "audience") == ["Engineers", "Buyers"])
    #expect(document.text.contains("Some code and a link with snake_case."))
    #expect(!document.text.contains("title:"))
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `RTF gives text in any code page, headings, info and user properties`() throws {
    let document = try readDocument(SampleDocuments.rtf, "a.rtf")
    #expect(document.text == "Heading\nGrüße € bold coop\nПр\na\tb\n😀end\nhead")
    #expect(document.headings == ["Heading"])
    #expect(document.title == "The Offer")
    #expect(document.values(.keyword) == ["vault", "archive"])
    #expect(document.values(.category) == ["Quote"])
    #expect(document.values(facet: "type") == ["Data Sheet"])
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `RTF nested without end is read`() throws {
    let nested = "{\\rtf1 text" + String(repeating: "{", count: 100_000)
    #expect(try readDocument(nested, "a.rtf").text == "text")
  }

  @Test func `a table in text gives a line for each record`() throws {
    let document = try readDocument("a;b\n\"x\"\"y;z\";2\n\"two\nlines\";3", "a.csv")
    #expect(document.text == "a\tb\nx\"y;z\t2\ntwo lines\t3")
    #expect(try readDocument("a,b\n", "a.csv").text == "a\tb")
    #expect(try readDocument("a\tb,c\n", "a.tsv").text == "a\tb,c")
  }

  @Test func `XML gives its words and survives an error near its end`() throws {
    #expect(try readDocument("<a><title>T</title><b>x &amp; y</b></a>", "a.xml").text == "T\nx & y")
    let broken = try readDocument("<a><b>text</b><c></a>", "a.xml")
    #expect(broken.text == "text")
    #expect(broken.remarks.count == 1)
    #expect(refusal(Array("<a".utf8), "a.xml") == .damaged)
  }

  @Test func `text is told from what is none`() {
    #expect(refusal([], "a.txt") == .empty)
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    #expect(refusal(bytes, "a.txt") == .unsupportedFormat)
    #expect(refusal(bytes, "a.bin") == nil)
    #expect(refusal(Array("BMW makes cars".utf8), "a.txt") == nil)
    #expect(refusal(Array("any words".utf8), "README") == nil)
  }

  @Test func `text beyond the limit is left out with a remark`() throws {
    var reader = DocumentReader()
    reader.limits.textLength = 100
    let text = String(repeating: "äöü ", count: 100)
    let document = try reader.read(Array(text.utf8), name: "a.txt").get()
    #expect(document.text.utf8.count <= 100)
    #expect(!document.text.contains("\u{FFFD}"))
    #expect(document.remarks.count == 1)
  }
}

@Suite struct `Mail` {
  @Test func `a message gives its text, its attachments and its fields`() throws {
    let document = try readDocument(SampleDocuments.mail, "a.eml")
    #expect(document.title == "Grüße aus Wien")
    #expect(document.values(.author) == ["Jürgen <j@example.com>"])
    #expect(document.values(.keyword) == ["vault", "archive"])
    #expect(document.text == "Schöne Grüße\nnote one.txt\nattached\nInner\ninner body")
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `an attached document is read by its own reader`() throws {
    let attachment = Data64.encode(SampleDocuments.spreadsheet)
    let mail = """
      Subject: Prices
      From: a@example.com
      Content-Type: application/octet-stream; name="p.xlsx"
      Content-Transfer-Encoding: base64

      \(attachment)
      """
    let document = try readDocument(mail, "a.eml")
    #expect(document.text.contains("Acme Vault\t199.5"))
    #expect(document.metadata.contains { $0.name == "Attachment" && $0.value == "p.xlsx" })
  }

  @Test func `a mailbox gives each message`() throws {
    let box =
      "From a Fri\nSubject: One\nFrom: a@x\n\nFrom here on\nfirst\n\nFrom b Sat\nSubject: Two\n\nsecond\n"
    let document = try readDocument(box, "a.mbox")
    #expect(document.headings == ["One", "Two"])
    #expect(document.text == "One\nFrom here on\nfirst\nTwo\nsecond")
  }

  @Test func `messages within messages end at the limit`() throws {
    var mail = "Subject: deep\n\ncore"
    for level in 0..<30 {
      mail = "Subject: \(level)\nContent-Type: message/rfc822\n\n" + mail
    }
    let document = try readDocument(mail, "a.eml")
    #expect(document.remarks.count == 1)
    #expect(!document.text.contains("core"))
  }
}

/// Base64 for tests.
enum Data64 {
  static func encode(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      let value = piece.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - piece.count))
      for digit in 0..<4 {
        result += digit <= piece.count ? String(digits[value >> (18 - 6 * digit) & 63]) : "="
      }
      if start % 57 == 54 { result += "\n" }
    }
    return result
  }
}
