import Testing

@testable import Documents

/// Tags of HTML as browsers take them, not as they ought to be.
@Suite struct `Tags of HTML` {
  /// A tag in words, and what is left of the text behind it; `nil` for text.
  private func scan(_ text: String, keeps: Bool = true) -> (tag: String, rest: String)? {
    let bytes = Array(text.utf8)
    var index = 0
    guard let tag = MarkupTag.scan(bytes, &index, wantsAttributes: { _ in keeps }) else {
      #expect(index == 0, "what is no tag stays where it is")
      return nil
    }
    let attributes = tag.attributes.map {
      " \(String(decoding: $0.name, as: UTF8.self))=[\(String(decoding: $0.value, as: UTF8.self))]"
    }
    let words =
      (tag.isEnd ? "/" : "") + String(decoding: tag.name, as: UTF8.self) + attributes.joined()
      + (tag.isClosed ? " closed" : "")
    return (words, String(decoding: bytes[index...], as: UTF8.self))
  }

  @Test(arguments: [
    ("<p>x", "p", "x"), ("<P>x", "p", "x"), ("</Div >x", "/div", "x"), ("<br/>x", "br closed", "x"),
    ("<br />x", "br closed", "x"), ("<h1\n>x", "h1", "x"),
    ("<a href=b>x", "a href=[b]", "x"), ("<a HREF='b c'>x", "a href=[b c]", "x"),
    ("<a href = \"b>c\">x", "a href=[b>c]", "x"), ("<a href=b/c>x", "a href=[b/c]", "x"),
    ("<a b c=d>x", "a b=[] c=[d]", "x"), ("<a b= c>x", "a b=[c]", "x"),
    ("<a t='&amp;&#65;'>x", "a t=[&A]", "x"), ("<a b=\"c\"d=e>x", "a b=[c] d=[e]", "x"),
    ("<a/b=c>x", "a b=[c]", "x"), ("<a b=/>x", "a b=[/]", "x"),
    // The first of two attributes of one name is the one that browsers take.
    ("<a b=1 b=2>x", "a b=[1] b=[2]", "x"),
  ])
  func `are taken as browsers take them`(text: String, tag: String, rest: String) throws {
    let found = try #require(scan(text))
    #expect(found.tag == tag)
    #expect(found.rest == rest)
  }

  @Test(arguments: ["<", "< p>", "<3", "<>", "</>", "</ p>", "<!-- x -->", "<?xml?>", "<é>", "a<b"])
  func `are none where a name does not follow`(text: String) {
    #expect(scan(text) == nil)
  }

  @Test(arguments: ["<p", "<p ", "<p a", "<p a=", "<p a='b", "<p a=\"b>c", "</p", "<p /"])
  func `that are cut off take the text to its end`(text: String) throws {
    #expect(try #require(scan(text)).rest.isEmpty)
  }

  @Test func `keep attributes only where somebody wants them, and end tags none`() throws {
    #expect(try #require(scan("<a b=c>x", keeps: false)).tag == "a")
    #expect(try #require(scan("</a b=c>x")).tag == "/a")
  }

  @Test func `of many attributes keep the first 64`() throws {
    let text = "<a " + (0..<100).map { "b\($0)=\($0)" }.joined(separator: " ") + ">"
    let bytes = Array(text.utf8)
    var index = 0
    let tag = try #require(MarkupTag.scan(bytes, &index) { _ in true })
    #expect(tag.attributes.count == 64 && index == bytes.count)
    #expect(tag.attribute("b63") == Array("63".utf8) && tag.attribute("b64") == nil)
  }
}
