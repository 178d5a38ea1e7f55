import Model
import Testing

@testable import Taxonomy

/// Concepts that are in use until a day to come.
struct UpcomingDeprecationTests {
  private static func document(_ attributes: String = "deprecated=\"2027-01-01\"") -> String {
    """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://e.example/" xml:lang="en">
    <scheme id="s"><title>S</title>
    <concept id="old" \(attributes)><name>Old</name><successor ref="new"/></concept>
    <concept id="new"><name>New</name></concept></scheme></vocabulary>
    """
  }

  private func importing(
    _ text: String, on day: String, as format: VocabularyFormat? = nil
  ) throws -> VocabularyImport {
    var importer = VocabularyImporter()
    importer.day = try #require(CalendarDate(day))
    importer.acceptsInvalidDocuments = true
    try importer.read(bytes: Array(text.utf8), path: "test.xml", as: format)
    return try importer.finish()
  }

  @Test(arguments: [
    ("2027-01-01", "2026-12-31", false), ("2027-01-01", "2027-01-01", true),
    ("2027", "2026-12-31", false), ("2027", "2027-01-01", true),
    ("2027-03", "2027-02-28", false), ("2027-03", "2027-03-01", true),
    ("2009", "2026-01-01", true), ("true", "2026-01-01", true),
  ])
  func `a concept is given up from its day on`(since: String, day: String, isOver: Bool) throws {
    let vocabulary = try importing(Self.document("deprecated=\"\(since)\""), on: day).vocabulary
    let old = try #require(vocabulary.concept(uri: "https://e.example/old"))
    let new = try #require(vocabulary.concept(uri: "https://e.example/new"))
    #expect(vocabulary.isDeprecated(old) == isOver)
    #expect(vocabulary.hasDeprecation(old))
    #expect(vocabulary.currentConcepts(for: old) == [isOver ? new : old])
    #expect((vocabulary.upcomingDeprecation(of: old) != nil) == !isOver)
    #expect(vocabulary.asked(on: nil).isDeprecated(old))
    #expect(vocabulary.upcomingDeprecation(of: new) == nil)
  }

  @Test func `it keeps its names until then`() throws {
    for (day, names) in [("2026-12-31", ["New"]), ("2027-01-01", ["New", "Old"])] {
      let vocabulary = try importing(Self.document(), on: day).vocabulary
      let new = try #require(vocabulary.concept(uri: "https://e.example/new"))
      #expect(vocabulary.labels(of: new).map { vocabulary.text(of: $0) } == names)
    }
  }

  @Test func `check names it, and finds no fault with it`() throws {
    let result = try importing(Self.document(), on: "2026-12-31")
    let found = VocabularyChecker(ruleNames: [
      "UpcomingDeprecations", "SuccessorOfConceptInUse", "DeprecatedWithoutSuccessor",
    ]).check(result.vocabulary)
    #expect(found.map(\.rule) == ["UpcomingDeprecations"])
    #expect(found.first?.message == "\"Old\" is in use until 2027-01-01, then \"New\"")
    let later = try importing(Self.document(), on: "2027-01-01").vocabulary
    #expect(VocabularyChecker(ruleNames: ["UpcomingDeprecations"]).check(later).isEmpty)
  }

  @Test func `a comparison says what is to come, and when`() throws {
    func messages(_ old: String, _ new: String, on day: String = "2026-12-31") throws -> [String] {
      let (before, after) = (try importing(old, on: day), try importing(new, on: day))
      return VocabularyDiff(from: before.vocabulary, to: after.vocabulary).changes.map(\.message)
    }
    let plain = Self.document("status=\"approved\"").replacing("<successor ref=\"new\"/>", with: "")
    let announced = Self.document("status=\"approved\" deprecated=\"2027-01-01\"")
    #expect(try messages(plain, announced) == ["\"Old\" is merged into \"New\" from 2027-01-01 on"])
    #expect(
      try messages(plain, announced, on: "2027-01-01").first == "\"Old\" was merged into \"New\"")
    #expect(
      try messages(announced, plain).first
        == "\"Old\" stays in use; it was to be given up from 2027-01-01 on")
    let lone = announced.replacing("<successor ref=\"new\"/>", with: "")
    #expect(
      try messages(plain, lone)
        == ["\"Old\" is given up from 2027-01-01 on, and nothing takes its place"])
    #expect(try messages(announced, announced) == [])
  }

  @Test(arguments: [ExportFormat.parlance, .skos, .turtle, .csv])
  func `every dialect keeps the day, and tells nobody else that it is past`(
    format: ExportFormat
  ) throws {
    let original = try importing(Self.document(), on: "2026-12-31").vocabulary
    let bytes = try original.exported(as: format)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("owl:deprecated"))
    let again = try importing(
      text, on: "2026-12-31", as: format == .csv ? .table : nil
    ).vocabulary
    let old = try #require(again.concept(uri: "https://e.example/old"))
    #expect(again.upcomingDeprecation(of: old) == CalendarDate("2027-01-01"))
    #expect(again.successors(of: old).map(\.uri) == ["https://e.example/new"])
    let subjects = String(decoding: try original.exported(as: .annif), as: UTF8.self)
    #expect(subjects.contains("https://e.example/old"))
  }
}
