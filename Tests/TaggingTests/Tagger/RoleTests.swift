import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// What a document is about, and what it only names.
struct RoleTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="product">
        <concept id="archive"><name>Harbor Archive</name></concept>
        <concept id="vault"><name>Nordic Vault</name></concept>
        <concept id="mail"><name>Prism Mail</name></concept>
      </scheme></vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  /// What is accepted, and what is a mention, of a document.
  private func roles(
    _ title: String, _ text: String, countingMentions: Bool = false
  ) throws -> (accepted: Set<String>, mentions: Set<String>) {
    let (vocabulary, index) = try Self.fixture.get()
    var settings = TaggerSettings()
    settings.thresholds = TaggerSettings.Thresholds(accept: 0.45, review: 0.01)
    if countingMentions { settings.countsMentions = Set(vocabulary.schemes) }
    let found = Tagger(vocabulary: vocabulary, labelIndex: index, settings: settings)
      .tag(Document(id: "1", title: title, text: text))
    func names(_ part: [TagSuggestion]) -> Set<String> {
      Set(part.map { String(vocabulary.uri(of: $0.concept).dropFirst(6)) })
    }
    return (
      names(found.filter { $0.outcome == .accepted }), names(found.filter { $0.role == .mention })
    )
  }

  @Test(arguments: [
    "Harbor Archive replaces Nordic Vault.", "Harbor Archive is not compatible with Nordic Vault.",
    "Unlike the old Nordic Vault, Harbor Archive keeps all.",
    "Harbor Archive competes with Nordic Vault.",
    "Use Harbor Archive instead of your\nNordic Vault.",
    "Harbor Archive ersetzt den bisherigen „Nordic Vault“.",
    "Harbor Archive ist nicht kompatibel mit Nordic Vault.",
    "Harbor Archive remplace l’ancien Nordic Vault.", "Harbor Archive remplace « Nordic Vault ».",
    "Contrairement à Nordic Vault, Harbor Archive garde tout.",
    "Harbor Archive est une alternative à votre Nordic Vault.",
    "Harbor Archive vervangt de oude Nordic Vault.",
    "In tegenstelling tot Nordic Vault bewaart Harbor Archive alles.",
    "Nordic Vault was replaced by Harbor Archive.", "Nordic Vault is superseded by Harbor Archive.",
    "Nordic Vault wird durch Harbor Archive ersetzt.",
    "Harbor Archive löst Nordic Vault ab.", "Harbor Archive tritt an die Stelle von Nordic Vault.",
    "Nordic Vault est remplacé par Harbor Archive.",
    "Nordic Vault wordt vervangen door Harbor Archive.",
    "Harbor Archive works without Nordic Vault.", "Do not confuse it with Nordic Vault.",
    "Competitors: Nordic Vault", "See also Nordic Vault",
    "Harbor Archive replaces Tape Star and Nordic Vault.",
    "Harbor Archive ersetzt Tape Star, Blue Box und Nordic Vault.",
    "We do not sell Nordic Vault.", "Wir verkaufen kein Nordic Vault.",
    "Why Harbor Archive and not Nordic Vault", "Harbor Archive als Ersatz für Nordic Vault",
  ])
  func `what is named in passing is no subject`(text: String) throws {
    let found = try roles("Harbor Archive", text)
    #expect(found.accepted == ["archive"])
    #expect(found.mentions == ["vault"])
  }

  @Test func `where one comes from is not what one is told of`() throws {
    let found = try roles(
      "Migrating from Nordic Vault to Harbor Archive", "You migrate from Nordic Vault.")
    #expect(found.accepted == ["archive"])
    #expect(found.mentions == ["vault"])
  }

  @Test(arguments: [
    "Switching to Harbor Archive from Nordic Vault",
    "Von Nordic Vault zu Harbor Archive wechseln", "Upgrade von Nordic Vault auf Harbor Archive",
    "Passer de Nordic Vault à Harbor Archive", "Upgrade van Nordic Vault naar Harbor Archive",
  ])
  func `of two in a title the one that is left is no subject`(title: String) throws {
    let found = try roles(title, "Read this first.")
    #expect(found.accepted == ["archive"])
    #expect(found.mentions == ["vault"])
  }

  @Test func `an upgrade within one product is about it`() throws {
    #expect(try roles("Upgrade from Nordic Vault 4 to 5", "Read this.").accepted == ["vault"])
  }

  @Test(arguments: [
    "Nordic Vault is a registered trademark of Nordic.",
    "© 2010 Nordic Vault. All rights reserved.",
    "Nordic Vault ist eine eingetragene Marke.", "Nordic Vault est une marque déposée.",
    "> I installed Nordic Vault.", "```\ninstall Nordic Vault\n```",
    "1 Nordic Vault ........ 3\n2 Others . . . . . . 9", "-- \nAnna, Nordic Vault team",
  ])
  func `what is quoted, signed, listed or protected is no subject`(part: String) throws {
    let found = try roles("Harbor Archive", "Harbor Archive is new.\n\n\(part)")
    #expect(found.accepted == ["archive"])
    #expect(found.mentions == ["vault"])
  }

  @Test(arguments: [
    "> All of it is quoted. Nordic Vault is new.", "``` Nordic Vault is new.",
    "Nordic Vault is new. Nordic is a registered trademark.",
  ])
  func `what the author says beside it is`(text: String) throws {
    #expect(try roles("Notes", text).accepted == ["vault"])
  }

  @Test func `all of a list are named so`() throws {
    let found = try roles("Harbor Archive", "It replaces Nordic Vault, and Prism Mail.")
    #expect(found.accepted == ["archive"])
    #expect(found.mentions == ["vault", "mail"])
  }

  @Test func `a comparison is about both`() throws {
    let found = try roles(
      "Harbor Archive and Nordic Vault compared", "Harbor Archive is larger than Nordic Vault.")
    #expect(found.accepted == ["archive", "vault"])
    #expect(found.mentions == [])
  }

  @Test func `one place that is not in passing makes a subject`() throws {
    let found = try roles(
      "Nordic Vault and its successor", "Harbor Archive replaces Nordic Vault. Nordic Vault stays.")
    #expect(found.accepted.contains("vault"))
    #expect(found.mentions == [])
  }

  @Test func `mentions are assigned where that is settled`() throws {
    let text = "Harbor Archive replaces Nordic Vault."
    #expect(
      try roles("Harbor Archive", text, countingMentions: true).accepted == ["archive", "vault"])
  }
}
