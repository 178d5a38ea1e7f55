import Model
import Testing

@testable import Documents

/// Pages of the web are read as browsers show them, however they are written.
struct HTMLReaderTests {
  private func text(_ html: String) throws -> String {
    try readDocument("<html><body>" + html, "a.html").text
  }

  @Test(arguments: [
    ("a<p>b</p>c", "a\nb\nc"), ("a<br>b<BR/>c", "a\nb\nc"), ("<p>a<p>b", "a\nb"),
    ("<ul><li>a<li>b</ul>", "a\nb"), ("<b>a</b>b <i>c</i>", "ab c"),
    ("a\n  b\r\n\tc", "a b c"), ("<p>a</p>\n\n<p>b</p>", "a\nb"),
    ("<div>a<div>b</div></div>c", "a\nb\nc"), ("<h4>a</h4>b", "a\nb"),
    ("<table><tr><td>a<td>b<tr><th>c<th>d</table>", "a\tb\nc\td"),
    ("<dl><dt>a<dd>b</dl>", "a\nb"), ("<option>a<option>b", "a\nb"),
  ])
  func `blocks and cells are set apart, other markup is not`(html: String, expected: String) throws
  {
    #expect(try text(html) == expected)
  }

  @Test(arguments: [
    ("<script>if (a < b) { x() }</script>b", "b"), ("<style>p { }</style>b", "b"),
    ("<SCRIPT>x</Script>b", "b"), ("<script>a</scrip></script>b", "b"),
    ("<script>\"</div>\"</script >b", "b"), ("<noscript>x</noscript>b", "b"),
    ("<template>x</template>b", "b"), ("<svg><text>x</text></svg>b", "b"),
    ("a<script>never closed", "a"),
    ("a<!-- x > y -->b", "ab"), ("a<!-- x -- y", "a"), ("a<!DOCTYPE x>b", "ab"),
    ("a<?php echo 1 ?>b", "ab"), ("a<![CDATA[b < c & d]]>e", "ab < c & de"), ("a<![CDATA[b", "ab"),
    ("a<!---->b", "ab"),
  ])
  func `what is no text is left out, to its own end`(html: String, expected: String) throws {
    #expect(try text(html) == expected)
  }

  @Test(arguments: [
    ("a < b", "a < b"), ("a<", "a<"), ("1<2", "1<2"), ("a <3 b", "a <3 b"), ("a & b", "a & b"),
    ("AT&T", "AT&T"), ("a&", "a&"), ("</", "</"), ("a<>b", "a<>b"),
  ])
  func `signs of markup that are none are text`(html: String, expected: String) throws {
    #expect(try text(html) == expected)
  }

  @Test(arguments: [
    ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&auml;&ouml;&szlig;", "äöß"),
    // Without a semicolon only those of Latin-1 are references (HTML 13.5).
    ("&auml", "ä"), ("&hellip", "&hellip"), ("&hellip;", "…"),
    ("&Alpha;&omega;&sigmaf;", "Αως"), ("&euro;&ndash;&rarr;", "€–→"),
    ("&nosuch;", "&nosuch;"), ("&;", "&;"), ("&#;", "&#;"), ("&#x;", "&#x;"),
    ("&#65;&#x41;&#X41;&#65", "AAAA"), ("&#x1F600;", "😀"),
    // Numbers of Windows-1252, of nothing, of half a pair and beyond the last character (13.2.5.80).
    ("&#150;&#x80;", "–€"), ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"),
    ("&#1114112;", "\u{FFFD}"), ("&#99999999999999999999;", "\u{FFFD}"),
    ("&#xFFFFFFFFFFFFFFFFFFFF;", "\u{FFFD}"), ("&amp;lt;", "&lt;"),
  ])
  func `references are what browsers make of them`(html: String, expected: String) throws {
    #expect(try text(html) == expected)
  }

  @Test func `what is set as it stands keeps its lines`() throws {
    #expect(try text("<pre>a\nb</pre>c\nd") == "a\nb\nc d")
    #expect(try text("<pre>a\n<pre>b\nc</pre>d\ne") == "a\nb\nc\nd e")
  }

  @Test(arguments: [
    ("<h1>A &amp; <i>B</i></h1>x", ["A & B"]),
    ("<h1>A\n B</h1><H2>C</H2><h3>D</h3>", ["A B", "C", "D"]),
    ("<h4>A</h4>", []), ("<h1>never closed", ["never closed"]), ("<h1></h1><h2> </h2>", []),
    ("<h1><a href='x'>A</a></h1>", ["A"]),
  ])
  func `headings are those of three levels`(html: String, expected: [String]) throws {
    #expect(try readDocument("<html><body>" + html, "a.html").headings == expected)
  }

  @Test(arguments: [
    ("<title>A &ndash; B</title>", "A – B"), ("<title>\n A\n  B </title>", "A B"),
    ("<title>A <b> B</title>", "A <b> B"), ("<TITLE lang=de>A</TITLE>", "A"),
    ("<title>A", "A"),
  ])
  func `the title is a line of text`(html: String, expected: String) throws {
    let document = try readDocument("<html><head>\(html)</head><body><p>x", "a.html")
    #expect(document.title == expected)
    #expect(document.values(.title) == [expected])
    #expect(!document.text.contains(expected))
  }

  @Test(arguments: [
    ("<meta name=keywords content='a, b'>", MetadataField.Role.keyword, ["a", "b"]),
    ("<META NAME=\"Keywords\" CONTENT=\"a\">", .keyword, ["a"]),
    (
      "<meta content='a' name='article:tag'><meta property='article:tag' content='b'>", .keyword,
      ["a", "b"]
    ),
    ("<meta name=dc.type content=Flyer>", .category, ["Flyer"]),
    ("<meta property='article:section' content='R&amp;D'>", .category, ["R&D"]),
    ("<meta name=description content='What > this <is'>", .description, ["What > this <is"]),
    ("<meta name=dcterms.creator content=Ann>", .author, ["Ann"]),
    ("<meta name=subject content=S>", .subject, ["S"]),
    ("<meta name=viewport content=x><meta name=robots content=y>", .other, []),
    ("<meta name=og:image:width content=7><meta name=msapplication-x content=y>", .other, []),
    ("<meta name=DocType2 content=y>", .other, ["y"]),
    ("<meta name=keywords>", .keyword, []), ("<meta content=a>", .keyword, []),
  ])
  func `meta elements say what they are named for`(
    html: String, role: MetadataField.Role, expected: [String]
  ) throws {
    let document = try readDocument("<html><head>\(html)</head><body>x", "a.html")
    #expect(document.values(role) == expected)
  }

  @Test func `the language and the dates are those that the page states`() throws {
    let document = try readDocument(
      "<html lang='de-AT'><head><meta name=dcterms.created content='2009-05-04'>"
        + "<meta http-equiv=last-modified content='Fri, 12 Mar 2010 08:00:00 GMT'></head><body>x",
      "a.html")
    #expect(document.language?.hasPrefix("de") == true)
    #expect(document.dates(.metadata).sorted() == ["2009-05-04", "2010-03-12"])
  }

  @Test(arguments: [
    ("<meta charset=\"windows-1252\">", [0xE4], "ä"),
    ("<meta charset=iso-8859-2>", [0xB1], "ą"),
    ("<meta http-equiv=content-type content='text/html; charset=koi8-r'>", [0xC1], "\u{430}"),
    ("<?xml version='1.0' encoding='windows-1251'?>", [0xE0], "\u{430}"),
    // A page that is read byte by byte is not UTF-16, and a name that nobody knows is none.
    ("<meta charset=utf-16>", [0xC3, 0xA4], "ä"), ("<meta charset=nonsense>", [0xC3, 0xA4], "ä"),
  ])
  func `the encoding is the one that it declares`(
    head: String, bytes: [UInt8], expected: String
  ) throws {
    let page = Array("\(head)<html><body>x ".utf8) + bytes + Array(" y".utf8)
    #expect(try readDocument(page, "a.html").text == "x \(expected) y")
  }

  @Test func `a declaration beyond the first four kilobytes is none`() {
    let far = Array(String(repeating: " ", count: 4096).utf8) + Array("<meta charset=koi8-r>".utf8)
    #expect(HTMLCharset.declared(far) == nil)
    #expect(HTMLCharset.declared(Array(far.dropFirst(21)))?.name != nil)
    #expect(HTMLCharset.declared([]) == nil)
    #expect(HTMLCharset.declared(Array("charset".utf8)) == nil)
  }

  @Test(arguments: ["", "<", "<html", "<html><", "&", "<h1", "<title", "<!--", "<meta name=", "\0"])
  func `a page that ends anywhere is read as far as it goes`(html: String) {
    switch DocumentReader().read(Array(html.utf8), name: "a.html") {
    case .success(let document): #expect(document.text.utf8.count <= html.utf8.count)
    case .failure(let refusal):
      #expect(refusal.reason == .empty || refusal.reason == .unsupportedFormat)
    }
  }
}
