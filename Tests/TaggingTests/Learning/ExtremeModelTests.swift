import Documents
import HardeningSupport
import MappedStorage
import Matching
import Model
import RandomNumbers
import System
import Testing

@testable import Tagging

/// Models whose checksums are right and whose numbers are not.
struct ExtremeModelTests {
  private static let tables = ConceptTables(TaggerFixture.vocabulary)

  private static let documents = (0..<40).map { number in
    let isList = number % 2 == 0
    return TaggingExample(
      Document(
        id: "\(number)", title: "Letter \(number)",
        text: isList
          ? "Amounts in euro per seat, number \(number). Harbor Archive."
          : "Our customers love it, number \(number). Harbor Cluster and Harbor Archive."),
      concepts: [
        isList ? "urn:type/price-list" : "urn:type/brochure",
        isList ? "urn:product/archive" : "urn:product/cluster",
      ])
  }

  @Test(arguments: [UInt64(41), 42])
  func `extreme numbers under right checksums are refused or harmless, never a trap`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let index = try LabelIndex.compile(TaggerFixture.vocabulary)
    let trainer = TaggingTrainer(tables: Self.tables, labelIndex: index)
    let mutants = try #require(ExtremeSections(trainer.train(Self.documents).makeBytes()))
    let document = Document(
      id: "new", title: "Letter 99", text: "Amounts in euro per seat. Harbor Archive and HA.")
    for _ in 0..<250 {
      let bytes = mutants.mutant(generator.next(below: mutants.count))
      do {
        let model = try TaggingModel(MappedBytes(bytes), path: "model")
        for suggestion in Tagger(tables: Self.tables, labelIndex: index, model: model).tag(document)
        {
          #expect(suggestion.score.isFinite)
        }
      } catch is StorageError {}
    }
  }
}
