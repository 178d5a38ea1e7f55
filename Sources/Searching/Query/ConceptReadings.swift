import Model
import Taxonomy

/// Says what words of a query were taken for.
struct ConceptReadings {
  let finder: ConceptFinder
  let facetKeys: Set<String>

  /// What words of a query mean: the concepts in use, those of each facet together.
  func readings(
    _ found: ConceptFinder.Found, current: [ConceptOrdinal], in text: String
  ) -> [Understanding.Reading] {
    let surface = String(decoding: Array(text.utf8)[found.range], as: UTF8.self)
    let vocabulary = finder.vocabulary
    let note = note(on: found.labels, vocabulary)
    var readings: [Understanding.Reading] = []
    for concept in current {
      let facet = vocabulary.schemes(of: concept).first.map(vocabulary.key(of:)) ?? FacetKeys.tag
      let value = FacetValue(
        label: vocabulary.preferredLabel(of: concept), concept: vocabulary.uri(of: concept))
      let place = readings.firstIndex { $0.facet == facet } ?? readings.count
      if place == readings.count {
        readings.append(.init(surface: surface, facet: facet, concepts: [], note: note))
      }
      readings[place].concepts.append(value)
      readings[place].queries.append(query(for: concept, of: facet, vocabulary))
    }
    return readings
  }

  /// A query that means a concept and nothing else.
  private func query(
    for concept: ConceptOrdinal, of facet: String, _ vocabulary: Vocabulary
  ) -> String {
    let label = vocabulary.preferredLabel(of: concept)
    let scheme = vocabulary.schemes(of: concept).first
    // A quotation mark cannot stand within a quoted phrase; the URI says it without doubt.
    let isClear =
      !label.contains("\"") && finder.concepts(named: label, in: scheme) == [concept]
    let field = facetKeys.contains(facet) ? facet : FacetKeys.tag
    return "\(field):\"\(isClear ? label : vocabulary.uri(of: concept))\""
  }

  private func note(on labels: [LabelOrdinal], _ vocabulary: Vocabulary) -> String {
    guard let label = labels.first else { return "" }
    let isFormer =
      vocabulary.role(of: label) == .formerName
      || vocabulary.isDeprecated(vocabulary.concept(of: label))
    guard isFormer else { return "" }
    let note = "formerly \(vocabulary.text(of: label))"
    return vocabulary.validity(of: label).until.map { "\(note) until \($0)" } ?? note
  }
}
