extension Vocabulary {
  /// The concepts in use today that stand for `concept`: itself unless deprecated, else the ends of
  /// its chains of successors; itself if it has none.
  ///
  /// A loop ends where it would close. Suggested successors are followed where no stated one exists.
  ///
  /// - Returns: at least one concept, each once, in the order of the vocabulary; more than one for
  ///   a split.
  /// - Complexity: O(concepts reached).
  package func currentConcepts(for concept: ConceptOrdinal) -> [ConceptOrdinal] {
    var ends: Set<ConceptOrdinal> = []
    var seen: Set<ConceptOrdinal> = []
    var pending = [concept]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      let known = successors(of: next).filter { $0.concept != nil }
      let stated = known.filter { $0.origin == .stated }
      let following = (stated.isEmpty ? known : stated).compactMap(\.concept)
        .filter { !seen.contains($0) }
      if !isDeprecated(next) || following.isEmpty {
        ends.insert(next)
      } else {
        pending.append(contentsOf: following)
      }
    }
    return ends.sorted()
  }

  /// The concepts in use for which a name stands together; none if the concept is one of its own on `day`.
  ///
  /// None, too, if a document can be given only one of several: the name then says that one of them is meant
  /// and not which, and every reader takes it as it takes the name of a concept that was split.
  package func components(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    let parts = statedComponents(of: concept)
    return rivals(among: parts).isEmpty ? parts : []
  }

  /// The concepts in use for which a name stands together as its source has it.
  func statedComponents(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    isCompound(concept) && isDeprecated(concept)
      ? currentConcepts(for: concept).filter { $0 != concept } : []
  }

  /// Those of several concepts of which a document gets one only, by the scheme that says so.
  ///
  /// The scheme that counts is the first of a concept, in whose facet it is a tag.
  func rivals(
    among concepts: [ConceptOrdinal]
  ) -> [(scheme: SchemeOrdinal, concepts: [ConceptOrdinal])] {
    guard concepts.count > 1 else { return [] }
    let homes = Dictionary(grouping: concepts) { schemes(of: $0).first }
    return schemes.compactMap { home in
      guard let found = homes[home], found.count > 1, assignment(of: home) == .one else {
        return nil
      }
      return (home, found)
    }
  }

  /// `concept` and all that is more general, however far, each once, nearest first.
  ///
  /// - Complexity: O(concepts reached).
  package func broaderClosure(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    var result = [concept]
    var seen: Set<ConceptOrdinal> = [concept]
    var next = 0
    while next < result.count {
      for other in related(.broader, to: result[next]) where seen.insert(other).inserted {
        result.append(other)
      }
      next += 1
    }
    return result
  }
}
