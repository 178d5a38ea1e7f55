package import Taxonomy
import TextAnalysis

/// Looks up the values of one facet in an answer.
package struct FacetValueFinder {
  private let vocabulary: Vocabulary?
  private let facetKeys: [String]

  /// A finder.
  ///
  /// - Parameters:
  ///   - vocabulary: what tells the labels of concepts.
  ///   - facetKeys: the keys of all facets, to be named where one is asked for that is not there.
  package init(vocabulary: Vocabulary?, facetKeys: [String]) {
    self.vocabulary = vocabulary
    self.facetKeys = facetKeys
  }

  /// The counts of one facet, of the values that are found by a text.
  ///
  /// - Parameters:
  ///   - key: the key, URI or title of the facet.
  ///   - results: an answer with counts.
  ///   - text: the beginnings of words, each of which one label of a value must have; any label of a
  ///     concept in any language does. Empty for all values.
  /// - Returns: the counts, in the order of the facet.
  /// - Throws: `FacetFilterError.unknownFacet`.
  package func facet(
    _ key: String, in results: SearchResults, matching text: String
  ) throws -> FacetCounts {
    let named = vocabulary.flatMap { vocabulary in
      vocabulary.scheme(named: key).map { vocabulary.key(of: $0) }
    }
    let wanted = (named ?? key).lowercased()
    guard var facet = results.facets.first(where: { $0.key.lowercased() == wanted }) else {
      throw FacetFilterError.unknownFacet(key, known: facetKeys)
    }
    let words = Analyzer.tokens(of: text).map(\.text)
    guard !words.isEmpty else { return facet }
    facet.entries = facet.entries.filter { entry in
      labels(of: entry.value).contains { label in
        let tokens = Analyzer.tokens(of: label).map(\.text)
        return words.allSatisfy { word in tokens.contains { $0.hasPrefix(word) } }
      }
    }
    return facet
  }

  private func labels(of value: FacetValue) -> [String] {
    guard let vocabulary, let concept = value.concept.flatMap({ vocabulary.concept(uri: $0) })
    else { return [value.label] }
    return vocabulary.labels(of: concept).map { vocabulary.text(of: $0) }
  }
}
