import Taxonomy
import TextAnalysis

/// Finds values of a facet that are spelled like one that it does not have.
struct SimilarValues {
  private let index: SearchIndex
  private let key: String

  /// How many values are offered.
  private static let limit = 3

  /// The first letters that make words alike.
  private static let stemLength = 5

  init(_ index: SearchIndex, facet key: String) {
    self.index = index
    self.key = key
  }

  /// The preferred labels of the values nearest to some words, the nearest first.
  ///
  /// A value is near if one of its labels is within one edit for each four letters, or has a word that
  /// begins like one of the words.
  ///
  /// - Throws: `IndexError`.
  func labels(like text: String) throws -> [String] {
    let wanted = Analyzer.tokens(of: text).map(\.text)
    var best: [String: Int] = [:]
    for (label, shown) in try candidates() {
      guard let distance = Self.distance(wanted, Analyzer.tokens(of: label).map(\.text))
      else { continue }
      best[shown] = min(best[shown] ?? .max, distance)
    }
    return best.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(Self.limit).map(\.key)
  }

  /// The values that most documents have.
  ///
  /// - Throws: `IndexError`.
  func frequent() throws -> [String] {
    var request = SearchRequest("*")
    // Only the counts are wanted.
    request.limit = 0
    let facet = try index.search(request).facets.first { $0.key == key }
    return (facet?.entries ?? []).prefix(Self.limit).map(\.value.label)
  }

  /// All labels of the facet's concepts, and its plain words, each with the label to show.
  private func candidates() throws -> [(label: String, shown: String)] {
    var result: [(String, String)] = []
    if let vocabulary = index.vocabulary, let scheme = vocabulary.scheme(named: key) {
      for concept in vocabulary.concepts where vocabulary.schemes(of: concept).contains(scheme) {
        let shown = vocabulary.preferredLabel(of: concept)
        result.append((shown, shown))
        for label in vocabulary.labels(of: concept) {
          result.append((vocabulary.text(of: label), shown))
        }
      }
    }
    for segment in index.segments {
      guard let column = segment.facets.first(where: { $0.key == key }) else { continue }
      for number in try segment.seenValues(of: column) {
        let value = try column.value(number)
        if index.vocabulary?.concept(uri: value) == nil { result.append((value, value)) }
      }
    }
    return result
  }

  /// How far a label is from the words wanted; `nil` if it is another one altogether.
  private static func distance(_ wanted: [String], _ label: [String]) -> Int? {
    if let edits = edits(wanted.joined(separator: " "), label.joined(separator: " ")) {
      return edits
    }
    let shared = wanted.filter { word in
      label.contains { other in
        edits(word, other) != nil
          || word.count >= stemLength && other.hasPrefix(word.prefix(stemLength))
      }
    }
    // Behind what is spelled like it as a whole.
    return shared.isEmpty ? nil : 1000 + wanted.count + label.count - 2 * shared.count
  }

  private static func edits(_ wanted: String, _ label: String) -> Int? {
    // One edit for four letters: in a shorter word one edit makes another word (`sale`, `safe`).
    DamerauLevenshtein.distance(wanted, label, limit: wanted.count / 4)
  }
}
