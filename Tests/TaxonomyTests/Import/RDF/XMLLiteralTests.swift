import Testing

@testable import Taxonomy

/// XML within a vocabulary is kept in its canonical form, however it was written (W3C Exclusive XML Canonicalization 1.0).
struct XMLLiteralTests {
  private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

  /// The literal of a property with some XML in it.
  private func literal(_ content: String, _ declarations: String = "") throws -> String {
    let text =
      "<rdf:RDF xmlns:rdf=\"\(Self.rdf)\" xmlns:e=\"urn:e:\" \(declarations)><rdf:Description rdf:about=\"urn:a\">"
      + "<e:p rdf:parseType=\"Literal\">\(content)</e:p></rdf:Description></rdf:RDF>"
    let found = try triples(Array(text.utf8), base: "urn:base")
    let object = try #require(found.first { $0.predicate == "<urn:e:p>" }).object
    let datatype = "\"^^<\(Self.rdf)XMLLiteral>"
    #expect(found.count == 1 && object.hasPrefix("\"") && object.hasSuffix(datatype))
    return String(object.dropFirst().dropLast(datatype.count))
  }

  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("<b/>", "<b></b>"), ("a<b>c</b>d", "a<b>c</b>d"),
    ("<b   x = 'y' ></b >", "<b x=\"y\"></b>"), ("<b y='1' x='2'/>", "<b x=\"2\" y=\"1\"></b>"),
    // Only what must not stand there is a reference.
    ("&lt;&gt;&amp;\"'", "&lt;&gt;&amp;\"'"), ("&#228;&#x5B57;", "ä字"), ("a&#13;b", "a&#xD;b"),
    (
      "<b x='&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;'/>",
      "<b x=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;\"></b>"
    ),
    ("<![CDATA[<b>&]]>", "&lt;b&gt;&amp;"), ("a\r\nb", "a\nb"),
    ("<!-- kept --><?keep  this ?>", "<!-- kept --><?keep this ?>"), ("<?alone?>", "<?alone?>"),
  ])
  func `is written in one way`(content: String, expected: String) throws {
    #expect(try literal(content) == expected)
  }

  @Test(arguments: [
    // A namespace is declared where it is used, once, and not where it merely is known.
    ("<e:b/>", "<e:b xmlns:e=\"urn:e:\"></e:b>"),
    ("<e:b><e:c/></e:b>", "<e:b xmlns:e=\"urn:e:\"><e:c></e:c></e:b>"),
    ("<b><e:c/></b><e:d/>", "<b><e:c xmlns:e=\"urn:e:\"></e:c></b><e:d xmlns:e=\"urn:e:\"></e:d>"),
    ("<b e:x='1'/>", "<b xmlns:e=\"urn:e:\" e:x=\"1\"></b>"),
    ("<b xmlns='urn:d'/>", "<b xmlns=\"urn:d\"></b>"),
    ("<b xmlns='urn:d'><c xmlns=''/></b>", "<b xmlns=\"urn:d\"><c xmlns=\"\"></c></b>"),
    (
      "<b xmlns:z='urn:z' xmlns:y='urn:y'><y:c z:k='1'/></b>",
      "<b><y:c xmlns:y=\"urn:y\" xmlns:z=\"urn:z\" z:k=\"1\"></y:c></b>"
    ),
    // The same prefix for another namespace is declared anew, and what is behind is as before.
    (
      "<e:b><e:c xmlns:e='urn:f:'/><e:d/></e:b>",
      "<e:b xmlns:e=\"urn:e:\"><e:c xmlns:e=\"urn:f:\"></e:c><e:d></e:d></e:b>"
    ),
    ("<b xml:lang='de'/>", "<b xml:lang=\"de\"></b>"),
    (
      "<b xmlns:a='urn:z' xmlns:z='urn:a' a:k='1' z:k='2' k='0'/>",
      "<b xmlns:a=\"urn:z\" xmlns:z=\"urn:a\" k=\"0\" z:k=\"2\" a:k=\"1\"></b>"
    ),
  ])
  func `declares the namespaces that it uses`(content: String, expected: String) throws {
    #expect(try literal(content) == expected)
  }

  @Test func `a namespace of the document is one of the literal`() throws {
    #expect(try literal("<b/>", "xmlns=\"urn:d\"") == "<b xmlns=\"urn:d\"></b>")
    #expect(try literal("text", "xmlns=\"urn:d\"") == "text")
  }
}
