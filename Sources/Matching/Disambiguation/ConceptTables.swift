package import Taxonomy

/// What the tagger asks of a vocabulary again and again, in flat arrays; shared by all threads.
package final class ConceptTables: Sendable {
  /// The vocabulary.
  package let vocabulary: Vocabulary

  /// The first scheme of each concept; of those of none the first of all.
  package let home: [SchemeOrdinal]

  /// The concepts of no scheme, such as those of another vocabulary that are only mapped to: there is
  /// no facet in which they could be tags.
  package let outsideConcepts: Set<ConceptOrdinal>

  /// The labels of the concepts of no scheme.
  package let outsideLabels: Set<LabelOrdinal>

  /// The one concept in use that stands for each concept, or `.max` where several do.
  private let sole: [UInt32]

  /// The concepts in use that stand for those split into several.
  private let split: [ConceptOrdinal: [ConceptOrdinal]]

  /// The concepts that are but names for several together.
  private let compounds: Set<ConceptOrdinal>

  /// The length of the shortest way from each concept up to one without broader ones.
  package let depth: [Int32]

  /// The directly broader, narrower, related and part-related concepts of each concept.
  package let neighbors: Neighbors

  /// The concepts of other schemes that say the same.
  package let mapped: MappedConcepts

  /// What counts of each label.
  package let facts: [LabelFacts]

  /// Whether a document takes at most one concept of each scheme.
  package let isExclusive: [Bool]

  /// Gathers what is needed of a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary.
  ///   - index: its compiled labels, which have the facts; without them they are made.
  /// - Complexity: O(labels + relations).
  package init(_ vocabulary: Vocabulary, index: LabelIndex? = nil) {
    self.vocabulary = vocabulary
    let concepts = Array(vocabulary.concepts)
    // A number without a test for nil in the loop over mentions; `outsideConcepts` says of which it is not true.
    home = concepts.map { vocabulary.schemes(of: $0).first ?? SchemeOrdinal(0) }
    mapped = MappedConcepts(vocabulary, home: home)
    outsideConcepts = Set(concepts.lazy.filter { vocabulary.schemes(of: $0).isEmpty })
    outsideLabels = Set(outsideConcepts.lazy.flatMap { vocabulary.labels(of: $0) })
    var split: [ConceptOrdinal: [ConceptOrdinal]] = [:]
    sole = concepts.map { concept in
      guard vocabulary.isDeprecated(concept) else { return concept.rawValue }
      let current = vocabulary.currentConcepts(for: concept)
      if current.count == 1 { return current[0].rawValue }
      split[concept] = current
      return .max
    }
    self.split = split
    compounds = Set(concepts.lazy.filter { !vocabulary.components(of: $0).isEmpty })
    neighbors = Neighbors(vocabulary)
    depth = Self.depths(vocabulary)
    facts = index?.facts(of: vocabulary) ?? LabelFacts.all(of: vocabulary)
    isExclusive = vocabulary.schemes.map { vocabulary.assignment(of: $0) == .one }
  }

  /// The length of the shortest way up to a concept without broader ones; loops count as tops.
  private static func depths(_ vocabulary: Vocabulary) -> [Int32] {
    var depth = [Int32](repeating: -1, count: vocabulary.conceptCount)
    var level = vocabulary.concepts.filter { vocabulary.broader(of: $0).isEmpty }
    var next: Int32 = 0
    while !level.isEmpty {
      for concept in level { depth[Int(concept.rawValue)] = next }
      var below: [ConceptOrdinal] = []
      for concept in level {
        for child in vocabulary.narrower(of: concept) where depth[Int(child.rawValue)] == -1 {
          depth[Int(child.rawValue)] = next + 1
          below.append(child)
        }
      }
      level = below
      next += 1
    }
    // What only a loop leads to was never reached.
    return depth.map { max($0, 0) }
  }

  /// The concepts in use that stand for a concept.
  package func currentConcepts(for concept: ConceptOrdinal) -> [ConceptOrdinal] {
    split[concept] ?? [ConceptOrdinal(sole[Int(concept.rawValue)])]
  }

  /// Whether a concept is but a name for those that stand for it together.
  package func isCompound(_ concept: ConceptOrdinal) -> Bool { compounds.contains(concept) }

  /// The one concept in use that stands for a concept, or `nil` if it was split into several.
  package func soleConcept(for concept: ConceptOrdinal) -> ConceptOrdinal? {
    let current = sole[Int(concept.rawValue)]
    return current == .max ? nil : ConceptOrdinal(current)
  }

  /// The two letters before the first hyphen of a BCP 47 tag as one number; 0 for an empty tag.
  package static func languageCode(_ tag: String) -> UInt16 {
    tag.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1 | 0x20) }
  }
}
