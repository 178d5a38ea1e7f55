import Matching
import Taxonomy
import TextAnalysis

/// Finds the facet and the concept of a tag, which may be a URI or a label.
struct TagResolver: Sendable {
  private let resolver: ConceptResolver?
  /// The schemes by their keys: looking through all names of all schemes took longer than the rest.
  private let schemes: [String: SchemeOrdinal]

  init(_ resolver: ConceptResolver?) {
    self.resolver = resolver
    let all = resolver.map { resolver in
      resolver.vocabulary.schemes.map { (resolver.vocabulary.key(of: $0), $0) }
    }
    schemes = Dictionary(all ?? [], uniquingKeysWith: { first, _ in first })
  }

  /// The values of a document by facet, in the order in which the facets come up.
  ///
  /// - Complexity: O(values).
  func facets(of document: IndexDocument) -> [(key: String, values: [String])] {
    var known = KnownValues()
    return facets(of: document, knowing: &known)
  }

  /// The same, for one document after another.
  func facets(
    of document: IndexDocument, knowing known: inout KnownValues
  ) -> [(key: String, values: [String])] {
    var result = FacetValues()
    for tag in document.tags {
      let meant = resolver?.concepts(named: tag, asOf: document.date) ?? []
      if meant.isEmpty { result.add(tag, to: FacetKeys.tag) }
      for (scheme, concept) in meant {
        guard let vocabulary = resolver?.vocabulary else { continue }
        result.add(vocabulary.uri(of: concept), to: vocabulary.key(of: scheme))
      }
    }
    // Sorted, since the order of a dictionary differs from run to run, and the segment with it.
    for (key, values) in document.facets.sorted(by: { $0.key < $1.key }) {
      guard let resolver, let scheme = schemes[key] ?? resolver.vocabulary.scheme(named: key) else {
        for value in values { result.add(value, to: key) }
        continue
      }
      let name = resolver.vocabulary.key(of: scheme)
      for value in values {
        let concepts = meaning(of: value, scheme, document, resolver, &known)
        if concepts.isEmpty { result.add(value, to: name) }
        for concept in concepts { result.add(concept, to: name) }
      }
    }
    return result.values
  }

  /// The names of the concepts among some values, as folded words.
  func names(in facets: [(key: String, values: [String])]) -> [[String]] {
    guard let vocabulary = resolver?.vocabulary else { return [] }
    return facets.flatMap(\.values).compactMap { vocabulary.concept(uri: $0) }
      .flatMap { vocabulary.names(of: $0) }
  }

  /// The URIs of the concepts that a value means; those of a URI are noted.
  private func meaning(
    of value: String, _ scheme: SchemeOrdinal, _ document: IndexDocument,
    _ resolver: ConceptResolver, _ known: inout KnownValues
  ) -> [String] {
    let name = KnownValues.Name(scheme: scheme, value: value)
    if let concepts = known.concepts[name] { return concepts }
    let concepts = resolver.resolve(value, in: scheme, asOf: document.date).concepts
      .map { resolver.vocabulary.uri(of: $0) }
    // What a label means depends on the date of the document, what a URI means does not.
    if resolver.vocabulary.concept(uri: value) != nil {
      if known.concepts.count >= KnownValues.most { known.concepts.removeAll() }
      known.concepts[name] = concepts
    }
    return concepts
  }

  /// The values of facets that are words and no concepts, in an order of their own.
  ///
  /// Concepts are not among them: which of them a document had, the history of runs tells, too. Nor is
  /// the number of its year.
  func words(of facets: [(key: String, values: [String])]) -> [String] {
    facets.flatMap { key, values in
      values.filter { value in
        resolver?.vocabulary.concept(uri: value) == nil
          && !(key == FacetKeys.year && Int(value) != nil)
      }.map { "\(key)\u{1}\($0)" }
    }.sorted()
  }
}

/// What URIs of concepts stand for as values of facets, since many documents have the same.
struct KnownValues {
  fileprivate struct Name: Hashable {
    var scheme: SchemeOrdinal
    var value: String
  }

  fileprivate var concepts: [Name: [String]] = [:]

  /// Nothing is known yet.
  init() {}

  /// With so many those known are given up.
  fileprivate static let most = 1 << 16
}

/// Values by facet, each once, in the order in which they came.
struct FacetValues {
  private(set) var values: [(key: String, values: [String])] = []
  /// For each facet with many values all of them.
  private var seen: [Set<String>] = []

  /// So many values are compared one by one, which takes less time than to hash one.
  private static let fewValues = 16

  /// Adds a value, unless it is empty or there already, or no facet can have the key.
  mutating func add(_ value: String, to key: String) {
    guard !value.isEmpty, FacetKeys.isUsable(key) else { return }
    let place = values.firstIndex { $0.key == key } ?? values.count
    if place == values.count {
      values.append((key, []))
      seen.append([])
    }
    if values[place].values.count < Self.fewValues {
      if !values[place].values.contains(value) { values[place].values.append(value) }
      return
    }
    if seen[place].isEmpty { seen[place].formUnion(values[place].values) }
    if seen[place].insert(value).inserted { values[place].values.append(value) }
  }
}

extension FacetValues {
  /// The different values that a column takes of some, in their order.
  static func different(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

extension Vocabulary {
  /// The labels of a concept that are names, as folded words: all but the single words that a document has one of, such
  /// as types.
  func names(of concept: ConceptOrdinal) -> [[String]] {
    let isSingle = schemes(of: concept).first.map { assignment(of: $0) == .one } ?? false
    return labels(of: concept).map { Analyzer.tokens(of: text(of: $0)).map(\.text) }
      .filter { $0.count > (isSingle ? 1 : 0) }
  }
}
