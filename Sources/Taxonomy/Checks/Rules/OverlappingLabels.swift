import Model

/// Reports concepts of one scheme with the same preferred label in one language.
struct OverlappingLabels: VocabularyRule {
  static let name = "OverlappingLabels"
  static let summary = "Concepts of one scheme with the same preferred label in one language"

  /// Where names must differ.
  private struct Place: Hashable {
    var scheme: SchemeOrdinal
    var language: String
  }

  /// A label is compared with so many others of its scheme: groups can be as large as the vocabulary.
  private static let mostCompared = 8

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for group in subject.sharedLabels {
      var earlier: [Place: [LabelOrdinal]] = [:]
      for label in group where vocabulary.kind(of: label) == .preferred {
        let concept = vocabulary.concept(of: label)
        if vocabulary.isDeprecated(concept) { continue }
        let language = vocabulary.language(of: label)
        let places = vocabulary.schemes(of: concept).map { Place(scheme: $0, language: language) }
        let other = places.lazy.compactMap { place in
          earlier[place]?.first { other in
            vocabulary.concept(of: other) != concept
              && vocabulary.validity(of: label).overlaps(vocabulary.validity(of: other))
          }
        }.first
        for place in places where earlier[place]?.count ?? 0 < mostCompared {
          earlier[place, default: []].append(label)
        }
        guard let other else { continue }
        report.add(
          concept, label: label,
          "the preferred label \"\(vocabulary.text(of: label))\" is also that of "
            + "<\(vocabulary.uri(of: vocabulary.concept(of: other)))>",
          remedy: "tell them apart by a qualifier, such as \"Bank (river)\", or join them")
      }
    }
  }
}
