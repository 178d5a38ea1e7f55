import Taxonomy
import Testing

@testable import Matching

struct CodeListTests {
  /// Concepts with their labels as a vocabulary.
  private func vocabulary(_ concepts: [(String, [String])]) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("urn:test:scheme")
    builder.declareScheme(scheme, key: "scheme")
    for (identifier, labels) in concepts {
      let concept = builder.entity("urn:test:" + identifier)
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      for (index, label) in labels.enumerated() {
        builder.addLabel(Label(label, kind: index == 0 ? .preferred : .alternative), to: concept)
      }
    }
    return builder.build().vocabulary
  }

  private static let countries = [
    ("at", ["Austria"]), ("au", ["Australia"]), ("ch", ["Switzerland"]), ("cl", ["Chile"]),
    ("de", ["Germany"]), ("jp", ["Japan", "JPN"]), ("pl", ["Poland"]), ("ru", ["Russia"]),
    ("sd", ["Sudan"]), ("va", ["Vatican City"]),
  ]

  @Test(arguments: [
    ("AUT", "at"), ("AUS", "au"), ("CHE", "ch"), ("CHL", "cl"), ("Deutschland", "de"),
    ("日本", "jp"), ("Польша", "pl"), ("RU\"", "ru"), ("Soudan", "sd"),
  ])
  func `a country is known by its codes and by its names in other scripts`(
    label: String, country: String
  ) throws {
    let vocabulary = vocabulary(Self.countries)
    let match = Normalizer(vocabulary: vocabulary).makeSession().match(label)
    let concept = try #require(match.concept)
    #expect(vocabulary.uri(of: concept) == "urn:test:\(country)")
    #expect(match.method == .synonym)
  }

  @Test func `a list is used only where many labels stand in it`() {
    let words = ["Report", "Letter", "Invoice", "Brochure", "Offer", "Memo", "Form", "IT", "NO"]
    #expect(CodeList.fitting(words.map { LabelForm($0) }) == nil)
    let countries = Self.countries.flatMap(\.1).map { LabelForm($0) }
    #expect(CodeList.fitting(countries)?.name == "country")
    let languages = ["eng", "ger", "fre", "ita", "spa", "pol", "rus", "jpn"].map { LabelForm($0) }
    #expect(CodeList.fitting(languages)?.name == "language")
  }

  @Test func `codes behind the first one say only which kind of it`() throws {
    let list = try #require(CodeList.all.first { $0.name == "language" })
    let english = try #require(list.number(of: LabelForm("eng")))
    #expect(list.number(of: LabelForm("en-GB")) == english)
    #expect(list.number(of: LabelForm("anglais")) == english)
    #expect(list.number(of: LabelForm("English literature")) == nil)
    // Words that blanks alone divide are words.
    for words in ["no IP", "as is", "is it", "to be", "no-one"] {
      #expect(list.number(of: LabelForm(words)) == nil, "\(words)")
    }
  }

  @Test func `codes of departments are no countries`() {
    let departments = [
      "Human Resources", "HR", "Information Technology", "IT", "Public Relations", "PR",
      "Quality Assurance", "QA", "Finance", "FI", "Sales", "SA", "Legal Affairs", "LA", "Board",
      "BO", "Controlling", "CO",
    ]
    #expect(CodeList.fitting(departments.map { LabelForm($0) }) == nil)
  }

  @Test func `what a list teaches accepts nothing that stands in no list`() {
    let vocabulary = vocabulary(Self.countries)
    let session = Normalizer(vocabulary: vocabulary).makeSession()
    for label in ["Change request", "Privacy statement", "in Chile", "Poland IT dep", "AUSL"] {
      let match = session.match(label)
      let isNear = match.method.map { $0 <= .decoration || $0 == .synonym } ?? false
      #expect(
        match.outcome != .accepted || isNear || (match.candidates.first?.score ?? 0) >= 0.95,
        "\(label)")
    }
  }

  @Test func `a word that is glued on elsewhere makes it another language`() throws {
    let list = try #require(CodeList.all.first { $0.name == "language" })
    let english = try #require(list.number(of: LabelForm("English")))
    #expect(list.number(of: LabelForm("Old English")) != english)
    #expect(list.number(of: LabelForm("English 2")) == english)
    #expect(list.number(of: LabelForm("English (EN)")) == english)
  }

  @Test func `what stands for two things is no sign`() throws {
    let lists = CodeList.lists(Array("x\tAA; Guinea\nx\tBB; Guinea\n".utf8))
    let list = try #require(lists.first)
    #expect(list.number(of: LabelForm("Guinea")) == nil)
    #expect(list.number(of: LabelForm("aa")) != nil)
    #expect(list.number(of: LabelForm("aa")) != list.number(of: LabelForm("bb")))
  }

  @Test(arguments: [("Jrnl of botany", "journal"), ("Mgmt report", "management")])
  func `a word without its vowels is the word`(label: String, concept: String) throws {
    let vocabulary = vocabulary([
      ("journal", ["Journal", "Journal of biology"]), ("management", ["Management report"]),
      ("letter", ["Letter"]), ("manual", ["Manual", "Machine manual"]),
    ])
    let match = Normalizer(vocabulary: vocabulary).makeSession().match(label)
    #expect(match.candidates.first.map { vocabulary.uri(of: $0.concept) } == "urn:test:\(concept)")
  }

  @Test(arguments: [("ssl", "Syslog"), ("ntp", "Network products"), ("brd", "Bridge")])
  func `three letters are a word only if they are all of its consonants`(
    label: String, name: String
  ) {
    let vocabulary = vocabulary([
      ("named", [name]), ("form", ["Form"]), ("letter", ["Letter"]), ("manual", ["Manual"]),
    ])
    let match = Normalizer(vocabulary: vocabulary).makeSession().match(label)
    #expect(match.outcome != .accepted, "\(label)")
    #expect(Normalizer(vocabulary: vocabulary).makeSession().match("frm").outcome != .unknown)
  }
}
