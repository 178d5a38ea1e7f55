import Taxonomy
import TextAnalysis

extension SearchIndex {
  /// The counts of one facet in an answer.
  ///
  /// - Parameters:
  ///   - key: the key, URI or title of the facet.
  ///   - results: an answer with counts.
  /// - Returns: the counts.
  /// - Throws: `FacetFilterError.unknownFacet`.
  package func facet(_ key: String, in results: SearchResults) throws -> FacetCounts {
    let named = vocabulary.flatMap { vocabulary in
      vocabulary.scheme(named: key).map { vocabulary.key(of: $0) }
    }
    let wanted = (named ?? key).lowercased()
    guard let facet = results.facets.first(where: { $0.key.lowercased() == wanted }) else {
      throw FacetFilterError.unknownFacet(key, known: facetKeys)
    }
    return facet
  }

  /// The values of a facet that are found by a text.
  ///
  /// - Parameters:
  ///   - facet: the facet.
  ///   - text: the beginnings of words, each of which one label of a value must have; any label of a
  ///     concept in any language does. Empty for all values.
  /// - Returns: the values with their counts, in the order of the facet.
  package func entries(of facet: FacetCounts, matching text: String) -> [FacetCounts.Entry] {
    let words = Analyzer.tokens(of: text).map(\.text)
    if words.isEmpty { return facet.entries }
    return facet.entries.filter { entry in
      labels(of: entry.value).contains { label in
        let tokens = Analyzer.tokens(of: label).map(\.text)
        return words.allSatisfy { word in tokens.contains { $0.hasPrefix(word) } }
      }
    }
  }

  private func labels(of value: FacetValue) -> [String] {
    guard let vocabulary, let concept = value.concept.flatMap({ vocabulary.concept(uri: $0) })
    else { return [value.label] }
    return vocabulary.labels(of: concept).map { vocabulary.text(of: $0) }
  }
}
