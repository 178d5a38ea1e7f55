/// Each concept under at most one parent of the same scheme, as a nested document shows them.
///
/// Cycles are cut where they would close, and what would be nested too deep begins anew.
package struct ConceptForest {
  /// The parent under which a concept stands, or `nil`.
  package private(set) var parents: [ConceptOrdinal?]
  private var children: [[ConceptOrdinal]]

  /// The scheme in which each concept stands, or `nil`.
  private let homes: [SchemeOrdinal?]

  /// Arranges the concepts of `vocabulary` by their first broader concept of the same scheme.
  ///
  /// - Parameters:
  ///   - vocabulary: the concepts.
  ///   - scheme: whose hierarchy it is; without it each concept stands in its first scheme alone.
  ///   - maximumDepth: how many concepts may be nested in each other.
  /// - Complexity: O(concepts + hierarchy).
  package init(_ vocabulary: Vocabulary, of scheme: SchemeOrdinal? = nil, maximumDepth: Int = 64) {
    let homes = vocabulary.concepts.map { concept -> SchemeOrdinal? in
      let schemes = vocabulary.schemes(of: concept)
      guard let scheme else { return schemes.first }
      return schemes.contains(scheme) ? scheme : nil
    }
    self.homes = homes
    parents = vocabulary.concepts.map { concept in
      vocabulary.broader(of: concept).first {
        $0 != concept && homes[Int($0.rawValue)] == homes[Int(concept.rawValue)]
      }
    }
    children = Array(repeating: [], count: vocabulary.conceptCount)
    var depths = [Int](repeating: 0, count: vocabulary.conceptCount)
    for concept in vocabulary.concepts where depths[Int(concept.rawValue)] == 0 {
      // The way up to the first concept of known depth; a concept met again closes a cycle.
      var way = [concept]
      var onWay: Set<ConceptOrdinal> = [concept]
      while let last = way.last, let parent = parents[Int(last.rawValue)],
        depths[Int(parent.rawValue)] == 0
      {
        if !onWay.insert(parent).inserted {
          parents[Int(last.rawValue)] = nil
          break
        }
        way.append(parent)
      }
      // From the top down: the depth of a concept is that of its parent and one.
      for next in way.reversed() {
        let above = parents[Int(next.rawValue)].map { depths[Int($0.rawValue)] } ?? 0
        if above >= maximumDepth { parents[Int(next.rawValue)] = nil }
        depths[Int(next.rawValue)] = above >= maximumDepth ? 1 : above + 1
      }
    }
    for concept in vocabulary.concepts {
      if let parent = parents[Int(concept.rawValue)] {
        children[Int(parent.rawValue)].append(concept)
      }
    }
  }

  /// The concepts of a scheme that stand under no other, in the order of the vocabulary.
  package func roots(of scheme: SchemeOrdinal) -> [ConceptOrdinal] {
    parents.indices.filter { parents[$0] == nil && homes[$0] == scheme }
      .map { ConceptOrdinal(UInt32($0)) }
  }

  /// The concepts of a scheme, each behind the one that it stands under, with its level from 1.
  ///
  /// - Parameters:
  ///   - scheme: the scheme.
  ///   - depth: how many levels.
  ///   - sort: puts concepts in order that stand under the same one.
  /// - Returns: every concept of the scheme once.
  package func members(
    of scheme: SchemeOrdinal, depth: Int = .max,
    sortedBy sort: ([ConceptOrdinal]) -> [ConceptOrdinal] = { $0 }
  ) -> [(concept: ConceptOrdinal, level: Int)] {
    var members: [(concept: ConceptOrdinal, level: Int)] = []
    // A stack instead of recursion: hierarchies may be deep.
    var open = sort(roots(of: scheme)).reversed().map { (concept: $0, level: 1) }
    while let member = open.popLast() {
      guard member.level <= depth else { continue }
      members.append(member)
      open += sort(children(of: member.concept)).reversed().map { ($0, member.level + 1) }
    }
    return members
  }

  /// The concepts that stand under `concept`, in the order of the vocabulary.
  package func children(of concept: ConceptOrdinal) -> [ConceptOrdinal] {
    children[Int(concept.rawValue)]
  }

  /// The concepts from the outermost to `concept` itself.
  package func path(to concept: ConceptOrdinal) -> [ConceptOrdinal] {
    var result = [concept]
    while let last = result.last, let parent = parents[Int(last.rawValue)] {
      result.append(parent)
    }
    return result.reversed()
  }
}
