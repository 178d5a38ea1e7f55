import Testing

@testable import Documents

/// The pieces that readers put text together from.
struct TextPieceTests {
  private func decoded(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(arguments: [
    ("a  b", "a b"), ("  a \t b ", "a\tb"), ("a \n\n b", "a\nb"), ("a\r\nb", "a\nb"),
    ("a\u{A0}\u{2009}b", "a b"), ("Kündi\u{AD}gung", "Kündigung"), ("\u{FEFF}a\u{200B}b", "ab"),
    ("a\u{2028}b", "a\nb"), ("a\u{7}b\u{85}c", "a b\nc"), ("", ""), (" \n\t", ""),
    ("\u{1F4C4} ä €", "\u{1F4C4} ä €"),
  ])
  func `text is tidied in one pass, and a second one changes nothing`(
    text: String, tidy: String
  ) {
    let once = TextCollector.tidy(Array(text.utf8))
    #expect(decoded(once) == tidy)
    #expect(TextCollector.tidy(once) == once)
  }

  @Test func `text beyond the limit is dropped as a whole piece, and told`() {
    var text = TextCollector(limit: 4)
    text.append(Array("äb".utf8))
    text.append(Array("äb".utf8))
    #expect(text.finish() == "äb")
    #expect(text.isFull)
  }

  @Test(arguments: [
    ("&amp;&lt;&gt;", "&<>"), ("&uuml;&Uuml;&szlig;", "üÜß"), ("&#228;&#xE4;&#XE4;", "äää"),
    // As browsers take them: Windows-1252 for 128 to 159, a mark for what is not a character.
    ("&#150;", "–"), ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    // Latin-1's names count without a semicolon, others do not.
    ("&uumlber", "&uumlber"), ("caf&eacute", "café"), ("&euro", "&euro"), ("&euro;", "€"),
    ("&unknown; & &;&#;&#x;", "&unknown; & &;&#;&#x;"), ("&", "&"), ("a&#228", "aä"),
  ])
  func `references of HTML become what browsers show`(html: String, text: String) {
    #expect(decoded(HTMLEntities.decoded(Array(html.utf8)[...])) == text)
  }

  @Test(arguments: [
    ("SGFyYm9y", "Harbor"), ("SGFyYm9yCg==", "Harbor\n"), ("SGFy\r\n Ym9y", "Harbor"),
    ("SGFyYm9y!!", "Harbor"), ("SGE=SGE=", "HaHa"), ("S", ""), ("", ""), ("-_-_", "\u{FB}\u{FF}"),
  ])
  func `base64 is read past what does not belong to it`(encoded: String, text: String) {
    let bytes = MIMEDecoding.base64(Array(encoded.utf8)[...])
    if encoded == "-_-_" {
      #expect(bytes == [0xFB, 0xFF, 0xBF])
    } else {
      #expect(decoded(bytes) == text)
    }
  }

  @Test(arguments: [
    ("caf=C3=A9", "café"), ("a=\r\nb=  \nc", "abc"), ("50=25 =zz =", "50% =zz "), ("a_b", "a_b"),
  ])
  func `quoted-printable keeps what is not an escape`(encoded: String, text: String) {
    #expect(decoded(MIMEDecoding.quotedPrintable(Array(encoded.utf8)[...])) == text)
  }

  @Test(arguments: [
    ("=?UTF-8?Q?Gr=C3=B6=C3=9Fe?=", "Größe"), ("=?utf-8?b?R3LDtsOfZQ==?=", "Größe"),
    ("=?iso-8859-1?Q?a_b?= =?iso-8859-1?Q?c?=", "a bc"), ("=?x-unknown?Q?a?= b", "a b"),
    ("Re: =?UTF-8?Q?x?= y", "Re: x y"), ("=?UTF-8?Q?", "=?UTF-8?Q?"),
  ])
  func `encoded words of mail headers are joined`(header: String, text: String) {
    #expect(MailWords.decode(Array(header.utf8)) == text)
  }

  @Test func `parameters of mail headers may be quoted, cut and in another encoding`() {
    let found = MailWords.parameters(
      Array(
        "Text/HTML; charset=\"utf-8\"; name*0=\"a;\"; name*1=b.txt; title*=utf-8'en'%e2%82%ac".utf8)
    )
    #expect(found.value == "text/html")
    #expect(found.parameters == ["charset": "utf-8", "name": "a;b.txt", "title": "€"])
  }

  @Test(arguments: [
    (
      "This line of the page fills the width and ends in a hyphen-\nated word.\n\nNext.",
      "This line of the page fills the width and ends in a hyphenated word.\nNext."
    ),
    (
      "This line of the page fills the width and ends in a hyphen\u{2010}\nated word.\n\nNext.",
      "This line of the page fills the width and ends in a hyphenated word.\nNext."
    ),
    (
      "This line of the page fills the width and ends in a dash \u{2013}\nand no word.\n\nNext.",
      "This line of the page fills the width and ends in a dash \u{2013} and no word.\nNext."
    ),
    ("Short\nlines\n\nstay", "Short\nlines\nstay"),
    (
      "A line of this paragraph that is long enough to go on\nhere. \u{C}New page",
      "A line of this paragraph that is long enough to go on here.\nNew page"
    ),
  ])
  func `lines of a page become paragraphs again`(page: String, text: String) {
    var collected = TextCollector(limit: 1_000)
    PDFParagraphs.append(Array(page.utf8)[...], to: &collected)
    #expect(collected.finish() == text)
  }
}
