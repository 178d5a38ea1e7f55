import Taxonomy
import TextAnalysis

/// Finds the facet and the concept of a tag, which may be a URI or a label.
struct TagResolver: Sendable {
  private let vocabulary: Vocabulary?
  private let concepts: [String: [ConceptOrdinal]]

  init(_ vocabulary: Vocabulary?) {
    self.vocabulary = vocabulary
    var concepts: [String: [ConceptOrdinal]] = [:]
    if let vocabulary {
      for label in vocabulary.labels {
        concepts[Analyzer.fold(vocabulary.text(of: label)), default: []].append(
          vocabulary.concept(of: label))
      }
    }
    self.concepts = concepts
  }

  /// The values of a document by facet, in the order in which the facets come up.
  func facets(of document: IndexDocument) -> [(key: String, values: [String])] {
    var result: [(key: String, values: [String])] = []
    func add(_ value: String, _ key: String) {
      guard !value.isEmpty else { return }
      let index = result.firstIndex { $0.key == key } ?? result.count
      if index == result.count { result.append((key, [])) }
      if !result[index].values.contains(value) { result[index].values.append(value) }
    }
    for tag in document.tags {
      guard let vocabulary, let concept = concept(tag, scheme: nil) else {
        add(tag, FacetKeys.tag)
        continue
      }
      let key = vocabulary.schemes(of: concept).first.map(vocabulary.key(of:)) ?? FacetKeys.tag
      add(vocabulary.uri(of: concept), key)
    }
    for (key, values) in document.facets.sorted(by: { $0.key < $1.key }) {
      let scheme = vocabulary?.scheme(named: key)
      let name = scheme.flatMap { vocabulary?.key(of: $0) } ?? key
      for value in values {
        if let vocabulary, let scheme, let concept = concept(value, scheme: scheme) {
          add(vocabulary.uri(of: concept), name)
        } else {
          add(value, name)
        }
      }
    }
    return result
  }

  /// The concept of a URI or of an unambiguous label, within a scheme if one is given.
  private func concept(_ value: String, scheme: SchemeOrdinal?) -> ConceptOrdinal? {
    guard let vocabulary else { return nil }
    if let concept = vocabulary.concept(uri: value) { return concept }
    var found = Set(concepts[Analyzer.fold(value)] ?? [])
    if let scheme { found = found.filter { vocabulary.schemes(of: $0).contains(scheme) } }
    return found.count == 1 ? found.first : nil
  }
}
