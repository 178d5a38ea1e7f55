import Testing

@testable import Matching

/// Cases after OpenRefine's documentation of its clustering methods.
struct KeyersTests {
  @Test(
    arguments: [
      ("  Tom Cruise ", "cruise tom"), ("Cruise, Tom", "cruise tom"),
      ("tom tom cruise", "cruise tom"),
      ("Crème brûlée!", "brulee creme"), ("A.B.C.", "abc"), ("data-sheet", "datasheet"), ("", ""),
      ("Müller & Söhne", "muller sohne"),
    ])
  func `fingerprints drop case, punctuation, accents, order and repetition`(
    label: String, expected: String
  ) {
    #expect(Keyers.fingerprint(label) == expected)
  }

  @Test(
    arguments: [
      ("Paris", 2, "arispari"), ("Paris", 1, "aiprs"), ("P a r i s!", 2, "arispari"), ("a", 2, "a"),
      ("Krzysztof", 1, "fkorstyz"),
    ])
  func `n-gram fingerprints are the sorted distinct n-grams without blanks`(
    label: String, size: Int, expected: String
  ) {
    #expect(Keyers.ngramFingerprint(label, size: size) == expected)
  }

  @Test func `clusters unknown labels and proposes a name`() {
    let clusters = LabelClustering.clusters([
      ("Risk register", 5), ("risk-register", 2), ("Register, risk", 1), ("Risk registers v2", 1),
      ("Lunch menu", 4),
    ])
    #expect(clusters.map(\.name) == ["Risk register", "Lunch menu"])
    #expect(clusters[0].labels.count == 4)
    #expect(clusters[0].count == 9)
  }
}
