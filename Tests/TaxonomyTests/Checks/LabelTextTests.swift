import Testing

@testable import Taxonomy

/// What the checks see in the text of a label.
struct LabelCharacterTests {
  @Test(arguments: [
    ("GrÃ¶ÃŸe", "Größe"), ("CafÃ©", "Café"), ("Ð’Ð¾Ð´Ð°", "Вода"), ("â‚¬ 5", "€ 5"),
    ("Î±", "α"),
  ])
  func `UTF-8 that was read as Windows-1252 is turned back`(text: String, meant: String) {
    #expect(DoubleEncoding.decoded(text) == meant)
  }

  @Test(arguments: [
    "Größe", "Café", "Â", "Ã¼ber".replacing("Ã¼", with: "ü"), "ÉTÉ »", "plain", "Å“",
  ])
  func `what is written right is left alone`(text: String) {
    #expect(DoubleEncoding.decoded(text) == nil)
  }

  @Test(arguments: [
    ("n/a", true), ("TBD", true), ("[TODO]", true), ("???", true), ("-", true),
    ("New concept", true), ("C", false), ("7", false), ("€", false), ("Todo list", false),
    ("", false),
  ])
  func `placeholders are told from short names`(text: String, isPlaceholder: Bool) {
    #expect(LabelText.isPlaceholder(text) == isPlaceholder)
  }

  @Test(arguments: [
    ("replaced by Harbor Archive.", ["harbor archive"]),
    ("Use instead: \"Harbor Archive\"", ["harbor archive"]),
    (
      "This term is deprecated; see the term Harbor, Archive",
      ["harbor, archive", "harbor", "archive"]
    ),
    ("Ersetzt durch «Hafenarchiv»", ["hafenarchiv"]), ("voir navires", ["navires"]),
    ("No longer maintained.", []), ("because nobody used it", []),
  ])
  func `a note names what takes the place of a concept`(note: String, names: [String]) {
    #expect(SuccessorPhrase.names(in: note) == names)
  }

  @Test func `a note names successors by their URIs behind such words only`() {
    #expect(
      SuccessorPhrase.uris(in: "Replaced by <https://id.example/B> and https://id.example/C.")
        == ["https://id.example/B", "https://id.example/C"])
    #expect(SuccessorPhrase.uris(in: "More at https://id.example/B").isEmpty)
  }

  @Test(arguments: [("de", true), ("deu", true), ("xx", false), ("zz", false), ("hbs", true)])
  func `codes of languages are those of ISO 639`(code: String, isKnown: Bool) {
    #expect(LanguageCodes.contains(Substring(code)) == isKnown)
  }
}

/// References in RDF/XML, resolved as RFC 3986 says; the table is that of its section 5.4.
struct ReferenceResolutionTests {
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
    ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
    ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
    ("../../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
    ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
  ])
  func `a relative reference means what the standard says`(reference: String, resolved: String) {
    let base = IRIReference(Array("http://a/b/c/d;p?q".utf8))
    let found = base.resolving(Array(reference.utf8))
    #expect(String(decoding: found, as: UTF8.self) == resolved)
  }
}
