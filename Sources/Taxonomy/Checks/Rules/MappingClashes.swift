/// Reports exact matches, direct or through others (S45), that are broad, narrow or related matches
/// too (SKOS S46).
struct MappingClashes: VocabularyRule {
  static let name = "MappingClashes"
  static let summary = "Exact matches that are broad, narrow or related matches too (SKOS S46)"
  static let severity = VocabularyFinding.Severity.error

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for match in subject.mappings.matches where subject.mappings.isEqual(match.from, match.to) {
      let isDirect = vocabulary.mappings(of: match.concept).contains { mapping in
        mapping.kind == .exact && subject.mappings.name(match.to) == name(mapping.uri, subject)
      }
      report.add(
        match.concept,
        "\(subject.mappings.name(match.to)) is an exact \(isDirect ? "" : "match through others ")and "
          + "a \(match.kind.wireName) match of \(subject.name(match.concept)) (SKOS S46)",
        remedy: "keep the one that is true")
    }
  }

  private static func name(_ uri: String, _ subject: CheckSubject) -> String {
    subject.vocabulary.concept(uri: uri).map(subject.name) ?? "<\(uri)>"
  }
}
