import MappedStorage
import System
import Testing

@testable import Taxonomy

/// Counts what all rules together read, so that no rule takes more than linear time.
struct CheckWorkTests {
  /// A way to make a vocabulary of a given size that some rule might not like.
  enum Shape: CaseIterable {
    case tree, star, chain, ladder, cycle, lattice, chainWithFarParents
    case oneLabelForAll, oneLabelAndTwoLanguages, oneConceptWithAllLabels, manyLanguages
    case oneCode, abbreviations, relatedToAll, relatedAndUnderOne
    case successorChain, successorLoop, oneSuccessor, mappings, manySchemes, nothing
  }

  @Test(arguments: Shape.allCases)
  func `four times the vocabulary is at most five times the work`(shape: Shape) {
    let small = work(Self.vocabulary(shape, size: 150))
    let large = work(Self.vocabulary(shape, size: 600))
    #expect(small > 0)
    #expect(Double(large) <= 5 * Double(small), "\(small) reads for 150, \(large) for 600")
  }

  private func work(_ vocabulary: Vocabulary) -> Int {
    ReadMeter.measure { _ = VocabularyChecker().check(vocabulary) }
  }

  private static func vocabulary(_ shape: Shape, size: Int) -> Vocabulary {
    var builder = VocabularyBuilder()
    let scheme = builder.entity("http://id.example/scheme")
    builder.declareScheme(scheme)
    let concepts = (0..<size).map { builder.entity("http://id.example/\($0)") }
    for (index, concept) in concepts.enumerated() {
      builder.declareConcept(concept)
      builder.addRelation(.scheme, from: concept, to: scheme)
      builder.addLabel(Label("Name \(index)", language: "en"), to: concept)
    }
    for index in concepts.indices { relate(index, concepts, shape, &builder) }
    for index in concepts.indices { name(index, concepts, shape, &builder) }
    return builder.build().vocabulary
  }

  private static func relate(
    _ index: Int, _ concepts: [VocabularyBuilder.Entity], _ shape: Shape,
    _ builder: inout VocabularyBuilder
  ) {
    let concept = concepts[index]
    let count = concepts.count
    func broader(_ other: Int) {
      builder.addRelation(.broader, from: concept, to: concepts[other])
    }
    switch shape {
    case .tree where index > 0: broader((index - 1) / 3)
    case .star where index > 0: broader(0)
    case .chain where index > 0: broader(index - 1)
    case .ladder where index > 1:
      broader(index - 1)
      broader(index - 2)
    case .cycle: broader((index + 1) % count)
    case .lattice where index > 3:
      for step in 1...3 { broader((index - 1) * step / 4) }
    case .chainWithFarParents where index > 0:
      // The second half hangs under the end of a chain, and under each of its links.
      broader(index < count / 2 ? index - 1 : count / 2 - 1)
      if index >= count / 2 { broader(index - count / 2) }
    case .relatedToAll where index > 0:
      builder.addRelation(.related, from: concept, to: concepts[0])
    case .relatedAndUnderOne where index > 0:
      broader(0)
      builder.addRelation(.related, from: concept, to: concepts[index / 2])
    case .successorChain where index > 0, .successorLoop:
      builder.deprecate(concept)
      builder.addSuccessor(concepts[(index + count - 1) % count], to: concept)
    case .oneSuccessor where index > 0:
      builder.deprecate(concept)
      builder.addSuccessor(concepts[0], to: concept)
    default: break
    }
  }

  private static func name(
    _ index: Int, _ concepts: [VocabularyBuilder.Entity], _ shape: Shape,
    _ builder: inout VocabularyBuilder
  ) {
    let concept = concepts[index]
    switch shape {
    case .oneLabelForAll: builder.addLabel(Label("Same", language: "en"), to: concept)
    case .oneLabelAndTwoLanguages:
      builder.addLabel(
        Label("Same", language: index % 2 == 0 ? "en" : "de", kind: .alternative), to: concept)
    case .oneConceptWithAllLabels:
      builder.addLabel(Label("Other \(index)", language: "en", kind: .alternative), to: concepts[0])
      builder.addLabel(Label("ON\(index)", language: "de", kind: .preferred), to: concepts[0])
    case .manyLanguages:
      builder.addLabel(Label("Name", language: "x-\(index % 200)"), to: concept)
    case .oneCode: builder.addLabel(Label("7", kind: .alternative, role: .code), to: concept)
    case .abbreviations:
      builder.addLabel(Label("ABC", kind: .alternative, role: .abbreviation), to: concept)
      builder.addLabel(Label("Any Big Company", kind: .alternative), to: concept)
      builder.addLabel(Label("NBC", kind: .alternative), to: concept)
    case .mappings:
      builder.addMapping(ConceptMapping(.exact, uri: "http://o.example/1"), to: concept)
      builder.addMapping(ConceptMapping(.broad, uri: "http://o.example/\(index)"), to: concept)
    case .manySchemes:
      let scheme = builder.entity("http://id.example/scheme/\(index)")
      builder.addRelation(.topOf, from: concept, to: scheme)
    default: break
    }
  }
}
