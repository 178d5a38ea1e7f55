import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

struct TagExplanationTests {
  private func explain(
    _ uri: String, _ document: Document, settings: TaggerSettings = TaggerSettings()
  ) throws -> TagExplanation {
    let concept = try #require(TaggerFixture.vocabulary.concept(uri: uri))
    return try TaggerFixture.makeTagger(settings: settings)
      .explanation(of: concept, in: document)
  }

  @Test func `says what speaks for a concept that is assigned`() throws {
    let found = try explain(
      "urn:product/archive", Document(id: "1", title: "Harbor Archive", text: "Harbor Archive."))
    #expect(found.verdict == .accepted)
    #expect(found.reason == "Found in: title, text.")
    #expect(found.evidence.first?.surface == "Harbor Archive")
  }

  @Test func `says how much is missing`() throws {
    let filler = String(repeating: "Nothing of interest is said here. ", count: 2000)
    let found = try explain(
      "urn:product/archive", Document(id: "1", text: filler + "Harbor Archive " + filler))
    #expect(found.verdict == .belowThreshold)
    #expect((found.score ?? 1) < 0.44)
    #expect(found.reason.contains("short of 0.44 for being shown"))
    #expect(found.reason.contains("once in a text of 24002 words, not in title, headings, path."))
  }

  @Test func `says which concept a homonym was lost to, and why`() throws {
    let later = Document(
      id: "1", title: "Acme Vault",
      dates: [DocumentDate(try #require(CalendarDate(year: 2012)), source: .content)])
    let found = try explain("urn:product/archive", later)
    #expect(found.verdict == .meansAnother)
    #expect(found.reason.contains("“Acme Vault” is taken for “Harbor Safe”: name in use at 2012"))
    #expect(found.reason.hasSuffix("the name was not in use for it at 2012."))
  }

  @Test func `says that nothing was found, or only within a longer label`() throws {
    let none = try explain("urn:product/archive", Document(id: "1", text: "Nothing."))
    #expect(none.verdict == .notFound)
    #expect(none.reason.contains("None of its 3 labels"))
    let small = try explain("urn:product/cluster", Document(id: "1", text: "He said ha."))
    #expect(small.verdict == .ruledOut)
    #expect(small.reason.contains("“HA” does not count: it is written “ha”"))
  }

  @Test func `says that a concept is blocked or not asked for`() throws {
    var settings = TaggerSettings()
    let archive = try #require(TaggerFixture.vocabulary.concept(uri: "urn:product/archive"))
    settings.blocked = [archive]
    let document = Document(id: "1", title: "Harbor Archive")
    #expect(try explain("urn:product/archive", document, settings: settings).verdict == .blocked)
    settings = TaggerSettings()
    settings.schemes = []
    #expect(try explain("urn:product/archive", document, settings: settings).verdict == .blocked)
  }

  @Test func `says which type is likelier, and that a mention is none`() throws {
    let document = Document(
      id: "1", path: "price list/x.txt", title: "Brochure", text: "A data sheet.")
    let lost = try explain("urn:type/price-list", document)
    #expect(lost.verdict == .outranked)
    #expect(lost.reason.contains("“Brochure” is likelier"))
    let mentioned = try explain("urn:type/data-sheet", document)
    #expect(mentioned.verdict == .ruledOut)
    #expect(mentioned.reason.contains("only mentioned in the text"))
  }

  @Test func `follows a replaced concept to its successor`() throws {
    let found = try explain(
      "urn:product/mail", Document(id: "1", title: "Harbor Mail", text: "The cloud edition."))
    #expect(found.reason.hasPrefix("“Harbor Mail” was replaced by “Harbor Mail Cloud” or"))
  }

  @Test func `habits are those of other documents, by people only`() throws {
    var habits = TaggingHabits()
    let archive = try #require(TaggerFixture.vocabulary.concept(uri: "urn:product/archive"))
    let cluster = try #require(TaggerFixture.vocabulary.concept(uri: "urn:product/cluster"))
    for number in 0..<3 { habits.add(path: "a/\(number)", author: "Ann", concepts: [archive]) }
    habits.add(path: "a/3", author: "Bob", concepts: [cluster])
    #expect(habits.context(path: "a/new", author: nil).habits == [archive: 0.75, cluster: 0.25])
    #expect(habits.context(path: "a/3", author: nil).habits == [archive: 1])
    #expect(habits.context(path: "a/0", author: nil).habits[archive] == 2.0 / 3)
    #expect(habits.context(path: "b/x", author: nil).habits.isEmpty)
    #expect(habits.context(path: "b/x", author: "ann").habits == [archive: 1])
  }
}
