import Model

/// Reports abbreviations that several concepts of a scheme have.
struct AmbiguousAbbreviations: VocabularyRule {
  static let name = "AmbiguousAbbreviations"
  static let summary = "Abbreviations that several concepts of a scheme have"
  static let severity = VocabularyFinding.Severity.note

  /// So many concepts of a scheme are compared with all others: groups can be as large as the vocabulary.
  private static let mostCompared = 8

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for group in subject.sharedLabels {
      var schemes: [SchemeOrdinal] = []
      var labels: [SchemeOrdinal: [LabelOrdinal]] = [:]
      for label in group where vocabulary.role(of: label) == .abbreviation {
        for scheme in vocabulary.schemes(of: vocabulary.concept(of: label)) {
          if labels[scheme] == nil { schemes.append(scheme) }
          labels[scheme, default: []].append(label)
        }
      }
      var told: Set<[ConceptOrdinal]> = []
      for scheme in schemes {
        for (first, others) in rivals(labels[scheme] ?? [], vocabulary) {
          let concept = vocabulary.concept(of: first)
          // Concepts may be in two schemes together.
          guard told.insert([concept] + others).inserted else { continue }
          report.add(
            concept, label: first,
            "\"\(vocabulary.text(of: first))\" abbreviates \(subject.name(concept)) and "
              + subject.names(others),
            remedy: "nothing needs doing if the context decides; else add with=\"…\" or dates")
        }
      }
    }
  }

  /// Labels of a scheme with the other concepts that bear them at the same time.
  private static func rivals(
    _ labels: [LabelOrdinal], _ vocabulary: Vocabulary
  ) -> [(first: LabelOrdinal, others: [ConceptOrdinal])] {
    var result: [(first: LabelOrdinal, others: [ConceptOrdinal])] = []
    var rest = labels[...]
    for _ in 0..<mostCompared {
      guard let first = rest.popFirst() else { break }
      let concept = vocabulary.concept(of: first)
      let isRival = rest.map { label in
        vocabulary.concept(of: label) != concept
          && vocabulary.validity(of: label).overlaps(vocabulary.validity(of: first))
      }
      var others: [ConceptOrdinal] = []
      for (label, isRival) in zip(rest, isRival)
      where isRival && others.last != vocabulary.concept(of: label) {
        others.append(vocabulary.concept(of: label))
      }
      if !others.isEmpty { result.append((first, others)) }
      // What was told of is not told of once more.
      rest = zip(rest, isRival).filter { !$1 }.map(\.0)[...]
    }
    return result
  }
}
