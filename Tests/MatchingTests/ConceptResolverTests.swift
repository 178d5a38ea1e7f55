import Model
import Taxonomy
import Testing

@testable import Matching

struct ConceptResolverTests {
  private func make() throws -> (vocabulary: Vocabulary, resolver: ConceptResolver) {
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="product">
        <concept id="archive"><name>Harbor Archive</name><abbreviation>HA</abbreviation>
          <former until="2009-06-30">Acme Vault</former></concept>
        <concept id="safe"><name>Acme Safe</name><alias from="2010">Acme Vault</alias></concept>
        <concept id="ha"><name>High Availability</name><abbreviation>HA</abbreviation></concept>
        <concept id="box" deprecated="2010"><name>StoreBox</name><successor ref="archive"/></concept>
        <concept id="suite" deprecated="2010"><name>Suite</name><successor ref="safe"/>
          <successor ref="ha"/></concept>
        <concept id="back"><name xml:lang="de">Zurückk</name></concept>
        <concept id="report"><name>Report</name></concept>
        <concept id="reports"><name>Reports</name></concept>
      </scheme></vocabulary>
      """
    var importer = VocabularyImporter()
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary)))
  }

  /// The outcome and the URIs in question.
  private func outcome(_ text: String, asOf date: String? = nil) throws -> String {
    let (vocabulary, resolver) = try make()
    switch resolver.resolve(text, asOf: date.flatMap { CalendarDate($0) }, policy: .typed) {
    case .one(let candidate, let others):
      let more = others.isEmpty ? "" : " beside \(others.count)"
      return "match \(vocabulary.uri(of: candidate.concept))" + more
    case .several(let candidates):
      return "ambiguous "
        + candidates.map { vocabulary.uri(of: $0.concept) }.joined(separator: " ")
    case .none(let nearest):
      return "unknown " + nearest.map { vocabulary.text(of: $0) }.joined(separator: ", ")
    }
  }

  @Test(arguments: [
    ("Harbor Archive", nil, "match urn:x:archive"),
    ("harbor-archive", nil, "match urn:x:archive"),
    ("HARBOR  ARCHIVE", nil, "match urn:x:archive"),
    ("urn:x:safe", nil, "match urn:x:safe"),
    ("Acme Vault", nil, "ambiguous urn:x:safe urn:x:archive"),
    ("Acme Vault", "2008-05-01", "match urn:x:archive beside 1"),
    ("Acme Vault", "2012", "match urn:x:safe beside 1"),
    ("HA", nil, "ambiguous urn:x:archive urn:x:ha"),
    ("ha", nil, "ambiguous urn:x:archive urn:x:ha"),
    ("StoreBox", nil, "match urn:x:archive beside 1"),
    ("Suite", nil, "match urn:x:suite"),
    ("archive", nil, "match urn:x:archive"),
    ("Zurück", nil, "unknown Zurückk"),
    ("report", nil, "match urn:x:report beside 1"),
    ("Reports", nil, "match urn:x:reports beside 1"),
    ("Harbr Archive", nil, "unknown Harbor Archive"),
    ("Hihg Availability", nil, "unknown High Availability"),
    ("nothing like it", nil, "unknown "),
    ("", nil, "unknown "),
    ("!?", nil, "unknown "),
  ])
  func `says what a label means, and when`(text: String, date: String?, expected: String) throws {
    #expect(try outcome(text, asOf: date) == expected)
  }

  @Test func `answers within a scheme, and in each scheme that has an answer`() throws {
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="city"><concept id="c"><name>New York</name><code>7</code></concept></scheme>
      <scheme id="county"><concept id="y"><name>NEW YORK</name></concept>
        <concept id="old" deprecated="2010"><name>York County</name><successor ref="y"/></concept>
      </scheme></vocabulary>
      """
    var importer = VocabularyImporter()
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    let resolver = ConceptResolver(vocabulary, index: try LabelIndex.compile(vocabulary))
    func uri(_ text: String, _ key: String) -> String? {
      resolver.resolve(text, in: vocabulary.scheme(named: key)).concept
        .map(vocabulary.uri(of:))
    }
    #expect(uri("New York", "city") == "urn:x:c")
    #expect(uri("New York", "county") == "urn:x:y")
    #expect(uri(" new york ", "county") == "urn:x:y")
    #expect(uri("York County", "county") == "urn:x:y")
    #expect(uri("York County", "city") == nil)
    #expect(uri("urn:x:old", "county") == "urn:x:y")
    #expect(uri("7", "city") == "urn:x:c")
    let each = resolver.concepts(named: "New York").map { vocabulary.uri(of: $0.concept) }
    #expect(Set(each) == ["urn:x:c", "urn:x:y"])
    #expect(resolver.concepts(named: "urn:x:old").count == 1)
    #expect(resolver.concepts(named: "nothing").isEmpty)
  }
}
