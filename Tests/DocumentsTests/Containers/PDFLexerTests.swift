import Testing

@testable import Documents

/// Values of PDF, by the examples of ISO 32000-1, 7.3.
struct PDFLexerTests {
  private func value(_ text: String) -> PDFValue? {
    var lexer = PDFLexer(Array(text.utf8))
    return lexer.value()
  }

  private func bytes(_ text: String) -> PDFValue { .string(Array(text.utf8)) }

  // MARK: Numbers and words (7.3.2, 7.3.3)

  @Test(arguments: [
    ("null", PDFValue.null), ("true", .boolean(true)), ("false", .boolean(false)),
    ("123", .integer(123)), ("43445", .integer(43445)), ("+17", .integer(17)),
    ("-98", .integer(-98)), ("0", .integer(0)), ("34.5", .real), ("-3.62", .real),
    ("+123.6", .real), ("4.", .real), ("-.002", .real), ("0.0", .real), (".5", .real),
    ("007", .integer(7)), ("  % a comment\n 8", .integer(8)),
    // More than there is room for is a number, but no integer.
    ("99999999999999999999", .real), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .real),
  ])
  func `a number or a word is a value`(_ text: String, _ wanted: PDFValue) {
    #expect(value(text) == wanted)
    #expect(value(text + " ") == wanted)
    #expect(value(text + "]") == wanted)
    #expect(value(text + "%x\n") == wanted)
  }

  @Test(arguments: ["", " ", "nul", "nulls", "True", "]", ">>", "}", "obj", "R", "%only a comment"])
  func `anything else is none`(_ text: String) { #expect(value(text) == nil) }

  // MARK: Strings (7.3.4)

  @Test(arguments: [
    ("()", ""), ("(This is a string)", "This is a string"),
    ("(Strings may contain newlines\nand such.)", "Strings may contain newlines\nand such."),
    ("(with balanced (parentheses) and (so (on)))", "with balanced (parentheses) and (so (on))"),
    ("(an open \\( and a closed \\))", "an open ( and a closed )"), ("(\\\\)", "\\"),
    // A backslash at the end of a line takes the line end along, whichever it is.
    ("(These \\\ntwo strings \\\nare the same.)", "These two strings are the same."),
    ("(two \\\r\nstrings)", "two strings"), ("(two \\\rstrings)", "two strings"),
    // Any line end is one line feed.
    ("(one\r\ntwo\rthree\nfour)", "one\ntwo\nthree\nfour"),
    ("(\\n\\r\\t\\b\\f)", "\n\r\t\u{8}\u{C}"), ("(\\x\\ )", "x "),
    ("(\\101\\102\\1034)", "ABC4"), ("(\\53)", "+"), ("(\\0053)", "\u{5}3"), ("(\\053)", "+"),
    ("(\\5)", "\u{5}"),
  ])
  func `a literal string is what its escapes stand for`(_ text: String, _ wanted: String) {
    #expect(value(text) == bytes(wanted))
  }

  @Test func `an octal number has no more than a byte`() {
    #expect(value("(\\777\\400)") == .string([0xFF, 0x00]))
  }

  @Test(
    arguments: [
      ("<>", []), ("<4E6F762073686D6F7A206B6120706F702E>", Array("Nov shmoz ka pop.".utf8)),
      ("<901FA3>", [0x90, 0x1F, 0xA3]), ("<901FA>", [0x90, 0x1F, 0xA0]),
      ("<90 1f\n a3>", [0x90, 0x1F, 0xA3]), ("<f>", [0xF0]),
    ] as [(String, [UInt8])])
  func `a hexadecimal string is its bytes`(_ text: String, _ wanted: [UInt8]) {
    #expect(value(text) == .string(wanted))
  }

  @Test(arguments: ["(", "(a", "(a\\)", "(a(b)", "<", "<4E", "<4G>", "<+1>", "<4E<>"])
  func `a string without an end, or of other digits, is none`(_ text: String) {
    #expect(value(text) == nil)
  }

  // MARK: Names (7.3.5)

  @Test(arguments: [
    ("/Name1", "Name1"), ("/ASomewhatLongerName", "ASomewhatLongerName"),
    ("/A;Name_With-Various***Characters?", "A;Name_With-Various***Characters?"),
    ("/1.2", "1.2"), ("/$$", "$$"), ("/@pattern", "@pattern"), ("/.notdef", ".notdef"),
    ("/lime#20Green", "lime Green"), ("/paired#28#29parentheses", "paired()parentheses"),
    ("/The_Key_of_F#23_Minor", "The_Key_of_F#_Minor"), ("/A#42", "AB"), ("/", ""),
    ("/A/B", "A"), ("/A(b)", "A"), ("/A<41>", "A"), ("/A B", "A"), ("/A%c", "A"),
    // What is no number is a part of the name.
    ("/A#", "A#"), ("/A#4", "A#4"), ("/A#+1", "A#+1"), ("/A#xyz", "A#xyz"), ("/A#-1x", "A#-1x"),
    ("/Gr#C3#B6#C3#9Fe", "Größe"),
  ])
  func `a name is what its numbers stand for`(_ text: String, _ wanted: String) {
    #expect(value(text) == .name(wanted))
  }

  // MARK: Arrays, dictionaries and references (7.3.6, 7.3.7, 7.3.10)

  @Test func `an array holds values of any kind`() {
    #expect(
      value("[549 3.14 false (Ralph) /SomeName]")
        == .array([
          .integer(549), .real, .boolean(false), bytes("Ralph"), .name("SomeName"),
        ]))
    #expect(value("[]") == .array([]))
    #expect(
      value("[/A/B[1]<41>(c)]")
        == .array([
          .name("A"), .name("B"), .array([.integer(1)]), bytes("A"), bytes("c"),
        ]))
  }

  @Test(arguments: [
    ("12 0 R", PDFValue.reference(PDFReference(number: 12, generation: 0))),
    ("12  3\nR", .reference(PDFReference(number: 12, generation: 3))),
    ("[1 2 R 3]", .array([.reference(PDFReference(number: 1, generation: 2)), .integer(3)])),
    ("[1 2 3 R]", .array([.integer(1), .reference(PDFReference(number: 2, generation: 3))])),
    ("[1 2 3]", .array([.integer(1), .integer(2), .integer(3)])),
    ("[1 2]", .array([.integer(1), .integer(2)])),
    ("[1 0 R/A]", .array([.reference(PDFReference(number: 1, generation: 0)), .name("A")])),
    ("12 0 obj", .integer(12)), ("12 0 Rx", .integer(12)), ("12 0.5 R", .integer(12)),
    ("12", .integer(12)), ("12 0", .integer(12)),
  ])
  func `two numbers and R are a reference`(_ text: String, _ wanted: PDFValue) {
    #expect(value(text) == wanted)
  }

  @Test func `a dictionary has its values, and their places`() throws {
    let text = """
      <</Type /Example
        /SubType/DictionaryExample % a comment
        /IntegerItem 12 /StringItem (a string)
        /Subdictionary << /Item1 0.4 /Item2 true /LastItem (not !) >> /Ref 7 0 R>>
      """
    let dictionary = try #require(value(text)?.dictionary)
    #expect(
      dictionary.entries.map(\.key) == [
        "Type", "SubType", "IntegerItem", "StringItem", "Subdictionary", "Ref",
      ])
    #expect(dictionary["Type"]?.name == "Example")
    #expect(dictionary["SubType"]?.name == "DictionaryExample")
    #expect(dictionary["IntegerItem"]?.integer == 12)
    #expect(dictionary["StringItem"] == bytes("a string"))
    #expect(dictionary["Subdictionary"]?.dictionary?["LastItem"] == bytes("not !"))
    #expect(dictionary["Ref"]?.reference == PDFReference(number: 7, generation: 0))
    #expect(dictionary["None"] == nil)
    let all = Array(text.utf8)
    #expect(dictionary.range == 0..<all.count)
    let places = dictionary.entries.map { String(decoding: all[$0.range], as: UTF8.self) }
    #expect(places[0] == "/Type /Example")
    #expect(places[4] == "/Subdictionary << /Item1 0.4 /Item2 true /LastItem (not !) >>")
    #expect(places[5] == "/Ref 7 0 R")
  }

  @Test func `of two values of a key the last one counts`() {
    #expect(value("<</A 1/A 2>>")?.dictionary?["A"] == .integer(2))
  }

  @Test(arguments: [
    "[", "[1", "[1 x]", "<<", "<</A", "<</A>>", "<</A 1", "<</A 1>", "<<A 1>>", "<<1 2>>",
    "<</A x>>",
    String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
    String(repeating: "<</A ", count: 200),
  ])
  func `what has no end, or is nested without measure, is none`(_ text: String) {
    #expect(value(text) == nil)
  }

  // MARK: Numbers of structure (7.5.4)

  @Test(arguments: [
    ("0000000003 65535 f \n", 3, 65535, false), ("0000000017 00000 n\r\n", 17, 0, true),
    ("\n9999999999 00001 n \n", 9_999_999_999, 1, true),
  ])
  func `an entry of a cross-reference table has its numbers`(
    _ text: String, _ offset: Int, _ generation: Int, _ isInUse: Bool
  ) throws {
    var lexer = PDFLexer(Array(text.utf8))
    let found = lexer.tableEntry()
    let entry = try #require(found)
    #expect(entry == (offset, generation, isInUse))
  }

  @Test(arguments: [
    "", "0000000003 65535 f", "000000003 65535 f  \n", "0000000003 65535 x \n",
    "000000000a 65535 f \n", "0000000003-65535 f \n", "0000000003 6553x f \n",
    "trailer<</Size 1>>\n",
  ])
  func `an entry of another form is left to be read otherwise`(_ text: String) {
    var lexer = PDFLexer(Array(text.utf8))
    let entry = lexer.tableEntry()
    #expect(entry == nil)
  }

  @Test func `an unsigned number beyond all is none`() {
    var lexer = PDFLexer(Array("12 x 99999999999999999999".utf8))
    let (first, none) = (lexer.unsignedInteger(), lexer.unsignedInteger())
    #expect(first == 12 && none == nil)
    let (isTaken, isOther) = (lexer.take("x"), lexer.take("y"))
    #expect(isTaken && !isOther)
    let huge = lexer.unsignedInteger()
    #expect(huge == nil)
  }
}
