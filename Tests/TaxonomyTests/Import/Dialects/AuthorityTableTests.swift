import Testing

@testable import Taxonomy

/// Authority tables of the European Union: the states of a code through time are one concept.
struct AuthorityTableTests {
  private func record(
    _ id: String, _ name: String, code: String = "A", start: String = "", end: String = "",
    _ rest: String = "", deprecated: String? = nil
  ) -> String {
    """
    <record id='\(id)'\(deprecated.map { " deprecated='\($0)'" } ?? "")><authority-code>\(code)</authority-code>
    <label><lg.version lg='eng'>\(name)</lg.version></label><start.use>\(start)</start.use>
    <end.use>\(end)</end.use>\(rest)</record>
    """
  }

  private func read(_ records: String) throws -> VocabularyImport {
    try imported(
      "<things table.id='thing' table.version.number='20240101'>\(records)</things>",
      as: .authority, completing: false)
  }

  private let base = "http://publications.europa.eu/resource/authority/thing/"

  @Test func `a name that went out of use is a former one of what the code stands for now`() throws
  {
    let result = try read(
      record("1", "Old", start: "1990-01-01", end: "1999-12-31")
        + record("2", "New", start: "2000-01-01"))
    #expect(
      try conceptFacts(base + "A", result.vocabulary).sorted() == [
        "alternative A code", "alternative Old@en formerName 1990-01-01..1999-12-31",
        "preferred New@en 2000-01-01..",
      ])
    #expect(result.vocabulary.conceptCount == 1)
  }

  @Test(arguments: [false, true])
  func `a code all of whose states have ended is still called by its last name`(isReversed: Bool)
    throws
  {
    let states = [
      record("1", "First", start: "1990-01-01", end: "1994-12-31"),
      record("2", "Last", start: "1995-01-01", end: "1999-12-31"),
    ]
    let result = try read((isReversed ? states.reversed() : states).joined())
    let facts = try conceptFacts(base + "A", result.vocabulary)
    #expect(facts.contains("preferred Last@en 1995-01-01..1999-12-31"))
    #expect(facts.contains("alternative First@en formerName 1990-01-01..1994-12-31"))
  }

  @Test(arguments: [
    ("9999-12-31", "..9999-12-31", 0), ("0001-01-01", "..0001-01-01", 0), ("10000-01-01", "", 1),
    ("0000-01-01", "", 1), ("2009-02-29", "", 1), ("-2009", "", 1), ("99999999999999999999", "", 1),
  ])
  func `an end that the calendar does not have is told, and the name stays in use`(
    end: String, period: String, told: Int
  ) throws {
    let result = try read(record("1", "N", end: end))
    let line = "preferred N@en" + (period.isEmpty ? "" : " " + period)
    #expect(try conceptFacts(base + "A", result.vocabulary).contains(line))
    #expect(result.findings.filter { $0.rule == "InvalidValue" }.count == told)
    #expect(result.findings.allSatisfy { $0.severity != .error })
  }

  @Test func `a parent and a successor may stand in a later record`() throws {
    let result = try read(
      record(
        "1", "Child", code: "C", "<parent.id>2</parent.id><replaced.by>3</replaced.by>",
        deprecated: "true")
        + record("2", "Parent", code: "P") + record("3", "Next", code: "N"))
    #expect(
      try conceptFacts(base + "C", result.vocabulary) == [
        "preferred Child@en", "alternative C code", "below \(base)P", "out of use ",
        "then \(base)N",
      ])
  }

  @Test func `what replaces another is its successor`() throws {
    let result = try read(
      record("1", "New", code: "N", "<replaces>2</replaces>")
        + record("2", "Old", code: "O", end: "2001-01-01", deprecated: "1"))
    #expect(
      try conceptFacts(base + "O", result.vocabulary) == [
        "preferred Old@en ..2001-01-01", "alternative O code", "out of use 2001-01-01",
        "then \(base)N",
      ])
  }

  @Test func `a record without a code is known by its identifier, and without both it is told`()
    throws
  {
    let result = try read(
      "<record id='X1'><label><lg.version lg='deu'>Ding</lg.version></label></record>"
        + "<record><label><lg.version lg='deu'>Ding</lg.version></label></record>")
    #expect(result.vocabulary.concepts.map { result.vocabulary.uri(of: $0) } == [base + "X1"])
    #expect(result.lost == ["a record without authority-code"])
    #expect(result.vocabulary.schemes.map { result.vocabulary.scheme($0).version } == ["20240101"])
  }

  @Test func `further names, short forms and a second code are read with their kinds`() throws {
    let result = try read(
      record(
        "1", "Thing",
        """
        <long.label><lg.version lg='eng'>Long thing</lg.version></long.label>
        <acronym><lg.version lg='eng'>TH</lg.version></acronym><op-code>17</op-code>
        <definition><lg.version lg='eng'>A thing.</lg.version></definition><colour>red</colour>
        """))
    #expect(
      try conceptFacts(base + "A", result.vocabulary) == [
        "preferred Thing@en", "alternative Long thing@en", "alternative TH@en abbreviation",
        "alternative A code", "alternative 17 code", "definition: A thing.",
      ])
    #expect(result.lost == ["<colour>"])
  }
}
