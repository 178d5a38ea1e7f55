extension Vocabulary {
  /// The one concept in use that stands for a deprecated one without any condition, if there is one.
  ///
  /// After a split there is none: each name would have to be given to one of the parts.
  func heir(of concept: ConceptOrdinal) -> ConceptOrdinal? {
    guard isDeprecated(concept) else { return nil }
    let direct = successors(of: concept).filter { $0.origin == .stated && $0.concept != nil }
    let isConditional = direct.isEmpty || direct.contains { !$0.condition.isEmpty }
    let current = currentConcepts(for: concept)
    guard !isConditional, current.count == 1, let heir = current.first, heir != concept,
      !isDeprecated(heir)
    else { return nil }
    return heir
  }
}
