import Documents
import Matching
import Model
import Taxonomy
import Testing

@testable import Tagging

/// After how many decisions documents are tagged no better.
struct LearningCurveTests {
  private static let fixture = Result { () throws -> (Vocabulary, LabelIndex) in
    var importer = VocabularyImporter()
    let document = """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="urn:x:" xml:lang="en">
      <scheme id="t" assign="one">
        <concept id="price"><name>Price list</name></concept>
        <concept id="letter"><name>Letter</name></concept>
      </scheme>
      <scheme id="never"><concept id="n"><name>Never named</name></concept></scheme>
      </vocabulary>
      """
    try importer.read(bytes: Array(document.utf8), path: "test.xml")
    let vocabulary = try importer.finish().vocabulary
    return (vocabulary, try LabelIndex.compile(vocabulary))
  }

  /// Documents whose type their words tell, and no label.
  private func examples(_ count: Int) -> [TaggingExample] {
    (0..<count).map { number in
      let isPrice = number % 2 == 0
      let words = isPrice ? "amount euro seat discount" : "dear sincerely regards madam"
      return TaggingExample(
        Document(id: "\(number)", text: "\(words) number \(number)."),
        concepts: [isPrice ? "urn:x:price" : "urn:x:letter"])
    }
  }

  private func curve(_ count: Int) throws -> ([LearningPoint], SchemeOrdinal, SchemeOrdinal) {
    let (vocabulary, index) = try Self.fixture.get()
    let trainer = TaggingTrainer(tables: ConceptTables(vocabulary), labelIndex: index)
    return (
      trainer.curve(examples(count)), try #require(vocabulary.scheme(named: "t")),
      try #require(vocabulary.scheme(named: "never"))
    )
  }

  @Test func `a curve rises with what was learned, and ends where it rises no more`() throws {
    let (curve, types, never) = try curve(100)
    #expect(curve.map { $0.count } == [0, 10, 20, 40, 80])
    #expect(curve.first?.f1[types] == 0)
    #expect(curve.last?.f1[types] == 1)
    #expect(curve.allSatisfy { $0.f1[never] == nil })
    let end = try #require(LearningPoint.end(of: curve, in: types))
    #expect(end.f1 == 1)
    #expect(end.count > 0 && end.count < 80)
    #expect(LearningPoint.end(of: curve, in: never) == nil)
  }

  @Test func `few decisions give no curve`() throws {
    #expect(try curve(9).0.isEmpty)
    #expect(try curve(10).0.map { $0.count } == [0, 8])
    #expect(try curve(0).0.isEmpty)
  }

  @Test func `what is best at the end is still rising`() throws {
    let (vocabulary, _) = try Self.fixture.get()
    let types = try #require(vocabulary.scheme(named: "t"))
    let curve = [0.1, 0.3, 0.5].enumerated().map { number, f1 in
      LearningPoint(count: number * 10, f1: [types: f1])
    }
    #expect(LearningPoint.end(of: curve, in: types) == nil)
    let flat = [0.1, 0.495, 0.5].enumerated().map { number, f1 in
      LearningPoint(count: number * 10, f1: [types: f1])
    }
    #expect(LearningPoint.end(of: flat, in: types)?.count == 10)
  }

  /// A curve at 0, 10, 20, 40 … documents, the last one as given.
  @Test(
    arguments: [
      // Nobody knows what one more point says.
      ([0.1, 0.5], 10, nil), ([0.1, 0.5], 19, nil), ([0.5, 0.5], 19, nil),
      ([0.5, 0.5, 0.5], 20, 0), ([0.1, 0.5, 0.505], 15, nil), ([0.1, 0.5, 0.505], 20, 10),
      // It fell and rose again: ten were not enough.
      ([0.1, 0.5, 0.4, 0.5, 0.505], 80, 40), ([0.1, 0.5, 0.4, 0.5, 0.505], 79, nil),
      // It stays within 0.01 of the best, which lies before the end.
      ([0.1, 0.3, 0.55, 0.545, 0.541], 80, 20), ([0.1, 0.3, 0.55, 0.545, 0.53], 80, nil),
      ([], 0, nil), ([0.3], 0, nil),
    ] as [([Double], Int, Int?)])
  func `nothing is said before twice as many taught nothing more`(
    values: [Double], last: Int, end: Int?
  ) throws {
    let (vocabulary, _) = try Self.fixture.get()
    let types = try #require(vocabulary.scheme(named: "t"))
    let curve = values.enumerated().map { number, f1 in
      LearningPoint(
        count: number == values.count - 1 ? last : number == 0 ? 0 : 10 << (number - 1),
        f1: [types: f1])
    }
    #expect(LearningPoint.end(of: curve, in: types)?.count == end)
  }

  @Test func `a scheme that is not measured at the end is not said to stand still`() throws {
    let (vocabulary, _) = try Self.fixture.get()
    let types = try #require(vocabulary.scheme(named: "t"))
    let curve = [
      LearningPoint(count: 0, f1: [:]), LearningPoint(count: 10, f1: [types: 0.5]),
      LearningPoint(count: 40, f1: [:]),
    ]
    #expect(LearningPoint.end(of: curve, in: types) == nil)
  }
}
