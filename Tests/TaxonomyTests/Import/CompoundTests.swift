import Testing

@testable import Taxonomy

/// Names that stand for several concepts together: "USE coal + mining".
struct CompoundTests {
  private static let parlance = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/" xml:lang="en">
    <scheme id="s"><title>S</title><concept id="coal"><name>Coal</name></concept>
    <concept id="mining"><name>Mining</name></concept>
    <concept id="pit" compound="true"><name>Colliery work</name><alias>Pit work</alias>
    <successor ref="coal"/><successor ref="mining"/></concept></scheme></vocabulary>
    """

  /// The names of compounds, each with what it stands for.
  private func compounds(_ vocabulary: Vocabulary) -> [String: [String]] {
    var result: [String: [String]] = [:]
    for concept in vocabulary.concepts where !vocabulary.components(of: concept).isEmpty {
      #expect(vocabulary.isCompound(concept) && !vocabulary.schemes(of: concept).isEmpty)
      result[vocabulary.preferredLabel(of: concept)] = vocabulary.components(of: concept).map {
        vocabulary.preferredLabel(of: $0)
      }
    }
    return result
  }

  private static let expected = ["Colliery work": ["Coal", "Mining"]]

  @Test(arguments: [ExportFormat.parlance, .skos, .turtle, .ntriples, .jsonld, .csv])
  func `every dialect that is written says it again`(format: ExportFormat) throws {
    let original = try imported(Self.parlance, accepting: false).vocabulary
    #expect(compounds(original) == Self.expected)
    let again = try imported(
      original.exported(as: format), as: format == .csv ? .table : nil, accepting: false)
    #expect(compounds(again.vocabulary) == Self.expected)
  }

  @Test func `its names go over to none of them`() throws {
    let result = try imported(Self.parlance)
    let coal = try #require(result.vocabulary.concept(uri: "https://e.example/coal"))
    #expect(result.vocabulary.labels(of: coal).count == 1)
    #expect(VocabularyChecker().check(result.vocabulary).filter { $0.severity == .error } == [])
  }

  @Test(arguments: [
    """
    <CompoundEquivalence><PreferredTerm><identifier>t1</identifier></PreferredTerm>
    <PreferredTerm><lexicalValue>Mining</lexicalValue></PreferredTerm><SplitNonPreferredTerm>
    <identifier>t3</identifier><lexicalValue xml:lang="en">Colliery work</lexicalValue>
    </SplitNonPreferredTerm></CompoundEquivalence>
    """,
    """
    <CompoundEquivalence><plusUse>1</plusUse><plusUse>2</plusUse><plusUF><SplitNonPreferredTerm>
    <lexicalValue xml:lang="en">Colliery work</lexicalValue></SplitNonPreferredTerm></plusUF>
    </CompoundEquivalence>
    """,
  ])
  func `ISO 25964 says it of terms`(equivalence: String) throws {
    func document(_ equivalence: String) -> String {
      """
      <ISO25964Interchange><Thesaurus><identifier>t</identifier>\(equivalence)
      <ThesaurusConcept><identifier>1</identifier><PreferredTerm><identifier>t1</identifier>
      <lexicalValue xml:lang="en">Coal</lexicalValue></PreferredTerm></ThesaurusConcept>
      <ThesaurusConcept><identifier>2</identifier><PreferredTerm>
      <lexicalValue xml:lang="en">Mining</lexicalValue></PreferredTerm></ThesaurusConcept>
      </Thesaurus></ISO25964Interchange>
      """
    }
    let result = try imported(document(equivalence))
    #expect(compounds(result.vocabulary) == Self.expected)
    #expect(result.findings.filter { $0.severity != .note } == [])
    let lone = try imported(
      document("<CompoundEquivalence><plusUse>1</plusUse></CompoundEquivalence>"))
    #expect(compounds(lone.vocabulary).isEmpty)
    #expect(lone.findings.contains { $0.message.contains("a compound equivalence without") })
  }

  @Test func `its ontology says it of the labels of SKOS-XL`() throws {
    let result = try imported(
      """
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
      @prefix iso: <http://purl.org/iso25964/skos-thes#> .
      @prefix e: <http://e.example/> .
      e:coal a skos:Concept ; skos:inScheme e:s ; xl:prefLabel e:l1 .
      e:l1 xl:literalForm "Coal"@en .
      e:mining a skos:Concept ; skos:topConceptOf e:s ; skos:prefLabel "Mining"@en .
      e:ce a iso:CompoundEquivalence ; iso:plusUse e:l1, e:mining ; iso:plusUF e:l3 .
      e:l3 a iso:SplitNonPreferredTerm ; xl:literalForm "Colliery work"@en .
      """, as: .turtle)
    #expect(compounds(result.vocabulary) == Self.expected)
    let pit = try #require(result.vocabulary.concept(uri: "http://e.example/l3"))
    #expect(result.vocabulary.schemes(of: pit).count == 1)
  }

  @Test func `a table has it in a column`() throws {
    let text = """
      uri,prefLabel,use together
      http://e.example/1,Coal,
      http://e.example/2,Mining,
      http://e.example/3,Colliery work,Coal|Mining
      """
    #expect(compounds(try imported(text, as: .table).vocabulary) == Self.expected)
  }
}
