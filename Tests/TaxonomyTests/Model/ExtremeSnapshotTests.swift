import HardeningSupport
import MappedStorage
import RandomNumbers
import System
import TestSupport
import Testing

@testable import Taxonomy

/// Snapshots whose checksums are right and whose numbers are not.
struct ExtremeSnapshotTests {
  /// Reads everything that a vocabulary says.
  private func read(_ vocabulary: Vocabulary) {
    _ = VocabularyChecker().check(vocabulary)
    _ = VocabularyDiff(from: vocabulary, to: vocabulary)
    for format in ExportFormat.allCases { _ = try? vocabulary.exported(as: format) }
    for collection in vocabulary.collections { _ = vocabulary.collection(collection) }
    for concept in vocabulary.concepts {
      _ = vocabulary.concept(uri: vocabulary.uri(of: concept))
      _ = vocabulary.currentConcepts(for: concept)
      _ = vocabulary.preferredLabel(of: concept)
      for label in vocabulary.labels(of: concept) { _ = vocabulary.label(label) }
    }
    for scheme in vocabulary.schemes { _ = vocabulary.scheme(named: vocabulary.key(of: scheme)) }
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func `extreme numbers under right checksums are refused or harmless, never a trap`(
    seed: UInt64
  ) throws {
    var random = RandomVocabulary(seed: seed)
    let snapshot = random.makeSnapshot()
    var generator = SeededGenerator(seed: seed)
    try withTemporaryFolder { folder in
      let path = folder + "/vocabulary.snapshot"
      let mutants = try #require(ExtremeSections(snapshot))
      var refused = 0
      for _ in 0..<500 {
        let number = generator.next(below: mutants.count)
        try AtomicFile.write(mutants.mutant(number), to: path)
        do {
          read(try Vocabulary(mapping: path))
        } catch is StorageError { refused += 1 }
      }
      #expect(refused > 100)
    }
  }
}
