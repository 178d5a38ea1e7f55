import Foundation
import Testing

@testable import Taxonomy

/// A concept's page: its life and names in words, nothing of it markup that somebody typed into a label.
struct ConceptPageTests {
  /// The page of the concept `a`.
  private func page(_ concept: String, beside: String = "") throws -> String {
    let vocabulary = try imported(
      "<vocabulary xmlns='urn:parlance:vocabulary:1' base='urn:x:' xml:lang='en'><scheme id='s'><title>S</title>"
        + concept + beside + "</scheme></vocabulary>", completing: false
    ).vocabulary
    var page = ""
    try VocabularySite(vocabulary).forEachFile { path, bytes in
      if path == "concept/a.html" { page = String(decoding: bytes, as: UTF8.self) }
    }
    return page
  }

  private static let others =
    "<concept id='b'><name>B</name></concept><concept id='c'><name>C</name></concept>"

  @Test(arguments: [
    (
      "deprecated='2009'", "<successor ref='b'/>",
      "Not in use since 2009: use <a href=\"b.html\">B</a>"
    ),
    ("deprecated='true'", "", "Not in use</p>"),
    ("deprecated='9999-12-31'", "<successor ref='b'/>", "In use until 9999-12-31: use"),
    (
      "deprecated='true'", "<successor ref='b' when='if &lt;x&gt;'/><successor ref='c'/>",
      "use <a href=\"b.html\">B</a> (if &lt;x&gt;), <a href=\"c.html\">C</a>"
    ),
    (
      "compound='true'", "<successor ref='b'/><successor ref='c'/>",
      "Stands for <a href=\"b.html\">B</a> + <a href=\"c.html\">C</a> together"
    ),
    (
      "deprecated='true'", "<successor ref='http://o.example/?a&amp;b'/>",
      "use http://o.example/?a&amp;b"
    ),
  ])
  func `says in words what became of it`(attribute: String, inside: String, words: String) throws {
    let page = try page(
      "<concept id='a' \(attribute)><name>A</name>\(inside)</concept>", beside: Self.others)
    #expect(page.contains(words), "\(page)")
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onmouseover=\"x", "</title>", "&", "'", "<!--", "]]>",
  ])
  func `what a label, a note or a language holds is text`(text: String) throws {
    let typed = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&apos;")
    let page = try page(
      "<concept id='a'><name xml:lang=\"\(typed)\">\(typed)</name><note by=\"\(typed)\">\(typed)</note>"
        + "<former until='2009'>\(typed)</former></concept>")
    #expect(!page.contains("<script>") && !page.contains("<!--"))
    #expect(!page.contains("\" onmouseover=\"x\""))
    #expect(
      page.components(separatedBy: "</title>").count == 3, "the page's own, and that of the line")
  }

  @Test(arguments: [(0, 0), (1, 1), (40, 40), (41, 40)])
  func `names with dates are lines of a picture, as many as one can see`(count: Int, shown: Int)
    throws
  {
    let names = (0..<count).map { "<former from='0001' until='9999'>F\($0)</former>" }.joined()
    let page = try page("<concept id='a'><name>A</name>\(names)</concept>")
    #expect(page.components(separatedBy: "<line ").count - 1 == shown)
    #expect(page.contains("<svg") == (count > 0))
    #expect(page.components(separatedBy: "<li><span").count - 1 == count + 1)
  }

  @Test func `a hidden label is not shown`() throws {
    let page = try page(
      "<concept id='a'><name>A</name><misspelling until='2009'>Ay</misspelling></concept>")
    #expect(!page.contains(">Ay<") && !page.contains("<svg"))
  }
}
