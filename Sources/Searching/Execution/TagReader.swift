internal import Model
import Taxonomy

/// Reads the values that documents have of each facet but the year.
struct TagReader {
  private let vocabulary: Vocabulary?
  private let keys: [String]

  /// The columns of these facets in each segment.
  private let columns: [[FacetColumn?]]

  init(_ index: SearchIndex) {
    vocabulary = index.vocabulary
    let keys = index.facetKeys.filter { $0 != FacetKeys.year }
    let numbers = Dictionary(zip(keys, keys.indices)) { first, _ in first }
    columns = index.segments.map { segment in
      var columns = [FacetColumn?](repeating: nil, count: keys.count)
      for column in segment.facets {
        if let number = numbers[column.key] { columns[number] = column }
      }
      return columns
    }
    self.keys = keys
  }

  /// The values of a document, facets in the order of the vocabulary.
  ///
  /// - Parameters:
  ///   - document: its number in its segment.
  ///   - segment: the number of the segment.
  /// - Returns: the facets of which it has values.
  /// - Throws: `IndexError`.
  func tags(of document: Int, in segment: Int) throws -> [HitTags] {
    try zip(keys, columns[segment]).compactMap { key, column in
      guard let column else { return nil }
      let members = try column.members(ofSet: try column.set(of: document))
      let values = try members.map { member in
        let value = try column.value(member)
        guard let vocabulary, let concept = vocabulary.concept(uri: value)
        else { return FacetValue(label: value, concept: nil) }
        return FacetValue(label: vocabulary.preferredLabel(of: concept), concept: value)
      }
      return values.isEmpty ? nil : HitTags(key: key, values: values)
    }
  }
}
