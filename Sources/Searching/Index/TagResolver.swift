import Taxonomy
import TextAnalysis

/// Finds the facet and the concept of a tag, which may be a URI or a label.
struct TagResolver: Sendable {
  private let known: KnownConcepts?

  init(_ vocabulary: Vocabulary?) { known = vocabulary.map { KnownConcepts($0) } }

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
      guard let known, let concept = known.concept(tag, scheme: nil) else {
        add(tag, FacetKeys.tag)
        continue
      }
      let scheme = known.vocabulary.schemes(of: concept).first
      add(
        known.vocabulary.uri(of: concept),
        scheme.map { known.vocabulary.key(of: $0) } ?? FacetKeys.tag)
    }
    for (key, values) in document.facets.sorted(by: { $0.key < $1.key }) {
      let scheme = known?.vocabulary.scheme(named: key)
      let name = scheme.flatMap { known?.vocabulary.key(of: $0) } ?? key
      for value in values {
        if let known, let scheme, let concept = known.concept(value, scheme: scheme) {
          add(known.vocabulary.uri(of: concept), name)
        } else {
          add(value, name)
        }
      }
    }
    return result
  }
}

/// The concepts of a vocabulary by URI and label.
///
/// A class, since a copy of the vocabulary would count the references of its columns for each document.
private final class KnownConcepts: Sendable {
  let vocabulary: Vocabulary
  private let concepts: [String: [ConceptOrdinal]]

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    var concepts: [String: [ConceptOrdinal]] = [:]
    for label in vocabulary.labels {
      concepts[Analyzer.fold(vocabulary.text(of: label)), default: []].append(
        vocabulary.concept(of: label))
    }
    self.concepts = concepts
  }

  /// The concept of a URI or of an unambiguous label, within a scheme if one is given.
  func concept(_ value: String, scheme: SchemeOrdinal?) -> ConceptOrdinal? {
    if let concept = vocabulary.concept(uri: value) { return concept }
    var found = Set(concepts[Analyzer.fold(value)] ?? [])
    if let scheme { found = found.filter { vocabulary.schemes(of: $0).contains(scheme) } }
    return found.count == 1 ? found.first : nil
  }
}
