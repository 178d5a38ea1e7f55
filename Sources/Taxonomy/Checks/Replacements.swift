/// The one concept in use that stands for each deprecated one without any condition.
///
/// After a split there is none: each name would have to be given to one of the parts.
struct Replacements: Sendable {
  private var replacements: [ConceptOrdinal: ConceptOrdinal] = [:]

  /// Follows all successors to their ends.
  ///
  /// - Complexity: O(concepts + successors): where ways meet, what follows is settled once.
  init(_ vocabulary: Vocabulary) {
    guard vocabulary.concepts.contains(where: { vocabulary.hasSuccessors($0) }) else { return }
    let following = EdgeLists(vocabulary.concepts.lazy.map { Self.following($0, in: vocabulary) })
    let components = StrongComponents(following)
    var ends: [End] = []
    // What a group points to comes in earlier groups.
    for (number, group) in components.groups.enumerated() {
      var end: End?
      for member in group {
        for target in following[member] {
          let other = Int(components.componentOf[Int(target)])
          if other != number { end = end.map { $0.joined(with: ends[other]) } ?? ends[other] }
        }
      }
      // A loop without a way out has a member of its own as its end, which is deprecated and dropped below.
      ends.append(end ?? .one(ConceptOrdinal(group[0])))
    }
    for concept in vocabulary.concepts
    where vocabulary.hasSuccessors(concept) && Self.isInherited(concept, in: vocabulary) {
      let group = Int(components.componentOf[Int(concept.rawValue)])
      if case .one(let replacement) = ends[group], replacement != concept,
        !vocabulary.isDeprecated(replacement)
      {
        replacements[concept] = replacement
      }
    }
  }

  /// The replacement of a concept; `nil` if it is in use or has none.
  subscript(concept: ConceptOrdinal) -> ConceptOrdinal? { replacements[concept] }

  /// Where all ways lead.
  private enum End {
    case one(ConceptOrdinal)
    case several

    func joined(with other: End) -> End {
      if case .one(let mine) = self, case .one(let theirs) = other, mine == theirs { return self }
      return .several
    }
  }

  /// The concepts in the place of a deprecated one; suggested ones only if none is stated.
  private static func following(
    _ concept: ConceptOrdinal, in vocabulary: Vocabulary
  ) -> [UInt32] {
    // The second question is a bit of the record; the list of successors is decoded for few.
    guard vocabulary.isDeprecated(concept), vocabulary.hasSuccessors(concept) else { return [] }
    let known = vocabulary.successors(of: concept).filter { $0.concept != nil }
    let stated = known.filter { $0.origin == .stated }
    return (stated.isEmpty ? known : stated).compactMap { $0.concept?.rawValue }
  }

  /// Whether a deprecated concept states a successor, and none under a condition.
  private static func isInherited(
    _ concept: ConceptOrdinal, in vocabulary: Vocabulary
  ) -> Bool {
    guard vocabulary.isDeprecated(concept), !vocabulary.isCompound(concept) else { return false }
    let direct = vocabulary.successors(of: concept).filter {
      $0.origin == .stated && $0.concept != nil
    }
    return !direct.isEmpty && direct.allSatisfy { $0.condition.isEmpty }
  }
}
