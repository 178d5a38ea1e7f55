import RandomNumbers
import Testing

@testable import Documents

/// Values of front matter: what is written reads back, and what others wrote is read as YAML means it (1.2.2, 7.3).
struct YAMLTextTests {
  @Test(arguments: [
    ("Data Sheet", "Data Sheet"), ("Häfen", "Häfen"), ("v1.2 (final)", "v1.2 (final)"),
    ("a/b-c_d+e", "a/b-c_d+e"),
    // What YAML would take for something else.
    ("true", "\"true\""), ("No", "\"No\""), ("null", "\"null\""), ("y", "\"y\""), ("~", "\"~\""),
    ("2010", "\"2010\""), ("2010-03-12", "\"2010-03-12\""), ("", "\"\""), (" a", "\" a\""),
    ("a ", "\"a \""), ("a: b", "\"a: b\""), ("a:", "\"a:\""), ("a #b", "\"a #b\""),
    ("- a", "\"- a\""), ("[a]", "\"[a]\""), ("{a}", "\"{a}\""), ("a, b", "\"a, b\""),
    ("*a", "\"*a\""), ("&a", "\"&a\""), ("!a", "\"!a\""), ("%a", "\"%a\""), ("@a", "\"@a\""),
    ("it's", "\"it's\""), ("a\"b", "\"a\\\"b\""), ("a\\b", "\"a\\\\b\""),
    ("a\nb\tc\rd", "\"a\\nb\\tc\\rd\""), ("a\u{0}\u{1B}b", "\"ab\""),
  ])
  func `values are quoted where they must be`(text: String, expected: String) {
    #expect(YAMLText.quoted(text) == expected)
  }

  @Test(arguments: [
    ("a", "a"), ("a # note", "a"), ("a#b", "a#b"), ("\"a # b\" # c", "a # b"), ("'it''s'", "it's"),
    ("'a\\n'", "a\\n"), ("\"a\\n\\t\\\"\\\\\\/\"", "a\n\t\"\\/"),
    ("\"\\x41\\u00e4\\U0001F600\"", "Aä😀"),
    ("\"\\ud83d\\ude00\"", "😀"), ("\"\\N\\_\\L\\P\\e\\0\"", "\u{85}\u{A0}\u{2028}\u{2029}\u{1B}\0"),
    // Half a pair, a number that is none and digits that are not there.
    ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ud83d\\u0041\"", "\u{FFFD}A"), ("\"\\udc00\"", "\u{FFFD}"),
    ("\"\\U00110000\"", "\u{FFFD}"), ("\"\\UFFFFFFFF\"", "\u{FFFD}"), ("\"\\x4\"", "x4"),
    ("\"\\u12\"", "u12"), ("\"\\xgg\"", "xgg"), ("\"never closed", "never closed"), ("\"", ""),
    ("''", ""), ("\"\\", "\\"), ("", ""),
  ])
  func `scalars of one line are what YAML says`(text: String, expected: String) {
    #expect(YAMLText.unquoted(text) == expected)
  }

  @Test(arguments: 1...20) func `what is written reads back`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces: [Character] = [
      "a", "Z", "ä", "字", "😀", " ", "'", "\"", "\\", "#", ":", ",", "[", "]", "{", "}", "-", "\n",
      "\t", "7", "&", "*", "!", "%", "@", "~", "\u{2028}", "\u{A0}",
    ]
    for _ in 0..<200 {
      let text = String(
        (0..<random.next(below: 12)).map { _ in pieces[random.next(below: pieces.count)] })
      #expect(YAMLText.unquoted(YAMLText.quoted(text)) == text)
      let list = "[\(YAMLText.quoted(text)), b]"
      #expect(YAMLText.flowList(list) == [text, "b"], "\(list)")
    }
  }

  @Test(arguments: [
    ("a # b", "a"), ("# b", ""), ("a#b", "a#b"), ("\"a # b\"", "\"a # b\""),
    ("'a # b' # c", "'a # b'"),
    ("it's # b", "it's"), ("[a, 'b # c'] # d", "[a, 'b # c']"),
    ("\"a \\\" # b\" # c", "\"a \\\" # b\""),
    ("  a  ", "a"), ("", ""), ("a\t# b", "a"),
  ])
  func `a comment begins behind a blank, outside of quotes`(text: String, expected: String) {
    #expect(YAMLText.withoutComment(text) == expected)
  }

  @Test(arguments: [
    ("[a, b]", true), ("[a,", false), ("[a, [b]", false), ("{a: [b]}", true), ("'a", false),
    ("\"a\\\"", false), ("it's", true), ("[']']", true), ("[a] # [", true), ("a ]", true),
    ("", true),
    ("[\"a]\", b", false),
  ])
  func `a list is closed when its brackets and quotes are`(text: String, isClosed: Bool) {
    var value = YAMLOpenValue()
    value.append(text[...])
    #expect(value.isClosed == isClosed)
  }

  @Test(arguments: [
    ("[]", []), ("[ ]", []), ("[a]", ["a"]), ("[a, b c]", ["a", "b c"]), ("[a,b,]", ["a", "b"]),
    ("['a, b', \"c]\"]", ["a, b", "c]"]), ("[a] # note", ["a"]), ("[it''s]", ["it''s"]),
    ("[a, a]", ["a", "a"]), ("[Häfen, 字]", ["Häfen", "字"]),
  ])
  func `a list of one line has its items`(text: String, items: [String]) {
    #expect(YAMLText.flowList(text) == items)
  }

  @Test(arguments: ["", "a", "[a", "[a] b", "[[a]]", "[{a: b}]", "{a}", "[a, [b]]", "['a]"])
  func `what is no list, not complete or deeper is none`(text: String) {
    #expect(YAMLText.flowList(text) == nil)
  }
}
