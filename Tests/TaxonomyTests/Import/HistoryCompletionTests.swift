import Model
import Testing

@testable import Taxonomy

struct HistoryCompletionTests {
  private func read(_ concepts: String) throws -> VocabularyImport {
    try imported(
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en"><scheme id="s">
      \(concepts)
      </scheme></vocabulary>
      """)
  }

  @Test func `carries old names over along a chain, with the date of their end`() throws {
    let result = try read(
      """
      <concept id="a" deprecated="2001"><name>Alpha</name><alias>First</alias>
      <misspelling>Alfa</misspelling><code>1</code><successor ref="b"/></concept>
      <concept id="b" deprecated="2005-06"><name>Beta</name><successor ref="c"/></concept>
      <concept id="c"><name>Gamma</name><alias>FIRST</alias></concept>
      """)
    let vocabulary = result.vocabulary
    let gamma = try #require(vocabulary.concept(uri: "urn:x:c"))
    let carried = vocabulary.labels(of: gamma).map(vocabulary.label)
      .filter { $0.role == .formerName }
    #expect(carried.map(\.text) == ["Alpha", "Beta"])
    #expect(carried.map(\.validity.until?.description) == ["2001", "2005-06"])
    #expect(carried.allSatisfy { $0.kind == .alternative && $0.language == "en" })
    #expect(result.findings.map(\.rule) == ["OldNameNotCarriedOver", "OldNameNotCarriedOver"])
    #expect(result.findings.first?.message.contains("\"Alpha\" was carried over") == true)
    #expect(VocabularyChecker(ruleNames: ["OldNameNotCarriedOver"]).check(vocabulary) == [])
  }

  @Test func `carries nothing over to the parts of a split or around a loop`() throws {
    let result = try read(
      """
      <concept id="a" deprecated="2001"><name>A</name><successor ref="c"/><successor ref="d"/>
      </concept>
      <concept id="e" deprecated="2001"><name>E</name><successor ref="c" when="new"/></concept>
      <concept id="f" deprecated="2001"><name>F</name><successor ref="g"/></concept>
      <concept id="g" deprecated="2001"><name>G</name><successor ref="f"/></concept>
      <concept id="c"><name>C</name></concept><concept id="d"><name>D</name></concept>
      """)
    #expect(result.vocabulary.labelCount == 6)
    #expect(result.findings == [])
  }

  @Test(arguments: [
    "Use Harbor Archive instead.", "Replaced by \"Harbor Archive\" in 2009",
    "Utiliser Harbor Archive à la place.",
    "Deprecated: superseded by Harbor Archive.", "Ersetzt durch „Harbor Archive“.",
    "Use the term Harbor Archive", "remplacé par harbor archive",
    "Merged into Harbor Archive (2009)", "DEPRECATED: use HA",
  ])
  func `finds a successor hidden in a note and suggests it`(note: String) throws {
    let result = try read(
      """
      <concept id="a" deprecated="true"><name>Vault</name><note>\(note)</note></concept>
      <concept id="b"><name>Harbor Archive</name><abbreviation>HA</abbreviation></concept>
      """)
    let vault = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    let successors = result.vocabulary.successors(of: vault)
    #expect(successors.map(\.uri) == ["urn:x:b"])
    #expect(successors.map(\.origin) == [.suggested])
    #expect(result.findings.map(\.rule) == ["SuccessorInNote"])
  }

  @Test(arguments: [
    "Use instead: http://X.example/Concept/B.", "Use instead <http://X.example/Concept/B>",
    "Replaced by http://X.example/Concept/B in 2009.",
    "Ersetzt durch „http://X.example/Concept/B“.",
  ])
  func `finds a successor that a note names by its URI`(note: String) throws {
    let escaped = note.map { $0 == "<" ? "&lt;" : String($0) }.joined()
    let result = try read(
      """
      <concept id="a" deprecated="true"><name>Vault</name><note>\(escaped)</note></concept>
      <concept id="http://X.example/Concept/B"><name>Harbor Archive</name></concept>
      """)
    let vault = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    let successors = result.vocabulary.successors(of: vault)
    #expect(successors.map(\.uri) == ["http://X.example/Concept/B"])
    #expect(successors.map(\.origin) == [.suggested])
    #expect(result.findings.map(\.rule) == ["SuccessorInNote"])
  }

  @Test(arguments: [
    "Used for tapes.", "See below.", "Because of Harbor Archive", "use Vault", "use both",
  ])
  func `suggests nothing where a note names no other concept`(note: String) throws {
    let result = try read(
      """
      <concept id="a" deprecated="true"><name>Vault</name><note>\(note)</note></concept>
      <concept id="b"><name>Harbor Archive</name><alias>both</alias></concept>
      <concept id="c"><name>C</name><alias>both</alias></concept>
      """)
    let vault = try #require(result.vocabulary.concept(uri: "urn:x:a"))
    #expect(result.vocabulary.successors(of: vault) == [])
  }
}
