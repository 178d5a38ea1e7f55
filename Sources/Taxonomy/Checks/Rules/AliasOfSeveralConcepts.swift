import Model

/// Reports names other than preferred ones that several concepts of a scheme claim.
struct AliasOfSeveralConcepts: VocabularyRule {
  static let name = "AliasOfSeveralConcepts"
  static let summary = "Names other than preferred ones that several concepts of a scheme claim"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for group in subject.sharedLabels {
      let names = group.filter { label in
        vocabulary.kind(of: label) != .hidden && vocabulary.role(of: label) != .abbreviation
          && !vocabulary.isDeprecated(vocabulary.concept(of: label))
      }
      for (index, label) in names.enumerated() where vocabulary.kind(of: label) == .alternative {
        let concept = vocabulary.concept(of: label)
        // Groups can be as large as the vocabulary; one rival is enough for each label.
        let rivals = names.prefix(index).suffix(8) + names.dropFirst(index + 1).prefix(8)
        let rival = rivals.first { other in
          vocabulary.concept(of: other) != concept
            && (other < label || vocabulary.kind(of: other) == .preferred)
            && vocabulary.language(of: other) == vocabulary.language(of: label)
            && vocabulary.validity(of: other).overlaps(vocabulary.validity(of: label))
            && vocabulary.label(other).requiredContext.isEmpty
            && vocabulary.label(label).requiredContext.isEmpty
            && subject.shareScheme(vocabulary.concept(of: other), concept)
        }
        guard let rival else { continue }
        report.add(
          concept, label: label,
          "\"\(vocabulary.text(of: label))\" is a name of \(subject.name(concept)) and of "
            + subject.name(vocabulary.concept(of: rival)),
          remedy: "keep it on one of them, or say when it counts: from, until, with, without")
      }
    }
  }
}
