import Testing

@testable import Taxonomy

@Suite struct `Blank nodes and languages of RDF` {
  @Test func `a label is one node, and what has none is one of its own`() {
    var blanks = BlankNodes()
    let names = ["a", "b", nil, "a", nil, "b"].map { name in
      name.map { blanks.node(named: Array($0.utf8)) } ?? blanks.make()
    }
    #expect(names.map(\.number) == [0, 1, 2, 0, 3, 1])
    #expect(!names.contains { !$0.isBlank })
    #expect(blanks.count == 4)
    let labels = blanks.labels.map { label in label.map { String(decoding: $0, as: UTF8.self) } }
    #expect(labels == ["a", "b", nil, nil])
  }

  @Test func `number 0 is no language, others have theirs as they come up`() {
    var languages = LanguageTags()
    let numbers = ["de", "", "en", "de", "DE"].map { languages.number(of: Array($0.utf8)) }
    #expect(numbers == [1, 0, 2, 1, 3])
    #expect(languages.tags == [[], Array("de".utf8), Array("en".utf8), Array("DE".utf8)])
  }
}
