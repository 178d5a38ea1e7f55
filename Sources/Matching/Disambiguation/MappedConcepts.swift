internal import Model
package import Taxonomy

/// Which concepts of other schemes say the same by `exactMatch` or `closeMatch`, either way.
///
/// A name of one of them then counts for the other: the vocabulary of a standard knows translations that one's own
/// does not.
package struct MappedConcepts: Sendable {
  /// A concept that says the same.
  package struct Match: Sendable, Equatable {
    package let concept: ConceptOrdinal

    /// Whether it says exactly the same.
    package let isExact: Bool
  }

  private var matches: [ConceptOrdinal: [Match]] = [:]

  /// Whether no concept of the vocabulary is mapped to another one of it.
  package var isEmpty: Bool { matches.isEmpty }

  /// Gathers the mappings between concepts in use of a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: the vocabulary.
  ///   - home: the scheme of each concept.
  /// - Complexity: O(concepts + mappings).
  init(_ vocabulary: Vocabulary, home: [SchemeOrdinal]) {
    // Within one scheme a match would make two tags of one name.
    guard vocabulary.schemeCount > 1 else { return }
    for concept in vocabulary.concepts {
      for mapping in vocabulary.mappings(of: concept) {
        guard mapping.kind == .exact || mapping.kind == .close,
          let other = vocabulary.concept(uri: mapping.uri),
          home[Int(other.rawValue)] != home[Int(concept.rawValue)]
        else { continue }
        add(Match(concept: other, isExact: mapping.kind == .exact), to: concept, vocabulary)
        add(Match(concept: concept, isExact: mapping.kind == .exact), to: other, vocabulary)
      }
    }
    // What says exactly the same goes first: of a scheme only one counts.
    matches = matches.mapValues { $0.filter(\.isExact) + $0.filter { !$0.isExact } }
  }

  private mutating func add(
    _ match: Match, to concept: ConceptOrdinal, _ vocabulary: Vocabulary
  ) {
    guard !vocabulary.isDeprecated(match.concept), !vocabulary.schemes(of: match.concept).isEmpty
    else { return }
    if let known = matches[concept]?.firstIndex(where: { $0.concept == match.concept }) {
      // Two vocabularies may state one pair differently: the stronger word counts, whoever says it first.
      if match.isExact { matches[concept]?[known] = match }
      return
    }
    matches[concept, default: []].append(match)
  }

  /// What else is meant where a concept is.
  package subscript(concept: ConceptOrdinal) -> [Match] { matches[concept] ?? [] }
}
