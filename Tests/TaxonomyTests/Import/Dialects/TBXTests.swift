import Testing

@testable import Taxonomy

/// Terminologies in TBX of either year: which of the terms of a language is shown, and what is told.
struct TBXTests {
  private func document(_ entries: String, is2019: Bool = true) -> String {
    is2019
      ? "<tbx><tbxHeader><fileDesc><titleStmt><title>Ships</title></titleStmt></fileDesc></tbxHeader>"
        + "<text><body>\(entries)</body></text></tbx>"
      : "<martif><text><body>\(entries)</body></text></martif>"
  }

  private func term(_ text: String, _ notes: (String, String)...) -> String {
    "<termSec><term>\(text)</term>"
      + notes.map { "<termNote type='\($0)'>\($1)</termNote>" }.joined() + "</termSec>"
  }

  private func facts(_ terms: String) throws -> [String] {
    let entry = "<conceptEntry id='c'><langSec xml:lang='en'>\(terms)</langSec></conceptEntry>"
    return try conceptFacts("urn:tbx:c", try imported(document(entry), as: .tbx).vocabulary)
  }

  @Test func `the first term that is neither an abbreviation nor out of favour is shown`() throws {
    #expect(
      try facts(
        term("TB", ("termType", "acronym"))
          + term("barque", ("administrativeStatus", "deprecatedTerm-admn-sts"))
          + term("tug") + term("tug boat"))
        == [
          "alternative TB@en abbreviation", "alternative barque@en formerName", "preferred tug@en",
          "alternative tug boat@en",
        ])
  }

  @Test(arguments: ["acronym", "abbreviation", "initialism", "Acronym"])
  func `what a short form is called does not matter`(type: String) throws {
    #expect(
      try facts(term("TB", ("termType", type))) == ["alternative TB@en abbreviation"])
  }

  @Test(arguments: [
    ("deprecatedTerm-admn-sts", "alternative A@en formerName"),
    ("deprecatedTerm", "alternative A@en formerName"),
    ("supersededTerm", "alternative A@en formerName"),
    ("admittedTerm-admn-sts", "alternative A@en"), ("admitted", "alternative A@en"),
    ("preferredTerm-admn-sts", "preferred A@en"), ("notRecommendedTerm", "preferred A@en"),
  ])
  func `the status of a term says whether it is shown, further or former`(
    status: String, label: String
  ) throws {
    #expect(try facts(term("A", ("administrativeStatus", status))) == [label])
  }

  @Test func `an abbreviation that is superseded is a former name and no abbreviation any more`()
    throws
  {
    #expect(
      try facts(term("TB", ("termType", "acronym"), ("administrativeStatus", "supersededTerm")))
        == ["alternative TB@en formerName"])
  }

  @Test func `languages have a name each, however the entry is built`() throws {
    let old = """
      <termEntry id='c'><langSet xml:lang='EN'><ntig><termGrp><term>tug</term>
      <termNote type='termType'>fullForm</termNote></termGrp></ntig></langSet>
      <langSet xml:lang='de'><tig><term>Schlepper</term></tig></langSet></termEntry>
      """
    let result = try imported(document(old, is2019: false), as: .tbx)
    #expect(
      try conceptFacts("urn:tbx:c", result.vocabulary)
        == ["preferred tug@en", "preferred Schlepper@de"])
    #expect(result.lost.isEmpty)
  }

  @Test func `an entry without an identifier is numbered, one with a URI keeps it`() throws {
    func entry(_ id: String, _ name: String) -> String {
      "<conceptEntry\(id)><langSec xml:lang='en'>\(term(name))</langSec></conceptEntry>"
    }
    let vocabulary = try imported(
      document(entry("", "one") + entry(" id='http://e.example/2'", "two") + entry("", "three")),
      as: .tbx
    ).vocabulary
    #expect(
      vocabulary.concepts.map { vocabulary.uri(of: $0) }
        == ["urn:tbx:1", "http://e.example/2", "urn:tbx:3"])
    #expect(vocabulary.schemes.map { vocabulary.scheme($0).titles.map(\.text) } == [["Ships"]])
  }

  @Test func `notes of an entry, a language and a term are the concept's, and others are told`()
    throws
  {
    let entry = """
      <conceptEntry id='c'><descrip type='definition'>D.</descrip><note>N.</note>
      <descripGrp><descrip type='context'>C.</descrip></descripGrp>
      <descrip type='subjectField'>Sea</descrip>
      <langSec xml:lang='en'><descrip type='explanation'>E.</descrip>
      <termSec><term>tug</term><descrip type='example'>X.</descrip><note/></termSec></langSec></conceptEntry>
      """
    let result = try imported(document(entry), as: .tbx)
    #expect(
      Set(try conceptFacts("urn:tbx:c", result.vocabulary))
        == [
          "preferred tug@en", "definition: D.", "note: N.", "example: C.", "scope: E.",
          "example: X.",
        ])
    #expect(result.lost == ["the descrip \"subjectField\""])
  }

  @Test
  func
    `a section without a term is passed over, and an entry without terms is a concept without a name`()
    throws
  {
    let vocabulary = try imported(
      document(
        "<conceptEntry id='a'><langSec xml:lang='en'><termSec/><termSec><term> </term></termSec></langSec>"
          + "</conceptEntry><conceptEntry id='b'><langSec xml:lang='en'>\(term("B"))</langSec></conceptEntry>"
      ),
      as: .tbx
    ).vocabulary
    #expect(try conceptFacts("urn:tbx:a", vocabulary).isEmpty)
    #expect(VocabularyChecker(ruleNames: ["MissingLabels"]).check(vocabulary).count == 1)
  }
}
