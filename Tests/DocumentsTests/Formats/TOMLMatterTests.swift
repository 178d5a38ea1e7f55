import Testing

@testable import Documents

/// Front matter held against TOML 1.0.0.
struct TOMLMatterTests {
  private func read(_ text: String) -> TOMLMatter {
    let bytes = Array(text.utf8)
    return TOMLMatter(bytes, 0..<bytes.count)
  }

  /// The value of the only key, `key`.
  private func value(_ text: String) throws -> TOMLMatter.Value {
    let matter = read("key = " + text)
    #expect(matter.failure == nil, "\(text.debugDescription)")
    let entry = try #require(matter.entries.first)
    #expect(entry.key == "key" && matter.entries.count == 1)
    return entry.value
  }

  // MARK: Strings

  @Test(arguments: [
    (#""""#, ""), (#""a""#, "a"), (#"'a'"#, "a"), (#"'a\n'"#, #"a\n"#), (#"'C:\x'"#, #"C:\x"#),
    (#""a # b""#, "a # b"), (#""a = 'b'""#, "a = 'b'"), (#"'a "b"'"#, #"a "b""#),
    (#""\"a\" \\ b""#, #""a" \ b"#), (#""\u00e9 \u00E9 \U0001F600""#, "é é 😀"),
    (#""[a]""#, "[a]"), (#""}""#, "}"), ("\"ä ö 資料\"", "ä ö 資料"),
  ])
  func `a string is what is between its quotes`(_ text: String, _ wanted: String) throws {
    #expect(try value(text) == .text(wanted))
    #expect(try value(text + " # comment") == .text(wanted))
    #expect(try value(text + "\r\n") == .text(wanted))
  }

  @Test(arguments: [
    // The line break right behind the quotes is not part of the text.
    ("\"\"\"\nRoses are red\nViolets are blue\"\"\"", "Roses are red\nViolets are blue"),
    ("'''\nThe first\n'''", "The first\n"), ("'''\r\nThe first'''", "The first"),
    ("\"\"\"\n\nThe second\"\"\"", "\nThe second"), ("\"\"\"a\"\"\"", "a"), ("''''''", ""),
    // A backslash at the end of a line takes the line break and the blanks behind it along.
    (
      "\"\"\"\nThe quick brown \\\n\n\n  fox jumps over \\\n    the lazy dog.\"\"\"",
      "The quick brown fox jumps over the lazy dog."
    ),
    ("\"\"\"\\\n  The quick.\\\n  \"\"\"", "The quick."), ("\"\"\"a \\  \n b\"\"\"", "a b"),
    ("'''a \\\n b'''", "a \\\n b"),
    // One or two quotes may stand anywhere, also at the ends.
    ("\"\"\"Here are two quotes: \"\". Enough.\"\"\"", "Here are two quotes: \"\". Enough."),
    ("\"\"\"\"This,\" she said, \"is all.\"\"\"\"", "\"This,\" she said, \"is all.\""),
    ("\"\"\"two \"\"\"\"\"", "two \"\""), ("''''That,' she said.'''", "'That,' she said."),
    ("\"\"\"three \\\"\"\" more\"\"\"", "three \"\"\" more"),
  ])
  func `a string of several lines is what is between its quotes`(_ text: String, _ wanted: String)
    throws
  {
    #expect(try value(text) == .text(wanted))
    let matter = read("key = \(text)\nnext = 'x'\n")
    #expect(matter.entries.map(\.key) == ["key", "next"] && matter.failure == nil)
  }

  @Test(arguments: [
    #""\u12""#, #""\uD800""#, #""\u+041""#, #""\U00110000""#,
  ])
  func `an escape that is none stands for no character`(_ text: String) throws {
    guard case .text(let found) = try value(text) else {
      Issue.record("no text")
      return
    }
    #expect(!found.contains("A"))
    #expect(found.unicodeScalars.allSatisfy { $0.isASCII })
  }

  // MARK: Lists and others

  @Test(
    arguments: [
      ("[]", []), ("[ \"a\" ]", ["a"]), ("[\"a\",'b',]", ["a", "b"]),
      ("[\n  'a', # the first\n  'b' # ]\n]", ["a", "b"]), ("[\r\n'a',\r\n]", ["a"]),
      ("['a, b', \"]\"]", ["a, b", "]"]), ("['''a\nb''']", ["a\nb"]),
    ] as [(String, [String])])
  func `a list of texts is one`(_ text: String, _ wanted: [String]) throws {
    #expect(try value(text) == .list(wanted))
  }

  @Test(arguments: [
    "1", "+1_000", "0xDEADBEEF", "3.1415", "1e6", "inf", "true", "1979-05-27T07:32:00Z",
    "1979-05-27 07:32:00", "1979-05-27", "07:32:00",
  ])
  func `what is neither text nor list stays as it is written`(_ text: String) throws {
    #expect(try value(text) == .other(text))
    #expect(try value(text + "   # comment") == .other(text))
  }

  @Test(arguments: [
    "[1, 2]", "['a', 1]", "[['a'], ['b']]", "[{ a = 1 }]", "{ a = 1, b = ['x', \"}\"] }", "{}",
    "{ a.b = 1 }", "{ \"a b\" = '''c''' }",
  ])
  func `other values are passed over whole`(_ text: String) throws {
    let matter = read("key = \(text)\nnext = 'x'\n")
    #expect(matter.failure == nil)
    #expect(matter.entries.map(\.key) == ["key", "next"])
    guard case .other = matter.entries[0].value else {
      Issue.record("\(text) is \(matter.entries[0].value)")
      return
    }
  }

  // MARK: Keys, tables and lines

  @Test(arguments: [
    ("a=1", "a"), ("a = 1", "a"), ("\ta\t=\t1", "a"), ("\"a b\" = 1", "a b"),
    ("'a\"b' = 1", "a\"b"),
    ("a-b_1 = 1", "a-b_1"), ("1 = 1", "1"), ("ä = 1", "ä"), ("\"\" = 1", ""),
  ])
  func `a key is bare or quoted`(_ line: String, _ key: String) {
    let matter = read(line + "\n")
    #expect(matter.failure == nil)
    #expect(matter.entries.map(\.key) == [key])
  }

  @Test func `entries have their table, and their place with the line end`() {
    let text =
      "# first\n\na = 'x'\n[t] # table\nb = 'y'\r\n\n[ u.v ]\nc = [\n'z'\n]\n[[w]]\nd = 1\n"
    let matter = read(text)
    #expect(matter.failure == nil)
    #expect(matter.entries.map(\.table) == ["", "t", "u.v", "[w"])
    let bytes = Array(text.utf8)
    #expect(
      matter.entries.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
        "a = 'x'\n", "b = 'y'\r\n", "c = [\n'z'\n]\n", "d = 1\n",
      ])
    #expect(String(decoding: bytes[..<matter.topEnd], as: UTF8.self) == "# first\n\na = 'x'\n")
    #expect(matter.tables["t"].map { bytes[$0...].starts(with: "b = 'y'".utf8) } == true)
  }

  @Test(arguments: [
    "key", "key =", "key = ", "key = 'a", "key = \"a\nb\"", "key = '''a", "key = ['a'", "= 1",
    "key = 'a' b", "[t", "[t\n]", "[t] a", "key = { a = 1", "key = { a }", "key 1",
    "key = " + String(repeating: "[", count: 50),
  ])
  func `what is not TOML ends the reading at its line, and what came before is kept`(_ line: String)
  {
    let head = "a = 'x'\n"
    let matter = read(head + line + "\nb = 'y'\n")
    #expect(matter.failure == head.utf8.count, "\(line.debugDescription)")
    #expect(matter.entries.map(\.key) == ["a"])
  }
}
