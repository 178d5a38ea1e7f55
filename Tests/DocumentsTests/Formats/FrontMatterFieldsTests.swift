import Testing

@testable import Documents

/// What people write at the head of their Markdown files.
@Suite struct `Fields of front matter` {
  private func fields(_ block: String) -> [String] {
    FrontMatterFields(Array("---\n\(block)\n---\n# Text\n".utf8)).fields.map {
      "\($0.key)=\($0.values.joined(separator: "|"))"
    }
  }

  @Test(arguments: [
    ("title: A", ["title=A"]), ("title:  A  ", ["title=A"]),
    ("title: 'A: b'", ["title=A: b"]), ("title: 'it''s'", ["title=it's"]),
    ("title: \"A \\\"b\\\" c\"", ["title=A \"b\" c"]), ("title: \"a\\nb\"", ["title=a b"]),
    ("'title': A", ["title=A"]),
    ("title: A # a comment", ["title=A"]), ("title: A#1", ["title=A#1"]),
    ("# title: A", []), ("title:", []), ("title: ''", []), (": A", []),
    ("url: http://example.com/a", ["url=http://example.com/a"]),
    ("tags: [a, b]", ["tags=a|b"]), ("tags: ['a, b', c]", ["tags=a, b|c"]),
    ("tags: [\"a\", b c , ]", ["tags=a|b c"]), ("tags: []", []),
    ("tags: [it's, c]", ["tags=it's|c"]),
    ("tags:\n  - a\n  - 'b: c'\n- d", ["tags=a|b: c|d"]), ("tags:\n  -\n  - b", ["tags=b"]),
    ("text: |\n  one\n  two\nnext: x", ["text=one two", "next=x"]),
    ("text: >-\n  one\n  two", ["text=one two"]),
    ("text: one\n  two", ["text=one two"]),
    // Maps within are passed over; what stands behind them counts.
    ("extra:\n  a: b\n  c:\n    d: e\nnext: x", ["next=x"]),
    // Escapes of YAML 1.2.2, 5.7, and of JSON, which is YAML.
    (#"title: "Umlaut \u00e4\xe4\U000000e4""#, ["title=Umlaut äää"]),
    (#"title: "\ud83d\ude00 \_ \/""#, ["title=😀 \u{A0} /"]),
    (#"title: "\ud83d""#, ["title=\u{FFFD}"]), (#"title: "\u00g4""#, ["title=u00g4"]),
    (#"title: "\u12""#, ["title=u12"]), (#"title: 'a\u00e4'"#, [#"title=a\u00e4"#]),
    (#"tags: ["\u00e4", b]"#, ["tags=ä|b"]), (#"tags:\#n  - "\u00e4""#, ["tags=ä"]),
    // Lists over several lines.
    ("tags: [a,\n  b, # two\n  'c, d' ]\nnext: x", ["tags=a|b|c, d", "next=x"]),
    ("tags: [\n  \"a]\",\n\n  b\n]\nnext: x", ["tags=a]|b", "next=x"]),
    ("title: [Draft] A title\nnext: x", ["title=[Draft] A title", "next=x"]),
    ("title: [Draft\nnext: x", ["title=[Draft", "next=x"]), ("title: [Draft", ["title=[Draft"]),
    // Comments.
    ("tags: # none yet\n  - a # one\n  - 'b # c'", ["tags=a|b # c"]), ("tags: # none", []),
    ("tags: [a] # [b]", ["tags=a"]), ("title: it's # so", ["title=it's"]),
    ("title: \"a # b\" # c", ["title=a # b"]),
    // Anchors, aliases and types of nodes.
    ("tags: &t [a, b]\nkeywords: *t", ["tags=a|b", "keywords=a|b"]),
    ("tags: &t\n  - a\nkeywords: *t", ["tags=a", "keywords=a"]),
    ("title: !!str 12", ["title=12"]), ("title: *bold* words", ["title=*bold* words"]),
    ("tags: !!set {a, b}\nnext: x", ["next=x"]), ("a: {b: c}\nnext: x", ["next=x"]),
    ("tags:\n  - {name: a}\n  - [b]\n  - c", ["tags=b|c"]),
    ("title: Änderung 資料 😀", ["title=Änderung 資料 😀"]),
  ])
  func `are the flat ones of YAML`(block: String, expected: [String]) {
    #expect(fields(block) == expected)
    #expect(
      fields(block.replacing("\n", with: "\r\n")) == expected, "with the line ends of Windows")
  }

  @Test(arguments: [
    // Lists within lists, in each of their shapes.
    ("tags:\n  - a\n  - - b\n    - c\n  - d", ["tags=a|b|c|d"]),
    ("tags:\n  -\n    - a\n    - b\n  - c\nnext: x", ["tags=a|b|c", "next=x"]),
    ("tags:\n- - - a", ["tags=a"]), ("tags: [a, [b, 'c]'], [[d]], e]", ["tags=a|b|c]|d|e"]),
    ("tags: [a, {b: [c, d], \"e\": f}, g]", ["tags=a|g"]),
    ("tags: [a,\n  [b,\n  c]]", ["tags=a|b|c"]),
    ("tags: [[a], b", ["tags=[[a], b"]), ("tags: [a]]", ["tags=[a]]"]),
    // The lists of a map are the map's.
    ("extra:\n  tags:\n    - a\n  more:\n  - b\nnext: x", ["next=x"]),
    (
      "authors:\n  - name: Ann\n    roles:\n      - a\n  - Bo\ntags: [x]", ["authors=Bo", "tags=x"]
    ),
    ("authors:\n  -\n    name: Ann\n  - 'Bo': x\n  - Cy", ["authors=Cy"]),
    ("tags:\n  - a: b\n  - 'c: d'\n  - http://e", ["tags=c: d|http://e"]),
    // Texts over several lines.
    ("title: one\n  two\n\n  three # four\nnext: x", ["title=one two three", "next=x"]),
    (
      "title: \"one: # 1\n  two\\\n  three\" # four\nnext: x",
      ["title=one: # 1 twothree", "next=x"]
    ),
    ("title: 'it''s\n  so: it'\nnext: x", ["title=it's so: it", "next=x"]),
    ("title:\n  one\n  two", ["title=one two"]), ("title:\n  'one'", ["title=one"]),
    (
      "text: | # why\n  # one\n  two: 2\n\n    - three\nnext: x",
      ["text=# one two: 2 - three", "next=x"]
    ),
    ("text: >2-\n   a\nnext: x", ["text=a", "next=x"]), ("title: |a| b", ["title=|a| b"]),
    (
      "tags:\n  - one\n    two\n  - >-\n    three\n    four\n  - \"five\n    six\"\n  - x",
      ["tags=one two|three four|five six|x"]
    ),
    ("title: one\n  - two", ["title=one - two"]), ("tags:\n  - one\n    - two", ["tags=one - two"]),
    // What nobody closed ends where the next value begins.
    ("title: \"one\nnext: x", ["title=one", "next=x"]), ("tags:\n  - 'tis\n  - b", ["tags=tis|b"]),
    ("tags: &t\n  - a\nmore:\n  - *t\n  - b", ["tags=a", "more=a|b"]),
  ])
  func `are read with lists within lists, and texts over several lines`(
    block: String, expected: [String]
  ) {
    #expect(fields(block) == expected)
    #expect(
      fields(block.replacing("\n", with: "\r\n")) == expected, "with the line ends of Windows")
  }

  @Test(arguments: [
    String(repeating: "- ", count: 20_000), "[" + String(repeating: "[", count: 20_000),
    String(repeating: "[a,\n  ", count: 1_500), "\"" + String(repeating: "\\\n  ", count: 1_500),
    "\"\\", "*", "&", "! ", "&a", "- &a *a", "{", "}", "]", "[}", "{]", "[a}", "|", ">9", "'", "?",
  ])
  func `end with the block, whatever stands in it`(value: String) {
    for block in ["a: \(value)\nnext: x", "a:\n  \(value)\nnext: x", "a:\n  - \(value)\nnext: x"] {
      #expect(fields(block).contains("next=x"))
    }
  }

  @Test func `are followed by the text`() {
    let text = Array("---\ntitle: A\n---\n# Text\n".utf8)
    let matter = FrontMatterFields(text)
    #expect(String(decoding: text[matter.textStart...], as: UTF8.self) == "# Text\n")
    let plain = FrontMatterFields(Array("# Text\ntitle: A\n".utf8))
    #expect(plain.fields.isEmpty && plain.textStart == 0)
    #expect(FrontMatterFields([]).fields.isEmpty)
  }

  @Test func `of TOML are those at the top and in the author's own tables`() {
    let text = """
      +++
      title = "A"
      [taxonomies]
      tags = ["a", "b"]
      [params]
      documentType = "Brochure"
      [build]
      secret = "no"
      +++
      Text
      """
    let found = FrontMatterFields(Array(text.utf8)).fields
    #expect(found.map { $0.key } == ["title", "tags", "documentType"])
    #expect(found.map { $0.values } == [["A"], ["a", "b"], ["Brochure"]])
  }
}

/// Blocks of code in Markdown (CommonMark, 4.5).
@Suite struct `A fence of code` {
  private func open(_ line: String) -> MarkdownFence? { MarkdownFence(Array(line.utf8)[...]) }

  @Test(arguments: [
    ("```", true), ("````swift", true), ("~~~", true), ("~~~ a ` b", true), ("~~~~~", true),
    ("``", false), ("~~", false), ("``` a`b", false), ("`` ` ``", false), ("", false),
    ("a ```", false), ("`~`", false),
  ])
  func `begins with three marks or more of a kind`(line: String, isFence: Bool) {
    #expect((open(line) != nil) == isFence)
  }

  @Test(arguments: [
    ("```", "```", true), ("```", "`````", true), ("````", "```", false), ("```", "~~~", false),
    ("```", "``` ", true), ("```", "```\r", true), ("```", "``` swift", false),
    ("~~~~", "~~~~\t", true), ("```", "", false),
  ])
  func `ends with as many of them, and nothing else`(first: String, last: String, isEnd: Bool)
    throws
  {
    let fence = try #require(open(first))
    #expect(fence.isClosed(by: Array(last.utf8)[...]) == isEnd)
  }
}
