import Testing

@testable import Documents

/// Where the `meta` elements of a page stand, and where new ones go.
struct HTMLHeadTests {
  private func head(_ html: String) -> HTMLHead { HTMLHead(Array(html.utf8)) }

  /// The page with `^` where new elements go.
  private func marked(_ html: String) -> String {
    var bytes = Array(html.utf8)
    bytes.insert(UInt8(ascii: "^"), at: head(html).insertion)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("<html><head></head><body>", "<html><head>^</head><body>"),
    ("<HTML><HEAD><TITLE>x</TITLE></HEAD>", "<HTML><HEAD><TITLE>x</TITLE>^</HEAD>"),
    // Without an end of the head behind the last `meta`, so that a character set stays in front.
    (
      "<head><meta charset=x><title>y</title><body>",
      "<head><meta charset=x>^<title>y</title><body>"
    ),
    ("<html><body>x", "<html>^<body>x"), ("<head><p>x", "<head>^<p>x"),
    ("<!DOCTYPE html>\n<p>x", "<!DOCTYPE html>^\n<p>x"), ("x", "^x"), ("", "^"),
    ("<!-- a > b --><p>x", "<!-- a > b -->^<p>x"),
    ("<?xml version='1.0'?><p>", "<?xml version='1.0'?>^<p>"),
    // What stands in a script or a comment is no end of the head.
    ("<head><script>'</head>'</script></head>", "<head><script>'</head>'</script>^</head>"),
    ("<head><!-- </head> --></head>", "<head><!-- </head> -->^</head>"),
    ("<head><style></head></style></head>", "<head><style></head></style>^</head>"),
    ("<frameset></head>", "^<frameset></head>"),
    ("<head a='>'></head>", "<head a='>'>^</head>"),
  ])
  func `new elements go before the end of the head, else where one would begin`(
    html: String, expected: String
  ) {
    #expect(marked(html) == expected)
  }

  @Test func `a byte order mark stays in front`() {
    #expect(HTMLHead([0xEF, 0xBB, 0xBF] + Array("<p>".utf8)).insertion == 3)
  }

  @Test(arguments: [
    ("<meta name=a content=b>", "a", "b", false),
    ("<META NAME='a' CONTENT=\"b c\">", "a", "b c", true),
    ("<meta content='b' name=a />", "a", "b", true),
    ("<meta\nname = a\n content = 'b'>", "a", "b", true),
    ("<meta name=\"R&amp;D\" content=''>", "R&D", "", true),
    ("<meta name=a content=b/c>", "a", "b/c", false),
  ])
  func `elements are found however they are written`(
    html: String, name: String, content: String, isQuoted: Bool
  ) throws {
    let meta = try #require(head("<head>\(html)</head>").metas.first)
    #expect(meta.name == name && meta.isQuoted == isQuoted)
    let range = try #require(meta.content)
    #expect(String(decoding: Array("<head>\(html)".utf8)[range], as: UTF8.self) == content)
    #expect(meta.tag == 6..<(6 + html.utf8.count))
  }

  @Test(arguments: [
    "<meta name=a>", "<meta name=a content>", "<meta name=a content=>", "<meta name=a content=",
  ])
  func `a value that is not there is none`(html: String) {
    #expect(head(html).metas.map { $0.content == nil } == [true])
  }

  @Test(arguments: [
    "<body><meta name=a content=b>", "<head></head><meta name=a content=b>",
    "<script><meta name=a content=b></script>", "<!-- <meta name=a content=b> -->",
    "<title><meta name=a content=b></title>", "<metaphor name=a content=b>", "< meta name=a>",
  ])
  func `what stands elsewhere is none`(html: String) {
    #expect(head(html).metas.isEmpty)
  }

  @Test(arguments: [
    ("a\r\nb\n", true), ("a\nb\r\n", false), ("a", false), ("\n", false), ("", false),
  ])
  func `lines end as the first one does`(html: String, usesCRLF: Bool) {
    #expect(head(html).usesCRLF == usesCRLF)
  }

  @Test(arguments: [
    "<", "<m", "<meta", "<meta ", "<meta n", "<meta name='", "<!--", "<!", "<?", "</",
  ])
  func `a page cut off within a tag is scanned to its end`(html: String) {
    let found = head(html)
    #expect(found.metas.allSatisfy { $0.tag.upperBound <= html.utf8.count })
    #expect(found.insertion <= html.utf8.count)
    #expect(HTMLTag(Array(html.utf8), at: 0).range.upperBound <= html.utf8.count)
  }

  @Test func `the end of a raw element is found in any case, and not that of another`() {
    let bytes = Array("<script>a</scr></STYLE></ScRiPt >".utf8)
    #expect(HTMLTag.end(of: "script", in: bytes, from: 8) == 23)
    #expect(HTMLTag.end(of: "style", in: bytes, from: 8) == 15)
    #expect(HTMLTag.end(of: "title", in: bytes, from: 8) == bytes.count)
    #expect(HTMLTag.end(of: "script", in: bytes, from: bytes.count) == bytes.count)
  }
}
