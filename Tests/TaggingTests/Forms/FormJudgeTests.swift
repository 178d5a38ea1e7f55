import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

struct FormJudgeTests {
  /// Types as a documentation team calls them, in English and German, and a brochure that is a folder.
  private static let vocabulary: Vocabulary = {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:type")
    builder.declareScheme(scheme, key: "type", assignment: .one)
    let types: [(String, [Label])] = [
      ("how-to", [Label("How-to guide"), Label("Anleitung", language: "de", kind: .alternative)]),
      ("overview", [Label("Overview")]),
      ("concept", [Label("Concept")]),
      ("reference", [Label("Reference")]),
      ("brochure", [Label("Brochure"), Label("Folder", kind: .alternative)]),
    ]
    for (name, labels) in types {
      let concept = builder.entity("urn:type/\(name)")
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      for label in labels { builder.addLabel(label, to: concept) }
    }
    return builder.build().vocabulary
  }()

  private func best(_ document: Document) throws -> (type: String, score: Double)? {
    let tagger = Tagger(
      vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary))
    return tagger.tag(document).first.map {
      (String(Self.vocabulary.uri(of: $0.concept).dropFirst("urn:type/".count)), $0.score)
    }
  }

  private func forms(
    _ document: Document
  ) throws -> [(concept: ConceptOrdinal, evidence: TagEvidence)] {
    let scheme = try #require(Self.vocabulary.scheme(named: "urn:type"))
    return FormJudge(ConceptTables(Self.vocabulary)).evidence(
      in: scheme, scan: DocumentScan(document), document: document)
  }

  @Test(arguments: [
    ("Configure the VPN settings", "how-to"), ("Enrolling mobile devices", "how-to"),
    ("Remotely restart devices with Acme", "how-to"),
    ("Classic portal - Connect a mailbox", "how-to"),
    ("Mobilgerät registrieren", "how-to"), ("Konfigurieren der Sicherung", "how-to"),
    ("So richten Sie ein Postfach ein", "how-to"), ("How to change the level", "how-to"),
    ("What is Acme Vault?", "overview"), ("Was ist Acme Vault?", "overview"),
    ("Understanding retention", "concept"), ("VPN settings for Android devices", "reference"),
    ("Error codes in Acme Vault | Acme Docs", "reference"),
    ("Parameter der Sicherung", "reference"),
    ("Settings", "reference"),
  ])
  func `a title says what is done, explained or listed`(title: String, type: String) throws {
    let found = try best(Document(id: "d", title: title, text: "Some words."))
    #expect(found?.type == type)
  }

  @Test(arguments: ["Acme Vault", "Annual meeting 2010", "Configure", "The is of it"])
  func `other titles say nothing of the form`(title: String) throws {
    let found = try best(Document(id: "d", title: title, text: "Some words."))
    #expect(found == nil)
  }

  @Test func `tables speak for what is looked up, steps for what is done`() throws {
    let table = (0..<9).map { "| a\($0) | b | c |" }.joined(separator: "\n")
    let steps = (1..<6).map { "\($0). Press the button." }.joined(separator: "\n")
    func evidence(_ title: String, _ text: String) throws -> [Evidence.Rule] {
      let tagger = Tagger(
        vocabulary: Self.vocabulary, labelIndex: try LabelIndex.compile(Self.vocabulary))
      return tagger.tag(Document(id: "d", title: title, text: text)).flatMap {
        $0.evidence.map(\.rule)
      }
    }
    #expect(try evidence("VPN settings", table).contains(.layout))
    #expect(try evidence("Configure a VPN", steps).contains(.layout))
    #expect(try !evidence("VPN settings", steps).contains(.layout))
  }

  @Test(arguments: [
    ("This article lists the ports.", "reference"),
    ("Dieser Artikel enthält eine Liste der Ports.", "reference"),
    ("This article describes in short how to open one.", "how-to"),
    ("This page gives you an overview of ports.", "overview"),
  ])
  func `what a text says of itself speaks for a form`(text: String, type: String) throws {
    let found = try forms(Document(id: "d", text: text))
    #expect(found.map { Self.vocabulary.uri(of: $0.concept) } == ["urn:type/\(type)"])
    #expect(found.first?.evidence.rule == .text)
  }

  @Test(arguments: [
    "The article lists the ports.", "This article is new. It lists ports.",
    "This list has ports.", "This article was written by those who know how.",
  ])
  func `other sentences say nothing of the form`(text: String) throws {
    #expect(try forms(Document(id: "d", text: text)).isEmpty)
  }

  @Test func `a type is what a text calls itself, not what it mentions`() throws {
    func type(_ text: String) throws -> String? {
      try best(Document(id: "d", title: "Harbor", text: text))?.type
    }
    #expect(try type("In this brochure you find all products.") == "brochure")
    #expect(try type("Diese Anleitung führt zum Ziel.") == "how-to")
    #expect(try type("A brochure was printed. See the brochure.") == nil)
    #expect(try type("This folder is new.") == nil, "a folder is what any folder calls itself")
    let late = String(repeating: "word ", count: 700) + "In this brochure all is said."
    #expect(try type(late) == nil)
  }

  @Test func `an everyday word of paths makes no document of its kind`() throws {
    let list = Document(
      id: "d", path: "new folder/shopping.txt", title: "Shopping", text: "Milk, bread.")
    #expect(try best(list) == nil)
    let brochure = Document(
      id: "d", path: "new folder/x.txt", title: "Brochure 2010", text: "All about it.")
    #expect(try best(brochure)?.type == "brochure")
  }

  @Test func `the second place of a name hardly adds to the first`() throws {
    let one = try best(Document(id: "d", title: "Overview", text: "Words."))
    let three = try best(
      Document(
        id: "d", path: "a/overview.md", title: "Overview", headings: ["Overview"], text: "Words."))
    let (first, second) = (try #require(one), try #require(three))
    #expect(second.score > first.score)
    #expect(second.score < first.score + 0.1)
  }
}
