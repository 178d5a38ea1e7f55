import HardeningSupport
import MappedStorage
import RandomNumbers
import System
import Taxonomy
import TestSupport
import Testing

@testable import Matching

/// Compiled labels and learned normalization whose checksums are right and whose numbers are not.
struct ExtremeLabelIndexTests {
  private static let vocabulary = makeVocabulary(
    [
      "Price list", "Price list", "Data sheet", "Harbor Archive", "IT", "USA", "data", "Brochure",
      "sheet", "Service level agreement",
    ].map { Label($0) } + [
      Label("HA", role: .abbreviation), Label("A-12", role: .code),
      Label("Straße", language: "de", kind: .alternative),
    ])

  private static let text =
    "The price lists, data sheet, DATASHEET and data-sheets of Harbor Archive (HA) in the USA; it is IT. "
    + "Service level agreement A-12. U.S.A. Straße, brochures."

  private func find(_ index: LabelIndex) {
    let bytes = Array(Self.text.utf8)
    for overlap in [LabelOverlap.leftmostLongest, .longestFirst, .all] {
      var matcher = LabelMatcher(index)
      for ignoresCase in [false, true] {
        matcher.ignoresCase = ignoresCase
        for found in matcher.matches(in: bytes.span, overlap: overlap) {
          for label in index.candidates(for: found, in: bytes.span) {
            _ = Self.vocabulary.label(label)
          }
          _ = index.labels(ofGroup: Int(found.group))
        }
      }
    }
  }

  @Test(arguments: [UInt64(21), 22, 23])
  func `extreme numbers in compiled labels are refused or harmless, never a trap`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    try withTemporaryFolder { folder in
      let path = folder + "/labels.index"
      try LabelIndex.compile(Self.vocabulary, to: path)
      let mutants = try #require(ExtremeSections(try MappedBytes.contents(of: path)))
      for _ in 0..<800 {
        try AtomicFile.write(mutants.mutant(generator.next(below: mutants.count)), to: path)
        do {
          find(try LabelIndex(contentsOf: path, for: Self.vocabulary))
        } catch is StorageError {}
      }
    }
  }

  @Test func `labels of another vocabulary are refused`() throws {
    try withTemporaryFolder { folder in
      try LabelIndex.compile(Self.vocabulary, to: folder + "/labels.index")
      #expect(throws: StorageError.self) {
        try LabelIndex(
          contentsOf: folder + "/labels.index", for: makeVocabulary([Label("Offer")]))
      }
    }
  }

  @Test(arguments: [UInt64(31), 32])
  func `extreme numbers in what a normalizer learned are refused or harmless, never a trap`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    try withTemporaryFolder { folder in
      let path = folder + "/normalizer.model"
      try Normalizer(vocabulary: Self.vocabulary).learned.write(to: path)
      let mutants = try #require(ExtremeSections(try MappedBytes.contents(of: path)))
      for _ in 0..<150 {
        try AtomicFile.write(mutants.mutant(generator.next(below: mutants.count)), to: path)
        guard let learned = try? LearnedNormalization(contentsOf: path) else { continue }
        let session = Normalizer(vocabulary: Self.vocabulary, learned: learned).makeSession()
        for label in ["Prise list", "sheet data", "HA", "harbor"] { _ = session.match(label) }
      }
    }
  }
}
