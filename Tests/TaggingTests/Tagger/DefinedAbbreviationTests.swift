import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What an abbreviation means where a document defines it, and where everything is in capitals.
struct DefinedAbbreviationTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="s">
        <concept id="server"><name>Harbor Archive Server</name><abbreviation>HAS</abbreviation></concept>
        <concept id="hospital"><name>Hospital Asset System</name></concept>
        <concept id="asset"><name>Asset System</name></concept>
        <concept id="prefix"><name>Nordic Asset</name></concept>
      </scheme></vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  /// The places that a text names, as "concept: surface".
  private func mentions(_ text: String) throws -> [String] {
    let (vocabulary, index) = try Self.fixture.get()
    return Tagger(vocabulary: vocabulary, labelIndex: index)
      .mentions(in: Document(id: "1", text: text))
      .map { "\(vocabulary.uri(of: $0.concept).dropFirst(6)): \($0.surface)" }
  }

  @Test(arguments: [
    "The Hospital Asset System (HAS) is here.", "The HAS (Hospital Asset System) is here.",
    "The Hospital Asset System (“HAS”) is here.",
    "The Hospital Asset System (hereinafter \"HAS\") is here.",
    "The Hospital Asset System (HAS for short) is here.",
    "The Hospital Asset System [HAS] is here.",
    "The Hospital Asset System (HAS; formerly nothing) is here.",
    "The Hospital Asset System, abbreviated HAS, is here.",
    "The Hospital Asset System, or HAS, is here.",
    "HAS stands for Hospital Asset System and is here.",
    "HAS is short for the Hospital Asset System.", "HAS, short for Hospital Asset System, is here.",
    "HAS: Hospital Asset System", "- **HAS** – Hospital Asset System",
    "HAS = Hospital Asset System",
    "Das Hospital Asset System (kurz: HAS) ist hier.",
    "Das Hospital Asset System (im Folgenden „HAS“ genannt) ist hier.",
    "HAS steht für Hospital Asset System.",
    "Le Hospital Asset System (ci-après « HAS ») est ici.",
    "Le Hospital Asset System (ci-après : «\u{A0}HAS\u{A0}») est ici.",
    "Le Hospital Asset System, en abrégé HAS, est ici.",
    "HAS est l’abréviation de Hospital Asset System.",
    "Het Hospital Asset System (afgekort HAS) is er.",
    "Het Hospital Asset System (hierna “HAS” genoemd) is er.",
    "HAS staat voor Hospital Asset System.",
    "HAS is an acronym for the Hospital Asset System.", "HAS refers to the Hospital Asset System.",
    "HAS abbreviates Hospital Asset System.", "By HAS we mean the Hospital Asset System.",
    "We call the Hospital Asset System HAS.", "The Hospital Asset System, called HAS, is here.",
    "The Hospital Asset System (acronym: HAS) is here.",
    "HAS, the Hospital Asset System, is here.", "The Hospital Asset System, HAS, is here.",
    "Hospital Asset System – HAS", "\"HAS\" shall mean the Hospital Asset System.",
    "HAS (short for Hospital Asset System) is here.", "HAS (= Hospital Asset System) is here.",
    "HAS (i.e. Hospital Asset System) is here.", "HAS | Hospital Asset System",
    "| HAS | Hospital Asset System |", "HAS\tHospital Asset System",
    "Mit HAS meinen wir das Hospital Asset System.", "HAS bezeichnet das Hospital Asset System.",
    "HAS, le Hospital Asset System, est ici.", "Met HAS bedoelen we het Hospital Asset System.",
  ])
  func `every usual way binds an abbreviation to what the vocabulary knows`(text: String) throws {
    let found = try mentions(text + "\n\nLater HAS is mentioned.")
    #expect(Set(found) == ["hospital: Hospital Asset System", "hospital: HAS"])
    #expect(found.count { $0 == "hospital: HAS" } == 2)
  }

  @Test(arguments: [
    "The Housing Assistance Scheme (HAS) is here.", "The HAS (Housing Assistance Scheme) is here.",
    "HAS stands for Housing Assistance Scheme.", "HAS: Housing Assistance Scheme",
    "The Housing Assistance Scheme, or HAS, is here.",
  ])
  func `what the vocabulary does not know takes the abbreviation, too`(text: String) throws {
    #expect(try mentions(text + "\n\nLater HAS is mentioned.") == [])
  }

  @Test(arguments: [
    "Die Hausanlagensteuerung (kurz: HAS) ist da.",
    "Die Hausanlagensteuerung (im Folgenden „HAS“ genannt) ist da.",
    "Die Hausanlagensteuerung (abgekürzt: HAS) ist da.",
    "Die Hausanlagensteuerung, kurz HAS, läuft.",
    "HAS steht für die Hausanlagensteuerung.", "HAS = Hausanlagensteuerung",
    "HAS (Abkürzung für Hausanlagensteuerung) ist da.",
    "Het huisalarmsysteem (afgekort HAS) is er.", "HAS staat voor huisalarmsysteem.",
    "The homeassistant, abbreviated HAS, is here.",
  ])
  func `where a phrase says so, the letters may stand within one word`(text: String) throws {
    #expect(try mentions(text + "\n\nLater HAS is mentioned.") == [])
  }

  @Test(arguments: [
    "Der Hasenstall (kurz: HAS) ist da.", "HAS = Hasenstall", "HAS steht für Hasenstall.",
    "Die Hausanlagensteuerung (HAS) ist da.", "HAS: Hausanlagensteuerung",
    "Das Uhrwerk (kurz: HAS) ist da.",
  ])
  func `a word cut short is none, nor is one word without a phrase, nor other letters`(
    text: String
  ) throws {
    #expect(try mentions(text + "\n\nLater HAS is mentioned.").contains("server: HAS"))
  }

  @Test func `no part of the long form is what is meant`() throws {
    // Neither the end nor the beginning of the long form.
    #expect(
      try mentions("The Safety Asset System (SAS) is here. SAS it is.") == ["asset: Asset System"])
    #expect(
      try mentions("The Nordic Asset Service (NAS) is here. NAS it is.") == ["prefix: Nordic Asset"]
    )
  }

  @Test(arguments: [
    "It HAS is here.", "Our Harbor Archive. HAS is here.", "We sell assets (see HAS).",
    "Hospitals and schools. Call HAS: we help.", "He was born (HAS).",
  ])
  func `what defines nothing takes nothing`(text: String) throws {
    #expect(try mentions(text).contains("server: HAS"))
  }

  @Test func `an everyday word among others in capitals is no name`() throws {
    #expect(try mentions("THE COMPANY HAS PAID.") == [])
    #expect(try mentions("Summary\nWHAT HAS CHANGED\nNothing.") == [])
    #expect(try mentions("Summary\nHAS\nNothing.") == ["server: HAS"])
    #expect(try mentions("The HAS FAQ is here.") == ["server: HAS"])
    #expect(
      try mentions("The Harbor Archive Server. WHAT HAS CHANGED").contains("server: HAS"))
  }

  @Test func `long forms are found by their initials or by the letters within them`() {
    func long(_ text: String) -> String? {
      let bytes = Array(text.utf8)
      return AbbreviationFinder(bytes).definitions().first.map {
        String(decoding: bytes[$0.long], as: UTF8.self)
      }
    }
    #expect(long("the Department of Defense (DOD)") == "Department of Defense")
    #expect(long("a hypertext transfer protocol (HTTP) server") == "hypertext transfer protocol")
    #expect(long("a Read-Only Memory (ROM)") == "Read-Only Memory")
    #expect(long("ROM (Read-Only\nMemory, of old)") == "Read-Only\nMemory")
    #expect(long("nothing of the kind (ABC)") == nil)
    #expect(long("(ABC)") == nil)
    #expect(long("ABC (") == nil)
    #expect(long("ABC stands for") == nil)
  }
}
