import Testing

@testable import Taxonomy

struct VocabularyDiffTests {
  private func read(_ concepts: String) throws -> Vocabulary {
    try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="s" facet="s"><title>Things</title>\(concepts)</scheme></vocabulary>
      """
    ).vocabulary
  }

  private func messages(_ old: String, _ new: String) throws -> [String] {
    VocabularyDiff(from: try read(old), to: try read(new)).changes.map {
      "\($0.kind.rawValue): \($0.message)"
    }
  }

  @Test func `what changed is told in words that people write`() throws {
    func a(_ names: String) -> String { "<concept id='a'><name>A</name>\(names)</concept>" }
    #expect(
      try messages(a("<alias xml:lang='pt-BR'>B</alias>"), a("<former xml:lang='pt-BR'>B</former>"))
        == [
          "label-changed: the role of the label \"B\" (pt-BR) of \"A\" is \"former name\" now, not \"plain name\""
        ])
    #expect(
      try messages(a(""), a("<alias xml:lang='zh-Hant'>B</alias>"))
        == ["label-added: \"A\" is also called \"B\" now (zh-Hant)"])
  }

  @Test func `a name that went to a concept of the same name is told by addresses`() throws {
    let changes = try messages(
      "<concept id='one'><name>A</name></concept>", "<concept id='two'><name>A</name></concept>")
    #expect(changes.contains("label-moved: \"A\" (en) means <urn:x:two> now, not <urn:x:one>"))
  }

  static let same = "<concept id='a'><name>A</name></concept>"

  @Test(arguments: [
    (same, same, []),
    (same, same + "<concept id='b'><name>B</name></concept>", ["added: \"B\" is new"]),
    (same + "<concept id='b'><name>B</name></concept>", same, ["removed: \"B\" is gone"]),
    (
      same, "<concept id='a'><name>Alpha</name><former>A</former></concept>",
      ["renamed: \"A\" is called \"Alpha\" now (en)"]
    ),
    (
      same, "<concept id='a'><name>Alpha</name></concept>",
      [
        "renamed: \"A\" is called \"Alpha\" now (en)",
        "label-lost: \"Alpha\" is no longer called \"A\" (en)",
      ]
    ),
    (
      same, "<concept id='a' deprecated='true'><name>A</name></concept>",
      ["deprecated: \"A\" is deprecated, and nothing takes its place"]
    ),
    (
      same,
      "<concept id='a' deprecated='true'><name>A</name><successor ref='b'/></concept>"
        + "<concept id='b'><name>B</name></concept>",
      ["added: \"B\" is new", "renamed: \"A\" was replaced by \"B\""]
    ),
    (
      same + "<concept id='b'><name>B</name></concept>",
      "<concept id='a' deprecated='true'><name>A</name><successor ref='b'/></concept>"
        + "<concept id='b'><name>B</name></concept>", ["merged: \"A\" was merged into \"B\""]
    ),
    (
      same + "<concept id='b'><name>B</name></concept>",
      "<concept id='a' deprecated='true'><name>A</name><successor ref='c'/></concept>"
        + "<concept id='b' deprecated='true'><name>B</name><successor ref='c'/></concept>"
        + "<concept id='c'><name>C</name></concept>",
      ["added: \"C\" is new", "merged: \"A\" and \"B\" were merged into \"C\""]
    ),
    (
      same,
      "<concept id='a' deprecated='true'><name>A</name><successor ref='b'/>"
        + "<successor ref='c'/></concept><concept id='b'><name>B</name></concept>"
        + "<concept id='c'><name>C</name></concept>",
      ["added: \"B\" is new", "added: \"C\" is new", "split: \"A\" was split into \"B\" and \"C\""]
    ),
    (
      "<concept id='a' deprecated='true'><name>A</name></concept>", same,
      ["restored: \"A\" is in use again"]
    ),
    (
      "<concept id='a' deprecated='true'><successor ref='b'/></concept>"
        + "<concept id='b'><name>B</name></concept><concept id='c'><name>C</name></concept>",
      "<concept id='a' deprecated='true'><successor ref='c'/></concept>"
        + "<concept id='b'><name>B</name></concept><concept id='c'><name>C</name></concept>",
      ["redirected: \"urn:x:a\", deprecated, leads to \"C\" now"]
    ),
    (
      same + "<concept id='b'><name>B</name></concept>",
      "<concept id='a'><name>A</name><concept id='b'><name>B</name></concept></concept>",
      ["moved: \"B\" moved from the top of \"Things\" to \"A\""]
    ),
    (
      same, "<concept id='a'><name>A</name><alias>Ay</alias></concept>",
      ["label-added: \"A\" is also called \"Ay\" now (en)"]
    ),
    (
      "<concept id='a'><name>A</name><alias>X</alias></concept><concept id='b'><name>B</name></concept>",
      same + "<concept id='b'><name>B</name><alias>X</alias></concept>",
      ["label-moved: \"X\" (en) means \"B\" now, not \"A\""]
    ),
  ])
  func `says in words what changed`(old: String, new: String, expected: [String]) throws {
    #expect(try messages(old, new) == expected)
  }

  @Test func `counts the documents of every concept that a change gives up`() throws {
    let diff = VocabularyDiff(
      from: try read(Self.same + "<concept id='b'><name>B</name></concept>"),
      to: try read(
        "<concept id='a' deprecated='true'><name>A</name><successor ref='c'/></concept>"
          + "<concept id='b' deprecated='true'><name>B</name><successor ref='c'/></concept>"
          + "<concept id='c'><name>C</name></concept>"))
    let documents = ["urn:x:a": 3, "urn:x:b": 4, "urn:x:c": 9]
    let impacts = diff.changes.map { change in
      VocabularyDiff.impact(of: change) { uris in uris.reduce(0) { $0 + (documents[$1] ?? 0) } }
    }
    #expect(impacts == [0, 7])
  }

  @Test(arguments: 1...10)
  func `a vocabulary does not differ from itself`(seed: UInt64) {
    var random = RandomVocabulary(seed: seed)
    let vocabulary = random.make()
    #expect(VocabularyDiff(from: vocabulary, to: vocabulary).changes == [])
  }
}
