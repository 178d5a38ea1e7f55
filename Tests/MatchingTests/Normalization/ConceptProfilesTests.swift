import Testing

@testable import Matching

struct ConceptProfilesTests {
  private static func profiles(_ labels: [(String, Int32)]) -> ConceptProfiles {
    SimilarityIndex(
      labels.enumerated().map { number, label in
        IndexedLabel(
          text: label.0, concept: label.1, language: nil, isCaseSensitive: false,
          isPreferred: number == 0 || labels[number - 1].1 != label.1)
      }, conceptCount: 2, notes: []
    ).profiles
  }

  private static let mixed = profiles([
    ("Sales report", 0), ("Annual report", 0), ("Activity report", 0), ("Other documents", 1),
    ("Map", 1), ("Poem", 1), ("Chess game", 1),
  ])

  @Test func `a concept whose labels differ is readier for new ones`() {
    #expect(Self.mixed.novelty(of: 1) > Self.mixed.novelty(of: 0))
  }

  @Test func `a label left out does not speak of its own distance`() {
    #expect(Self.mixed.novelty(of: 1, without: 4) < Self.mixed.novelty(of: 1))
  }

  @Test func `only a preferred label makes a catch-all`() {
    #expect(Self.mixed.isCatchAll == [false, true])
    #expect(
      Self.profiles([("Report", 0), ("Other report", 0), ("Map", 1)]).isCatchAll == [false, false])
  }
}
