import Documents
import Glibc
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// For whom, where and for which trade a document says that it holds.
struct ScopeReaderTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="readers"><title>Target audience</title>
        <concept id="partner"><name>Partners</name><name xml:lang="de">Partner</name></concept>
        <concept id="developer"><name>Developers</name><name xml:lang="de">Entwickler</name></concept>
        <concept id="buyer"><name>Buyers</name><name xml:lang="de">Einkäufer</name></concept>
      </scheme>
      <scheme id="region">
        <concept id="germany"><name>Germany</name><name xml:lang="de">Deutschland</name></concept>
        <concept id="france"><name>France</name></concept>
      </scheme>
      <scheme id="industry">
        <concept id="retail"><name>Retail</name><name xml:lang="de">Handel</name></concept>
      </scheme>
      <scheme id="topic">
        <concept id="wood"><name>Woodwork</name></concept>
      </scheme></vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  /// Prose that names nothing, so that no text is short.
  private static let prose = Array(
    repeating: "The pump runs all day and stops at night.", count: 60
  )
  .joined(separator: " ")

  private func tags(_ text: String) throws -> [TagSuggestion] {
    let (vocabulary, index) = try Self.fixture.get()
    var settings = TaggerSettings()
    settings.thresholds = TaggerSettings.Thresholds(accept: 0.44, review: 0.01)
    return Tagger(vocabulary: vocabulary, labelIndex: index, settings: settings)
      .tag(Document(id: "1", title: "Pumps", text: text))
  }

  private func accepted(_ text: String) throws -> Set<String> {
    let (vocabulary, _) = try Self.fixture.get()
    return Set(
      try tags(text).filter { $0.outcome == .accepted }
        .map { String(vocabulary.uri(of: $0.concept).dropFirst(6)) })
  }

  @Test(arguments: [
    ("This guide is intended for our partners.", ["partner"]),
    ("Dear partners,\nthe pump is new.", ["partner"]),
    ("Audience: partners, developers", ["partner", "developer"]),
    ("| **Audience** | Partners and buyers |", ["partner", "buyer"]),
    ("It was written for partners, developers and buyers.", ["partner", "developer", "buyer"]),
    ("Dieses Handbuch richtet sich an Entwickler und Einkäufer.", ["developer", "buyer"]),
    ("Intended audience\n\nPartners and developers.", ["partner", "developer"]),
    ("Zielgruppe: Partner", ["partner"]), ("Liebe Partner,\ndie Pumpe ist neu.", ["partner"]),
    ("These prices are valid in Germany and France.", ["germany", "france"]),
    ("Gültig für Deutschland.", ["germany"]), ("Region: Germany", ["germany"]),
    ("It is used by our customers in the retail sector.", ["retail"]),
    ("Eine Lösung für den Handel.", ["retail"]),
    ("Cette liste est réservée aux Partners.", ["partner"]),
    ("À l’attention des Partners", ["partner"]),
    ("This list is reserved for partners.", ["partner"]),
    ("These prices are valid in all of Germany.", ["germany"]),
    ("Les prix sont valables en France.", ["france"]),
    ("For partners only.", ["partner"]), ("Only for partners.", ["partner"]),
    ("Nur für Partner.", ["partner"]), ("Alleen voor Partner.", ["partner"]),
    ("Bestemd voor onze Partners.", ["partner"]), ("Gilt nur in Deutschland.", ["germany"]),
    ("Valid only in France.", ["france"]), ("France customers only.", ["france"]),
    ("Alleen geldig in Germany.", ["germany"]), ("Uniquement en France.", ["france"]),
  ])
  func `what a document says of whom, where and which trade it is for is believed`(
    sentence: String, expected: [String]
  ) throws {
    #expect(try accepted("\(sentence)\n\(Self.prose)") == Set(expected))
  }

  @Test(arguments: [
    "The partners met, and developers came. Buyers were late.",
    "It was built by developers.", "Retail is hard.", "Partners:", "Germany won the cup.",
    "The developers of the pump are at lunch, as the buyers are.",
    "Buyers came. Buyers sat. Buyers ate. Buyers left. Buyers paid. Buyers are buyers.",
  ])
  func `what is only named says nothing of it`(sentence: String) throws {
    #expect(try accepted("\(sentence)\n\(Self.prose)") == [])
  }

  @Test(arguments: [
    "It is not available in Germany.", "It is not now available in Germany.",
    "These prices are not valid in Germany.", "Prices are valid in all countries except Germany.",
    "Gilt nicht für Deutschland.", "Nicht gültig für Deutschland.", "Non valable en Allemagne.",
    "This guide is not intended for our partners.", "It was never written for developers.",
    "Dieses Handbuch richtet sich nicht an Entwickler.", "Ce guide n'est pas pour Entwickler.",
    "It is used by no customers in the retail sector.", "Keine Lösung für den Handel.",
    "It is sold in no part of Germany.", "No partners, please.",
    "Cette liste n’est pas réservée aux Partners.",
  ])
  func `what a document denies, it does not say`(sentence: String) throws {
    #expect(try accepted("\(sentence)\n\(Self.prose)") == [])
  }

  @Test(arguments: [
    ("These prices are valid in Germany, not in France.", ["germany"]),
    ("Valid in France. It is not available in Germany.", ["france"]),
    ("It is intended for partners, not for developers.", ["partner"]),
    // Three words on, a denial is of something else.
    ("This is not a toy, and is intended for partners.", ["partner"]),
    ("Do not wait: it is available in Germany.", ["germany"]),
  ])
  func `a denial is of what stands right behind it, and of nothing else`(
    sentence: String, expected: [String]
  ) throws {
    #expect(try accepted("\(sentence)\n\(Self.prose)") == Set(expected))
  }

  @Test(arguments: [
    "Harbor Software GmbH, Speicherstr. 5, 20457 Hamburg, Germany",
    "Harbor Software\nSpeicherstr. 5\n20457 Hamburg\nGermany",
    "Harbor, 1 Friar Street, Reading RG1 8LS, Germany", "Office in Germany: Tel. 040 1234",
    "Mail us: info@harbor.example, Germany", "Springfield, IL 62701, Germany",
  ])
  func `a region in an address is where somebody sits`(lines: String) throws {
    let found = try tags("\(lines)\n\n\(Self.prose)")
    #expect(found.map { $0.role } == [.mention])
    #expect(found.allSatisfy { $0.outcome == .review })
    #expect(found.first?.evidence.first?.remark == "in an address")
  }

  @Test(arguments: [
    "The price list of 2010 Germany got.", "10,000 users work in Germany.",
    "Order 4711 is for Germany.", "All 1234 buyers of Germany came.",
  ])
  func `numbers make no address`(sentence: String) throws {
    #expect(try tags("\(sentence)\n\(Self.prose)").allSatisfy { $0.role == .subject })
  }

  @Test func `the evidence tells what the document says of itself, and adds up`() throws {
    let found = try tags("Audience: partners\n\(Self.prose)")
    let suggestion = try #require(found.first)
    let remarks = suggestion.evidence.map { $0.remark }
    #expect(remarks.contains { $0.contains("the text says that it is for it") })
    let odds = suggestion.evidence.reduce(0) { $0 + $1.weight }
    #expect(abs(1 / (1 + exp(-odds)) - suggestion.score) < 1e-6)
  }

  @Test func `names of other schemes need no such words`() throws {
    let text = "Woodwork is what it is about. Woodwork is old. Woodwork lasts."
    #expect(try accepted(text) == ["wood"])
  }
}
