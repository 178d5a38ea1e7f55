internal import Model
import Synchronization
import Taxonomy

/// Reads the values that documents have of each facet but the year.
final class TagReader: Sendable {
  private let vocabulary: Vocabulary?
  private let keys: [String]

  /// The columns of these facets in each segment.
  private let columns: [[FacetColumn?]]

  /// The values of sets as they are shown, from the first time on that a hit has them.
  private let shown = Mutex<[Place: [FacetValue]]>([:])

  private struct Place: Hashable {
    var segment: Int
    var facet: Int
    var set: Int
  }

  /// With so many sets those known are given up.
  private static let mostShown = 1 << 14

  /// A reader of the columns of some segments.
  ///
  /// - Parameters:
  ///   - segments: the segments.
  ///   - facetKeys: the keys of all facets, in the order in which they are shown.
  ///   - vocabulary: what the values mean.
  init(_ segments: [Segment], facetKeys: [String], _ vocabulary: Vocabulary?) {
    self.vocabulary = vocabulary
    let keys = facetKeys.filter { $0 != FacetKeys.year }
    let numbers = Dictionary(zip(keys, keys.indices)) { first, _ in first }
    columns = segments.map { segment in
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
    try keys.indices.compactMap { facet in
      guard let column = columns[segment][facet] else { return nil }
      let set = try column.set(of: document)
      guard set != 0 else { return nil }
      let place = Place(segment: segment, facet: facet, set: set)
      let values = try shown.withLock { $0[place] } ?? read(column, place)
      return values.isEmpty ? nil : HitTags(key: keys[facet], values: values)
    }
  }

  private func read(_ column: FacetColumn, _ place: Place) throws -> [FacetValue] {
    let values = try column.members(ofSet: place.set).map { member in
      let value = try column.value(member)
      guard let vocabulary, let concept = vocabulary.concept(uri: value)
      else { return FacetValue(label: value, concept: nil) }
      return FacetValue(label: vocabulary.preferredLabel(of: concept), concept: value)
    }
    shown.withLock { shown in
      if shown.count >= Self.mostShown { shown.removeAll() }
      shown[place] = values
    }
    return values
  }
}
