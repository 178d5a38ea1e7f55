import Model

/// Reports concepts of one scheme with the same preferred label in one language.
struct OverlappingLabels: VocabularyRule {
  static let summary = "Concepts of one scheme with the same preferred label in one language"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for group in subject.sharedLabels {
      var first: [String: LabelOrdinal] = [:]
      for label in group where vocabulary.kind(of: label) == .preferred {
        let concept = vocabulary.concept(of: label)
        let language = vocabulary.language(of: label)
        guard let other = first[language] else {
          first[language] = label
          continue
        }
        let earlier = vocabulary.concept(of: other)
        guard earlier != concept, subject.shareScheme(earlier, concept),
          !vocabulary.isDeprecated(earlier), !vocabulary.isDeprecated(concept),
          vocabulary.validity(of: label).overlaps(vocabulary.validity(of: other))
        else { continue }
        report.add(
          concept, label: label,
          "the preferred label \"\(vocabulary.text(of: label))\" is also that of "
            + "<\(vocabulary.uri(of: earlier))>",
          remedy: "tell them apart by a qualifier, such as \"Bank (river)\", or join them")
      }
    }
  }
}
