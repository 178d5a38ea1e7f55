import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// An everyday word that is also the name of a product: in a line of capitals it is only a word.
struct ShoutedWordsTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:product")
    builder.declareScheme(scheme, key: "product")
    for label in ["HAS", "UND", "VAULT", "U.S.", "HO", "HI"] {
      let concept = builder.entity("urn:\(label)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label(label), to: concept)
    }
    let vocabulary = builder.build().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  private func names(_ document: Document) throws -> Set<String> {
    let (vocabulary, index) = try Self.fixture.get()
    let table = Tagger(vocabulary: vocabulary, labelIndex: index).candidates(of: document)
    return Set(table.candidates.map { String(vocabulary.uri(of: $0.concept).dropFirst(4)) })
  }

  @Test(arguments: [
    "THE COMPANY HAS PAID", "1. THE COMPANY HAS PAID!", "KOSTEN UND NUTZEN",
    "HAS PAID", "THE COMPANY HAS", "THE COMPANY -- HAS -- PAID",
    "Some words.\nTHE COMPANY HAS PAID\nMore words.",
  ])
  func `a word among capitals names nothing`(text: String) throws {
    #expect(try names(Document(id: "1", text: text)).isEmpty)
  }

  @Test(arguments: [
    // The word beside it is not in capitals, so that these are.
    ("The company HAS paid", ["HAS"]), ("Harbor HAS PAID", ["HAS"]), ("HARBOR HAS paid", ["HAS"]),
    // Alone in its line it may be a heading; the line above and below are other lines.
    ("HAS", ["HAS"]), ("HAS 2010", ["HAS"]), ("THE COMPANY\nHAS\nPAID", ["HAS"]),
    // No everyday word, however the line is written.
    ("THE VAULT HAS PAID", ["VAULT"]),
    // A letter beyond ASCII ends a word, as it may be in either case.
    ("THE COMPANY HAS PAID\nWe bought HAS today.", ["HAS"]),
  ])
  func `any other place does`(text: String, expected: [String]) throws {
    #expect(try names(Document(id: "1", text: text)) == Set(expected))
  }

  @Test(arguments: [
    "CONTACT US", "JOIN US!", "LET US HELP YOU. The office is open.", "WRITE TO US. The office.",
    "Anna HAS to sign. Bob HAS not signed.", "HO, HO, HO! Merry Christmas!", "HI Anna,", "HI, all",
    "Well. HO! Who is there?",
  ])
  func `a word that is called out or stressed names nothing`(text: String) throws {
    #expect(try names(Document(id: "1", text: text)).isEmpty)
    #expect(try names(Document(id: "1", title: text, text: "Words.")).isEmpty)
  }

  @Test(arguments: [
    ("Prices in the US are due.", ["U.S."]), ("CONTACT U.S. OFFICES", ["U.S."]),
    ("US price list", ["U.S."]), ("HAS runs here, and HAS 5.1, HAS 5.2 do.", ["HAS"]),
    ("Install HO Server.", ["HO"]), ("The HI is down", ["HI"]),
  ])
  func `amid other words and with its dots an abbreviation is one`(
    text: String, expected: [String]
  ) throws {
    #expect(try names(Document(id: "1", text: text)) == Set(expected))
  }

  @Test func `a name of a file is no sentence`() throws {
    #expect(try names(Document(id: "1", path: "THE HAS LIST.TXT", text: "Words.")) == ["HAS"])
  }

  @Test func `a document without text has no words`() throws {
    #expect(try names(Document(id: "1", text: "")).isEmpty)
  }
}
