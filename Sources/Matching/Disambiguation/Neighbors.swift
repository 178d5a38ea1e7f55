package import Taxonomy

/// The neighbours of each concept in one array, those of a concept together.
package struct Neighbors: Sendable {
  /// The neighbours of all concepts.
  package let concepts: [ConceptOrdinal]

  // Ends alone: each list begins where the one before it ends, which saves a quarter of the table.
  private let ends: [Ends]

  /// Where the neighbours of a concept end: first the broader, then the narrower, then the others.
  private struct Ends: BitwiseCopyable {
    var broader: UInt32
    var narrower: UInt32
    var all: UInt32
  }

  /// Where the neighbours of a concept lie among those of all.
  package struct Bounds: Sendable {
    /// The directly more general concepts.
    package let broader: Range<Int>

    /// The directly more special concepts.
    package let narrower: Range<Int>

    /// These, and the related and part-related ones.
    package let all: Range<Int>
  }

  /// Gathers the neighbours of all concepts.
  init(_ vocabulary: Vocabulary) {
    var concepts: [ConceptOrdinal] = []
    var ends: [Ends] = []
    ends.reserveCapacity(vocabulary.conceptCount)
    for concept in vocabulary.concepts {
      vocabulary.append(.broader, of: concept, to: &concepts)
      let broader = UInt32(concepts.count)
      vocabulary.append(.narrower, of: concept, to: &concepts)
      let narrower = UInt32(concepts.count)
      vocabulary.append(.related, of: concept, to: &concepts)
      vocabulary.append(.part, of: concept, to: &concepts)
      vocabulary.append(.partOf, of: concept, to: &concepts)
      ends.append(Ends(broader: broader, narrower: narrower, all: UInt32(concepts.count)))
    }
    self.concepts = concepts
    self.ends = ends
  }

  /// Where the neighbours of a concept lie.
  package func bounds(of concept: ConceptOrdinal) -> Bounds {
    let index = Int(concept.rawValue)
    let start = index == 0 ? 0 : Int(ends[index - 1].all)
    let ends = ends[index]
    return Bounds(
      broader: start..<Int(ends.broader), narrower: Int(ends.broader)..<Int(ends.narrower),
      all: start..<Int(ends.all))
  }
}
