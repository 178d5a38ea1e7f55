import Testing

@testable import Documents

struct TextWritingTests {
  private let request = TagRequest(
    TagValues(facets: ["type": ["Data Sheet"]], keywords: ["Data Sheet", "Café"]))

  private func written(_ text: String, _ format: DocumentFormat, _ request: TagRequest? = nil)
    throws -> String
  {
    let bytes = try WritingSamples.changed(Array(text.utf8), format, request ?? self.request)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func reason(_ text: String, _ format: DocumentFormat) -> String? {
    do {
      _ = try TagWriting.edits(Array(text.utf8), format: format, request: request)
      return nil
    } catch {
      return error.reason.rawValue
    }
  }

  // MARK: Markdown

  @Test(arguments: [
    ("# T\n", "---\ntags: [Data Sheet, Café]\ndocumentType: Data Sheet\n---\n\n# T\n"),
    ("", "---\ntags: [Data Sheet, Café]\ndocumentType: Data Sheet\n---\n\n"),
    (
      "a\r\nb", "---\r\ntags: [Data Sheet, Café]\r\ndocumentType: Data Sheet\r\n---\r\n\r\na\r\nb"
    ),
    (
      "---\ntitle: x # y\ntags: [a, \"b, c\"]\n---\nT",
      "---\ntitle: x # y\ntags: [a, \"b, c\", Data Sheet, Café]\ndocumentType: Data Sheet\n---\nT"
    ),
    (
      "---\ntags:\n  - a\n  # mine\n  - 'b'\nlang: de\n---\nT",
      "---\ntags:\n  - a\n  # mine\n  - 'b'\n  - Data Sheet\n  - Café\nlang: de\ndocumentType: Data Sheet\n---\nT"
    ),
    (
      "---\ndocumentType: Old\ntags: a\n---\n",
      "---\ndocumentType: Old\ntags: [a, Data Sheet, Café]\n---\n"
    ),
    (
      "---\ntags: # none yet\ntitle: T # so\n---\n",
      "---\ntags: [Data Sheet, Café]\ntitle: T # so\ndocumentType: Data Sheet\n---\n"
    ),
    (
      "---\ntags: [\"Caf\\u00e9\", \"Data\\x20Sheet\"]\ndocumentType: Data Sheet\n---\n",
      "---\ntags: [\"Caf\\u00e9\", \"Data\\x20Sheet\"]\ndocumentType: Data Sheet\n---\n"
    ),
    (
      "---\nno end\n",
      "---\ntags: [Data Sheet, Café]\ndocumentType: Data Sheet\n---\n\n---\nno end\n"
    ),
  ])
  func `front matter: only the lines of our keys change`(before: String, after: String) throws {
    // A list that quotes its terms is written anew as a whole; what it says stays.
    let text = try written(before, .markdown)
    #expect(text == after)
  }

  @Test
  func `values that YAML would take for something else are quoted`() throws {
    let values = TagValues(facets: ["type": ["yes"], "product": ["A: \"B\" #1"]])
    let text = try written("T", .markdown, TagRequest(values))
    #expect(text == "---\nproduct: \"A: \\\"B\\\" #1\"\ndocumentType: \"yes\"\n---\n\nT")
  }

  @Test(arguments: [
    "---\ntags: &x [a]\n---\n", "---\ntags: |\n  a\n---\n", "---\ntags: [a,\n  b]\n---\n",
    "---\ntags: {a: b}\n---\n", "---\ntags: [a, [b]]\n---\n", "a\u{0}b",
    // What would stand beside lists and maps in a list.
    "---\ntags:\n  - - a\n---\n", "---\ntags:\n  - name: a\n---\n", "---\ntags:\n  - [a]\n---\n",
    "---\ntags:\n  - a\n    - b\n---\n", "---\ntags:\n  - |\n  - b\n---\n",
    // Behind a map in braces no key may follow.
    "---\n{\"title\": \"a\", \"tags\": [\"b\"]}\n---\n",
  ])
  func `front matter that is not understood is refused`(text: String) {
    #expect(reason(text, .markdown) != nil)
  }

  // MARK: HTML

  @Test(arguments: [
    (
      "<head>\n  <META NAME=Keywords CONTENT='a'>\n  </head>",
      "<head>\n  <META NAME=Keywords CONTENT='a, Data Sheet, Caf&#233;'>\n"
        + "  <meta name=\"parlance:DocumentType\" content=\"Data Sheet\"/>\n"
        + "  <meta name=\"DC.type\" content=\"Data Sheet\"/>\n  </head>"
    ),
    (
      "<p>x",
      "<meta name=\"keywords\" content=\"Data Sheet, Caf&#233;\"/>\n"
        + "<meta name=\"parlance:DocumentType\" content=\"Data Sheet\"/>\n"
        + "<meta name=\"DC.type\" content=\"Data Sheet\"/>\n<p>x"
    ),
    (
      "<!-- <head> --><html><head><script>'</head>'</script><meta name=keywords content=a></head>",
      "<!-- <head> --><html><head><script>'</head>'</script>"
        + "<meta name=keywords content=\"a, Data Sheet, Caf&#233;\">\n"
        + "<meta name=\"parlance:DocumentType\" content=\"Data Sheet\"/>\n"
        + "<meta name=\"DC.type\" content=\"Data Sheet\"/></head>"
    ),
  ])
  func `HTML: the last keywords are edited, new elements stand before the end of the head`(
    before: String, after: String
  ) throws { #expect(try written(before, .html) == after) }

  @Test
  func `HTML: a character set declaration stays in front`() throws {
    let text = try written("<meta charset=latin1><title>x</title>", .html)
    #expect(text.hasPrefix("<meta charset=latin1>"))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  // MARK: RTF

  @Test(arguments: [
    (
      "{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}\\pard x}",
      "{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}{\\info{\\keywords \\uc1 Data Sheet, Caf\\u233?}"
        + "{\\category Data Sheet}}{\\*\\userprops {\\propname DocumentType}\\proptype30"
        + "{\\staticval Data Sheet}}\\pard x}"
    ),
    (
      "{\\rtf1\\ansi\\uc0{\\info{\\keywords a\\'e4}}\\pard x}",
      "{\\rtf1\\ansi\\uc0{\\info{\\keywords \\uc1 a\\u228?, Data Sheet, Caf\\u233?}"
        + "{\\category Data Sheet}}{\\*\\userprops {\\propname DocumentType}\\proptype30"
        + "{\\staticval Data Sheet}}\\pard x}"
    ),
  ])
  func `RTF: info and user properties stand behind the tables of the header`(
    before: String, after: String
  ) throws { #expect(try written(before, .rtf) == after) }

  @Test
  func `RTF: binary data with braces in it does not disturb`() throws {
    let text = "{\\rtf1\\ansi{\\pict\\bin4 }}{{}\\pard x}"
    #expect(try written(text, .rtf).hasSuffix("{\\pict\\bin4 }}{{}\\pard x}"))
  }

  @Test
  func `RTF: another type for a user property replaces it, others stay`() throws {
    let text =
      "{\\rtf1{\\*\\userprops {\\propname Owner}\\proptype30{\\staticval Ann}"
      + "{\\propname DocumentType}\\proptype3{\\staticval 7}{\\propname Z}\\proptype30{\\staticval z}}}"
    var overwriting = request
    overwriting.overwritesOthers = true
    let new = try written(text, .rtf, overwriting)
    #expect(new.contains("{\\propname Owner}\\proptype30{\\staticval Ann}{\\propname Z}"))
    #expect(
      new.contains("{\\staticval z}{\\propname DocumentType}\\proptype30{\\staticval Data Sheet}"))
  }

  @Test(arguments: ["{\\rtf1 {", "rtf", "{\\rtf1"])
  func `RTF that does not balance is refused`(text: String) {
    #expect(reason(text, .rtf) == "damaged")
  }

  // MARK: Mail

  @Test(arguments: [
    (
      "Subject: x\r\n\r\nBody\n",
      "Subject: x\r\nKeywords: Data Sheet, =?UTF-8?B?Q2Fmw6k=?=\r\n"
        + "X-Parlance-Type: Data Sheet\r\n\r\nBody\n"
    ),
    (
      "From a b\nKeywords: a,\n b\nX: y\n\nBody",
      "From a b\nKeywords: a, b, Data Sheet, =?UTF-8?B?Q2Fmw6k=?=\nX: y\n"
        + "X-Parlance-Type: Data Sheet\n\nBody"
    ),
  ])
  func `mail: fields go before the empty line, lines keep their ends`(before: String, after: String)
    throws
  { #expect(try written(before, .mail) == after) }

  @Test
  func `mail: long lists are folded below 79 characters and read back`() throws {
    let terms = (1...30).map { "Ünïcode term number \($0)" }
    let text = try written("A: b\n\nx", .mail, TagRequest(TagValues(keywords: terms)))
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
    let header = try #require(MailHeader(Array(text.utf8)))
    let field = try #require(header.fields.first { $0.name == "keywords" })
    #expect(KeywordText(field.value).terms == terms)
  }

  @Test
  func `mail: a DKIM signature over the field is respected`() {
    let signed = "DKIM-Signature: v=1; h=From:Keywords;\n b=abc\nFrom: a\n\nx"
    #expect(reason(signed, .mail) == "signed")
    let other = "DKIM-Signature: v=1; h=From:Subject;\n b=abc\nFrom: a\n\nx"
    #expect(reason(other, .mail) == nil)
    #expect(reason("no header here\n\nx", .mail) == "damaged")
  }

  // MARK: Keyword lists

  @Test(arguments: [
    ("", "A", "A"), ("x", "A", "x, A"), ("x; y", "A", "x; y; A"), ("x y", "A", "x y, A"),
    ("x, A", "A", "x, A"), ("xA", "A", "xA, A"), ("", "A, B", "A, B"),
    ("x ;A ; y", "A", "x ;A ; y"),
  ])
  func `keyword lists keep their separators and others' terms`(
    before: String, term: String, after: String
  ) {
    var list = KeywordText(before)
    list.apply(TagRequest(TagValues(keywords: [term])))
    #expect(list.text == after)
  }

  @Test(arguments: [
    ("A", ""), ("A, x", "x"), ("x, A", "x"), ("x, A, y", "x, y"), ("x; A; y", "x; y"),
    ("xA, y", "xA, y"), ("x A y", "x A y"),
  ])
  func `taking a term out takes one separator with it`(before: String, after: String) {
    var list = KeywordText(before)
    list.apply(TagRequest(TagValues(), previous: TagValues(keywords: ["A"])))
    #expect(list.text == after)
  }
}
