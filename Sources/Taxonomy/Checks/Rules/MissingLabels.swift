/// Reports concepts without a preferred label and schemes without a title.
struct MissingLabels: VocabularyRule {
  static let name = "MissingLabels"
  static let summary = "Concepts without a preferred label and schemes without a title"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts
    where !vocabulary.labels(of: concept).contains(where: {
      vocabulary.kind(of: $0) == .preferred && !LabelText.isBlank(vocabulary.utf8(of: $0))
    }) {
      report.add(
        concept, "<\(vocabulary.uri(of: concept))> has no preferred label",
        remedy: "add one: <name> in Parlance XML, skos:prefLabel in SKOS")
    }
    for scheme in vocabulary.schemes where vocabulary.scheme(scheme).titles.isEmpty {
      report.add(
        scheme, "the scheme \"\(vocabulary.key(of: scheme))\" has no title",
        remedy: "add one: <title> in Parlance XML, dct:title or skos:prefLabel in SKOS")
    }
  }
}
