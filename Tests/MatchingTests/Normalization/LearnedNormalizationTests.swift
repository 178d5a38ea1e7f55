import Foundation
import MappedStorage
import System
import Taxonomy
import TestSupport
import Testing

@testable import Matching

struct LearnedNormalizationTests {
  private static let labels = [
    "Leaflet", "price list 2010", "customer storys", "minutes of the meeting", "plan", "nothing",
  ]

  private func withFile(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { try body($0 + "/learned.model") }
  }

  private func matches(_ normalizer: Normalizer) -> [LabelMatch] {
    normalizer.matches(Self.labels.map { LabelRequest($0) })
  }

  @Test func `what was kept gives the same answers as what is learned anew`() throws {
    try withFile { path in
      try NormalizerTests.normalizer.learned.write(to: path)
      let kept = try LearnedNormalization(contentsOf: path)
      let normalizer = Normalizer(vocabulary: NormalizerTests.vocabulary(), learned: kept)
      #expect(normalizer.kernel?.leftOut.isEmpty == true, "it was learned anew")
      #expect(matches(normalizer) == matches(NormalizerTests.normalizer))
      #expect(normalizer.acceptanceThreshold == NormalizerTests.normalizer.acceptanceThreshold)
    }
  }

  @Test func `what was learned from another vocabulary is not used`() {
    let other = Normalizer(vocabulary: AmbiguityTests.vocabulary()).learned
    let normalizer = Normalizer(vocabulary: NormalizerTests.vocabulary(), learned: other)
    #expect(matches(normalizer) == matches(NormalizerTests.normalizer))
  }

  @Test func `a file with any byte changed or cut off is refused`() throws {
    try withFile { path in
      try NormalizerTests.normalizer.learned.write(to: path)
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      for offset in [0, 9, 20, 70, 200, 260, bytes.count / 2] {
        var changed = bytes
        changed[offset] ^= 0x41
        try AtomicFile.write(changed, to: path)
        #expect(throws: (any Error).self) { try LearnedNormalization(contentsOf: path) }
      }
      try AtomicFile.write(Array(bytes.prefix(bytes.count / 2)), to: path)
      #expect(throws: (any Error).self) { try LearnedNormalization(contentsOf: path) }
    }
  }
}
