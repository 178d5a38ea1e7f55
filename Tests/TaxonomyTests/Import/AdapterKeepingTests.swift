import Testing

@testable import Taxonomy

/// What official files of other dialects say is kept, without false errors.
extension AdapterTests {
  @Test func `genericode: the columns of a key tell rows apart together`() throws {
    let result = try imported(
      """
      <gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
      <Identification><ShortName>P</ShortName><CanonicalUri>urn:x:p</CanonicalUri>
      <CanonicalVersionUri>urn:x:p-1</CanonicalVersionUri><LocationUri>http://x/p.gc</LocationUri>
      </Identification>
      <ColumnSet><Column Id="scheme" Use="required"><ShortName>S</ShortName></Column>
      <Column Id="value" Use="required"><ShortName>V</ShortName></Column>
      <Column Id="alpha3" Use="optional"><ShortName>A3</ShortName></Column>
      <Column Id="title" Use="optional"><ShortName>T</ShortName><Data Type="string" Lang="eng"/></Column>
      <Key Id="k"><ShortName>K</ShortName><ColumnRef Ref="scheme"/><ColumnRef Ref="value"/></Key>
      <Key Id="k2"><ShortName>K2</ShortName><ColumnRef Ref="alpha3"/></Key></ColumnSet>
      <SimpleCodeList>
      <Row><Value ColumnRef="scheme"><SimpleValue>iso</SimpleValue></Value>
      <Value ColumnRef="value"><SimpleValue>1</SimpleValue></Value>
      <Value ColumnRef="alpha3"><SimpleValue>ONE</SimpleValue></Value>
      <Value ColumnRef="title"><SimpleValue>First</SimpleValue></Value></Row>
      <Row><Value ColumnRef="scheme"><SimpleValue>iso</SimpleValue></Value>
      <Value ColumnRef="value"><SimpleValue>2</SimpleValue></Value>
      <Value ColumnRef="title"><SimpleValue>Second</SimpleValue></Value></Row>
      </SimpleCodeList></gc:CodeList>
      """)
    #expect(result.findings.allSatisfy { $0.severity == .note }, "\(result.findings)")
    #expect(
      try labels("urn:x:p:iso:1", in: result.vocabulary) == [
        Label("iso:1", kind: .alternative, role: .code),
        Label("ONE", kind: .alternative, role: .code), Label("First", language: "en"),
      ])
    #expect(result.vocabulary.concept(uri: "urn:x:p:iso:2") != nil)
  }

  @Test func `Zthes: relations keep their kinds`() throws {
    func term(_ id: String, _ relation: String, _ other: String) -> String {
      "<term><termId>\(id)</termId><termName>\(id)</termName><termType>PT</termType><relation>"
        + "<relationType>\(relation)</relationType><termId>\(other)</termId></relation></term>"
    }
    let vocabulary = try imported(
      "<Zthes>\(term("a", "NTP", "b"))\(term("b", "RT", "c"))\(term("c", "BTG", "a"))</Zthes>"
    ).vocabulary
    let concepts = try ["a", "b", "c"].map {
      try #require(vocabulary.concept(uri: "urn:zthes:" + $0))
    }
    #expect(vocabulary.hierarchyKind(from: concepts[1], to: concepts[0]) == .partitive)
    #expect(vocabulary.hierarchyKind(from: concepts[2], to: concepts[0]) == .generic)
  }

  @Test func `a term of SharePoint with the same GUID in two sets is reused, marked or not`() throws
  {
    let id = "a195076e-976a-45a0-ad11-6ae848883a60"
    let copy = "b195076e-976a-45a0-ad11-6ae848883a60"
    let result = try imported(
      """
      <TermGroup Name="G"><TermSets>
      <TermSet Name="One" ID="bda77a52-4f61-49f0-90d6-7afa93e53f55"><Terms><Term Name="A" ID="{\(id)}"/></Terms></TermSet>
      <TermSet Name="Two" ID="cda77a52-4f61-49f0-90d6-7afa93e53f55"><Terms>
      <Term Name="A" ID="\(id)"/></Terms></TermSet>
      <TermSet Name="Three" ID="dda77a52-4f61-49f0-90d6-7afa93e53f55"><Terms>
      <Term Name="A" ID="\(copy)" IsReused="true" SourceTermId="\(id)"/></Terms></TermSet>
      </TermSets></TermGroup>
      """, as: .sharepoint)
    #expect(result.findings == [])
    #expect(result.vocabulary.conceptCount == 1)
    #expect(result.vocabulary.schemes(of: ConceptOrdinal(0)).count == 3)
  }
}
