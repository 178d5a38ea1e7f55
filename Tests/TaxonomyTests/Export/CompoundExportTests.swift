import JSONCoding
import Testing

@testable import Taxonomy

/// What becomes of a name for several concepts together where it is exported, and where it is a fault.
struct CompoundExportTests {
  /// Two parts in one scheme or in two, with names in two languages, and a name for both.
  private func vocabulary(
    assign: String = "many", elsewhere: Bool = false, deprecated: String = "",
    coal: String = "<name>Coal</name><name xml:lang='de'>Kohle</name>"
  ) throws -> Vocabulary {
    let mining =
      "<concept id='mining'><name>Mining</name><name xml:lang='de'>Bergbau</name></concept>"
    return try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="s" assign="\(assign)"><title>S</title><concept id="coal">\(coal)</concept>
      \(elsewhere ? "" : mining)
      <concept id="pit" compound="true" \(deprecated)><name>Colliery work</name>
      <alias>Pit, work</alias><code>17</code><successor ref="coal"/><successor ref="mining"/></concept>
      </scheme><scheme id="t" assign="\(assign)"><title>T</title>\(elsewhere ? mining : "")</scheme>
      </vocabulary>
      """, accepting: false, completing: false
    ).vocabulary
  }

  private func synonyms(_ vocabulary: Vocabulary) throws -> [Substring] {
    String(decoding: try vocabulary.exported(as: .solr), as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("# ") }
  }

  @Test func `synonyms say what it stands for in each language that all parts have a name in`()
    throws
  {
    #expect(
      try synonyms(try vocabulary()) == [
        "Coal, Kohle", "Mining, Bergbau",
        "Colliery work, Pit\\, work, Kohle Bergbau, Coal Mining",
      ])
  }

  @Test func `a language that one part lacks is left out`() throws {
    let found = try synonyms(try vocabulary(coal: "<name>Coal</name>"))
    #expect(found == ["Mining, Bergbau", "Colliery work, Pit\\, work, Coal Mining"])
    let none = try synonyms(try vocabulary(coal: "<name xml:lang='fr'>Charbon</name>"))
    #expect(none == ["Mining, Bergbau", "Colliery work, Pit\\, work"])
  }

  @Test func `no line of synonyms puts a part beside the whole, or beside another part`() throws {
    for line in try synonyms(try vocabulary()) {
      let names = line.replacing("\\,", with: ";").split(separator: ", ")
      #expect(!(names.contains("Coal") && names.contains("Mining")))
      #expect(!(names.contains("Colliery work") && names.contains("Coal")))
    }
  }

  @Test(arguments: ["one", "many"])
  func `its parts are both meant unless a document gets one of them only`(assign: String) throws {
    let vocabulary = try vocabulary(assign: assign)
    let pit = try #require(vocabulary.concept(uri: "urn:x:pit"))
    let parts = vocabulary.components(of: pit).map { vocabulary.uri(of: $0) }
    #expect(parts == (assign == "one" ? [] : ["urn:x:coal", "urn:x:mining"]))
    // What it leads to is the same: as of a concept that was split, either may be meant.
    #expect(
      vocabulary.currentConcepts(for: pit).map { vocabulary.uri(of: $0) }
        == ["urn:x:coal", "urn:x:mining"])
    let together = try synonyms(vocabulary).contains { $0.hasSuffix("Coal Mining") }
    #expect(together == (assign == "many"))
  }

  @Test func `parts of two schemes are both meant, however many a scheme gives`() throws {
    let vocabulary = try vocabulary(assign: "one", elsewhere: true)
    let pit = try #require(vocabulary.concept(uri: "urn:x:pit"))
    #expect(vocabulary.components(of: pit).count == 2)
    #expect(findings(vocabulary).isEmpty)
  }

  private func findings(_ vocabulary: Vocabulary) -> [VocabularyFinding] {
    VocabularyChecker(ruleNames: ["CompoundOfSingleValuedScheme"]).check(vocabulary)
  }

  @Test func `check tells of parts of which a document gets one only, by name and with a way out`()
    throws
  {
    let found = findings(try vocabulary(assign: "one"))
    #expect(found.count == 1)
    #expect(found.first?.severity == .warning)
    #expect(found.first?.concept == "urn:x:pit")
    #expect(
      found.first?.message == """
        "Colliery work" stands for "Coal", "Mining" together, of which "s" gives a document one: it is read as \
        a name of one of them
        """)
    #expect(found.first?.remedy.contains("assign=\"many\"") == true)
    #expect(findings(try vocabulary()).isEmpty)
  }

  @Test func `one part that is replaced by the other leaves a name of one concept`() throws {
    let vocabulary = try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="s" assign="one"><title>S</title><concept id="a"><name>A</name></concept>
      <concept id="b" deprecated="true"><name>B</name><successor ref="a"/></concept>
      <concept id="c" compound="true"><name>C</name><successor ref="a"/><successor ref="b"/></concept>
      </scheme></vocabulary>
      """, accepting: false
    ).vocabulary
    let both = try #require(vocabulary.concept(uri: "urn:x:c"))
    #expect(vocabulary.components(of: both).map { vocabulary.uri(of: $0) } == ["urn:x:a"])
    #expect(findings(vocabulary).isEmpty)
  }

  @Test func `subjects leave it out, and documents of an engine mark it`() throws {
    let vocabulary = try vocabulary()
    let subjects = String(decoding: try vocabulary.exported(as: .annif), as: UTF8.self)
    #expect(subjects == "<urn:x:coal>\tCoal\n<urn:x:mining>\tMining\n")
    let documents = String(decoding: try vocabulary.exported(as: .json), as: UTF8.self)
      .split(separator: "\n")
    let marked = try documents.map { try JSONReader.value(of: Array($0.utf8)) }
      .filter { $0["compound"]?.bool == true }
    #expect(marked.map { $0["uri"]?.string } == ["urn:x:pit"])
    #expect(
      marked.first?["successors"]?.array?.compactMap(\.string) == ["urn:x:coal", "urn:x:mining"])
  }
}
