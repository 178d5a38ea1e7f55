import Model
import Testing

@testable import Documents

/// Text of Rich Text Format, by the specification 1.9.1 and what its writers do.
struct RTFTextTests {
  private func text(_ body: String) throws -> String {
    let bytes = Array(("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + body + "}").utf8)
    return try DocumentReader().read(bytes, name: "a.rtf").get().text
  }

  @Test(arguments: [
    ("a b", "a b"), ("one\\par two", "one\ntwo"), ("one\\line two", "one\ntwo"),
    ("one\\\ntwo", "one\ntwo"), ("one\ntwo", "onetwo"), ("a\\{b\\}c\\\\d", "a{b}c\\d"),
    ("\\b bold\\b0 , \\i italic\\i0 .", "bold, italic."), ("a\\~b", "a b"), ("a\\_b", "a-b"),
    ("a\\-b", "ab"), ("a\\emdash b\\endash c", "a—b–c"),
    (
      "\\lquote a\\rquote  \\ldblquote b\\rdblquote",
      "‘a’ “b”"
    ), ("\\bullet  a", "• a"), ("a\\tab b", "a\tb"),
    // A blank behind a control word ends it, a second one is text.
    ("a\\b  b", "a b"), ("a\\b0b", "ab"), ("{a}{b}", "ab"),
  ])
  func `words and symbols are what they stand for`(_ body: String, _ wanted: String) throws {
    #expect(try text(body) == wanted)
  }

  @Test(arguments: [
    ("Gr\\'fc\\'dfe", "Grüße"), ("\\'80 5", "€ 5"), ("\\'zz", "zz"), ("\\'+1", "+1"),
    ("Gr\\u252?\\u223?e", "Grüße"), ("\\u8364 5", "€"), ("\\u8364 ?5", "€5"),
    ("\\u-10179?\\u-8704?", "\u{1F600}"), ("\\uc0\\u252 x", "üx"), ("\\uc2\\u252 xyz", "üz"),
    ("\\uc0\\u55357\\u56832 x", "\u{1F600}x"), ("\\u252\\'fcx", "üx"),
    ("{\\uc0 \\u252 }x\\u252 ?y", "üxüy"),
    // What is for other readers ends at a brace.
    ("{\\u252}xyz", "üxyz"), ("\\u252{x}yz", "üxyz"), ("\\uc2\\u252 x{yz}", "üyz"),
  ])
  func `characters beyond ASCII are read, and what is for other readers is not`(
    _ body: String, _ wanted: String
  ) throws {
    #expect(try text(body) == wanted)
  }

  @Test(arguments: [
    ("{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}a \\f1 \\'cf\\'f0\\f0  \\'fc", "a Пр ü"),
    ("{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset161 B;}}{\\f1 \\'e1}\\'e1", "αá"),
    ("{\\fonttbl{\\f0\\fcharset128 A;}}\\f0 \\'93\\'fa\\'96\\'7b", "日本"),
    ("{\\fonttbl{\\f2\\fcharset238 A;}}\\f2 \\'b9\\'9c", "ąś"),
  ])
  func `a font has its own character set`(_ body: String, _ wanted: String) throws {
    #expect(try text(body) == wanted)
  }

  @Test(arguments: [
    "{\\*\\unknown some data}", "{\\pict\\wmetafile8 0100090000}", "{\\*\\generator Riched20;}",
    "{\\colortbl;\\red0\\green0\\blue0;}", "{\\v hidden}", "{\\pict\\bin3 }}}}",
    "{\\*\\themedata 504b{030414}00}", "{\\*\\atnid AB}{\\*\\atnauthor Ann}",
    "{\\stylesheet{\\s1 heading 1;}}", "{\\*\\unknown {\\b nested} \\'fc \\u252?}",
  ])
  func `what is no text of the document is left out`(_ group: String) throws {
    #expect(try text("before \(group)after") == "before after")
  }

  @Test(arguments: [
    (
      "one{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard box\\par}}"
        + "{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext again\\par}}}}two\\par three",
      "onetwo\nbox\nthree"
    ),
    // As Word 95 writes it.
    ("one{\\*\\do\\dobxpage\\dptxbx{\\dptxbxtext box\\par}\\dpx1}two\\par 3", "onetwo\nbox\n3"),
    ("a{\\shptxt one\\par}b{\\shptxt two}c", "abc\none\ntwo"),
    ("a{\\shptxt b{\\shptxt inner}c\\par d}e", "ae\nbc\ninner\nd"),
    ("{\\trowd a{\\shptxt box}\\cell b\\cell\\row}c", "a\tb\nbox\nc"),
    // A box within a group that is left out is, too; a file may end early.
    ("a{\\*\\unknown {\\shptxt box}}b", "ab"), ("a{\\shptxt box", "a\nbox"),
  ])
  func `a text box follows its paragraph`(_ body: String, _ wanted: String) throws {
    #expect(try text(body) == wanted)
  }

  @Test(arguments: [
    ("Har{\\super\\chftn}{\\footnote {\\chftn} \\pard Note\\par}bor\\par b", "Harbor\nb\nNote"),
    ("a{\\footnote\\ftnalt End}b", "ab\nEnd"),
    (
      "a{\\*\\atnid X}{\\*\\atnauthor Ann}\\chatn{\\*\\annotation{\\*\\atnref 1}Ask\\par}b",
      "ab\nAsk"
    ),
    ("{\\header top\\par}{\\footer bottom\\par}a\\par b", "a\nb\ntop\nbottom"),
    ("{\\header top\\par}a\\sect{\\header top\\par}{\\headerf first}b", "a\nb\ntop\nfirst"),
    ("{\\header t{\\shptxt box}op\\par}a{\\footnote note}", "a\nnote\ntop\nbox"),
    ("{\\header\\par}{\\footer  }a", "a"),
  ])
  func `notes, comments, headers and footers follow the text`(
    _ body: String, _ wanted: String
  ) throws {
    #expect(try text(body) == wanted)
  }

  @Test func `the header of a page is no heading of the document, a box may have one`() throws {
    let body =
      "{\\stylesheet{\\s1 heading 1;}}{\\header\\pard\\s1 Above\\par}\\pard\\s1 First"
      + "{\\shptxt\\pard\\s1 Box\\par}\\par\\pard\\outlinelevel0 Second{\\*\\annotation\\s1 No}\\par"
    let bytes = Array("{\\rtf1\\ansi \(body)}".utf8)
    let document = try DocumentReader().read(bytes, name: "a.rtf").get()
    #expect(document.headings == ["Box", "First", "Second"])
    #expect(document.text == "First\nBox\nSecond\nNo\nAbove")
  }

  @Test func `headings are paragraphs of such a style or level`() throws {
    let body =
      "{\\stylesheet{\\s1 heading 1;}{\\s2 Body;}}\\pard\\s1 First\\par\\pard\\s2 text\\par"
      + "\\pard\\outlinelevel1 Second\\par\\pard more\\par"
    let bytes = Array("{\\rtf1\\ansi \(body)}".utf8)
    let document = try DocumentReader().read(bytes, name: "a.rtf").get()
    #expect(document.headings == ["First", "Second"])
    #expect(document.text == "First\ntext\nSecond\nmore")
  }

  @Test(arguments: [
    "{", "}", "\\", "{\\rtf1", "{\\rtf1\\", "{\\rtf1\\u", "{\\rtf1\\'", "{\\rtf1\\'4",
    "{\\rtf1}}}}a",
    "{\\rtf1\\bin99999999999999999999 a}", "{\\rtf1\\u99999999999999999999 a}",
    "{\\rtf1\\uc-5\\u-99999999999999999999 a}",
    "{\\rtf1" + String(repeating: "{", count: 2_000) + "a", "{\\rtf1\\f99999 a}",
    "{\\rtf1\\u55357 a}", "{\\rtf1\\u56832 a}", "{\\rtf1\\ansicpg99999 \\'fc}",
  ])
  func `whatever stands there is read or refused`(_ text: String) {
    switch DocumentReader().read(Array(text.utf8), name: "a.rtf") {
    case .success(let document): #expect(document.text.utf8.count <= text.utf8.count)
    case .failure(let refusal): #expect(!refusal.description.isEmpty)
    }
  }
}
