import Synchronization
import Taxonomy

/// What the values of facets mean, looked up in the vocabulary once, when they first occur.
///
/// For each set of values of a column it holds the numbers of the values and of all that is broader.
final class FacetTables: Sendable {
  /// A value with its place in the hierarchy.
  struct Value {
    var value: FacetValue
    /// How many levels of broader values lie above it.
    var depth: Int
    /// The URIs of the concepts next above it in the facet.
    var broader: [String] = []
  }

  private struct Facet {
    var title = ""
    var scheme: SchemeOrdinal?
    var numbers: [String: Int] = [:]
    var numbersOfConcepts: [ConceptOrdinal: Int] = [:]
    var values: [Value] = []
    /// The numbers of the values in the order of their labels, and the place of each in it.
    var order: [Int] = []
    var ranks: [Int] = []
    var chains: [String: [Int]] = [:]
    /// By segment, the numbers that each set of the column stands for.
    var sets: [Int: SetChains] = [:]
  }

  /// The numbers of the values of sets, and of all that is broader, one list behind the other.
  private struct SetChains {
    /// Where the list of each set begins, with its length; -1 for a set that did not occur yet.
    var starts: [Int]
    var numbers: [Int] = []
  }

  /// Up to so many numbers each is compared with all before it, which takes less than a set of them.
  private static let mostCompared = 64

  /// How many levels are told apart.
  private static let deepest = 64

  private let vocabulary: Vocabulary?
  private let facets = Mutex<[String: Facet]>([:])

  init(_ vocabulary: Vocabulary?) { self.vocabulary = vocabulary }

  /// Adds how often each set occurs to the totals of its values and of all that is broader, by number.
  func add(
    _ counters: [UInt32], of column: FacetColumn, in segment: Int, to totals: inout [Int]
  ) throws {
    try facets.withLock { facets in
      var facet = facets.removeValue(forKey: column.key) ?? makeFacet(column.key)
      defer { facets[column.key] = facet }
      var sets =
        facet.sets.removeValue(forKey: segment)
        ?? SetChains(starts: [Int](repeating: -1, count: column.setCount))
      defer { facet.sets[segment] = sets }
      for set in 1..<max(counters.count, 1) where counters[set] > 0 {
        if sets.starts[set] < 0 {
          let chain = try chain(ofSet: set, column, &facet)
          sets.starts[set] = sets.numbers.count
          sets.numbers.append(chain.count)
          sets.numbers += chain
        }
        if totals.count < facet.values.count {
          totals.append(contentsOf: repeatElement(0, count: facet.values.count - totals.count))
        }
        let start = sets.starts[set]
        for index in start + 1..<start + 1 + sets.numbers[start] {
          totals[sets.numbers[index]] += Int(counters[set])
        }
      }
    }
  }

  /// The numbers of the values of a set and of all that is broader, each once.
  ///
  /// - Complexity: O(values), however deep the vocabulary is.
  private func chain(
    ofSet set: Int, _ column: FacetColumn, _ facet: inout Facet
  ) throws -> [Int] {
    var chain: [Int] = []
    var known: Set<Int> = []
    for member in try column.members(ofSet: set) {
      let numbers = numbers(of: try column.value(member), &facet)
      // Those of one value differ from one another.
      if chain.isEmpty {
        chain = numbers
        continue
      }
      if known.isEmpty, chain.count + numbers.count > Self.mostCompared { known = Set(chain) }
      for number in numbers
      where known.isEmpty ? !chain.contains(number) : known.insert(number).inserted {
        chain.append(number)
      }
    }
    return chain
  }

  /// The values of a facet by number, the numbers in the order of the labels, and the place of each
  /// number in it.
  func orderedValues(of key: String) -> (values: [Value], order: [Int], ranks: [Int]) {
    facets.withLock { facets in
      guard var facet = facets[key] else { return ([], [], []) }
      if facet.order.count < facet.values.count {
        let values = facet.values
        facet.order = values.indices.sorted { left, right in
          let (left, right) = (values[left].value, values[right].value)
          return (left.label, left.concept ?? "") < (right.label, right.concept ?? "")
        }
        facet.ranks = [Int](repeating: 0, count: values.count)
        for (rank, number) in facet.order.enumerated() { facet.ranks[number] = rank }
        facets[key] = facet
      }
      return (facet.values, facet.order, facet.ranks)
    }
  }

  /// The title of a facet.
  func title(of key: String) -> String {
    facets.withLock { facets in
      if let facet = facets[key] { return facet.title }
      let facet = makeFacet(key)
      facets[key] = facet
      return facet.title
    }
  }

  /// A value and all that is broader within its facet, each of which counts a document that has it.
  func values(countedBy value: String, in key: String) -> [FacetValue] {
    facets.withLock { facets in
      var facet = facets.removeValue(forKey: key) ?? makeFacet(key)
      defer { facets[key] = facet }
      return numbers(of: value, &facet).map { facet.values[$0].value }
    }
  }

  /// A value of a facet with its place in the hierarchy: a concept by its URI, or plain words.
  func value(_ value: String, in key: String) -> Value {
    facets.withLock { facets in
      var facet = facets.removeValue(forKey: key) ?? makeFacet(key)
      defer { facets[key] = facet }
      _ = numbers(of: value, &facet)
      return facet.numbers[value].map { facet.values[$0] }
        ?? Value(value: FacetValue(label: value), depth: 0)
    }
  }

  private func makeFacet(_ key: String) -> Facet {
    var facet = Facet()
    facet.scheme = vocabulary?.scheme(named: key)
    facet.title = facet.scheme.flatMap { vocabulary?.scheme($0).title() } ?? key
    return facet
  }

  /// A value and all that is broader within the facet.
  private func numbers(of value: String, _ facet: inout Facet) -> [Int] {
    if let known = facet.chains[value] { return known }
    var chain: [Int] = []
    if let vocabulary, let concept = vocabulary.concept(uri: value) {
      for broader in vocabulary.broaderClosure(of: concept)
      where broader == concept || isInside(broader, facet.scheme) {
        chain.append(number(of: broader, vocabulary, &facet))
      }
    } else {
      chain = [number(of: value, Value(value: FacetValue(label: value), depth: 0), &facet)]
    }
    facet.chains[value] = chain
    return chain
  }

  private func number(
    of concept: ConceptOrdinal, _ vocabulary: Vocabulary, _ facet: inout Facet
  ) -> Int {
    if let number = facet.numbersOfConcepts[concept] { return number }
    let uri = vocabulary.uri(of: concept)
    let value = Value(
      value: FacetValue(label: vocabulary.preferredLabel(of: concept), concept: uri),
      depth: depth(of: concept, vocabulary, facet.scheme),
      broader: nextAbove(concept, vocabulary, facet.scheme).map { vocabulary.uri(of: $0) })
    let number = number(of: uri, value, &facet)
    facet.numbersOfConcepts[concept] = number
    return number
  }

  private func number(of key: String, _ value: Value, _ facet: inout Facet) -> Int {
    if let number = facet.numbers[key] { return number }
    facet.numbers[key] = facet.values.count
    facet.values.append(value)
    return facet.values.count - 1
  }

  private func isInside(_ concept: ConceptOrdinal, _ scheme: SchemeOrdinal?) -> Bool {
    guard let vocabulary, let scheme else { return true }
    return vocabulary.schemes(of: concept).contains(scheme)
  }

  /// The nearest broader concepts inside the facet, with any outside of it between.
  private func nextAbove(
    _ concept: ConceptOrdinal, _ vocabulary: Vocabulary, _ scheme: SchemeOrdinal?
  ) -> [ConceptOrdinal] {
    var level = vocabulary.broader(of: concept)
    var seen: Set<ConceptOrdinal> = []
    while !level.isEmpty {
      let inside = level.filter { $0 != concept && isInside($0, scheme) }
      if !inside.isEmpty { return inside }
      level = level.flatMap { seen.insert($0).inserted ? vocabulary.broader(of: $0) : [] }
    }
    return []
  }

  private func depth(
    of concept: ConceptOrdinal, _ vocabulary: Vocabulary, _ scheme: SchemeOrdinal?
  ) -> Int {
    var concept = concept
    var depth = 0
    // A chain that is longer goes round in a circle.
    while depth < Self.deepest,
      let broader = vocabulary.broader(of: concept).first(where: { isInside($0, scheme) })
    {
      depth += 1
      concept = broader
    }
    return depth
  }
}
