import MappedStorage
import Taxonomy
import TextAnalysis

/// The filters on one facet, resolved: which values a document may have.
struct FacetSelection {
  /// The key of the facet.
  let key: String

  /// Documents must have one of these values, unless there is none and `allowsMissing` is false.
  private(set) var included: Set<String> = []

  /// Documents must not have any of these values.
  private(set) var excluded: Set<String> = []

  /// Documents may have a value of each of these sets in place of those, or must not have one of each.
  private(set) var includedTogether: [[Set<String>]] = []
  private(set) var excludedTogether: [[Set<String>]] = []

  /// Whether documents without a value are asked for, or ruled out.
  private(set) var allowsMissing = false
  private(set) var excludesMissing = false

  /// How many facets filters may name: each has a mark of one byte while hits are counted.
  static let limit = 250

  /// Resolves filters.
  ///
  /// - Parameters:
  ///   - filters: filters in any order.
  ///   - index: the index whose facets they name.
  /// - Returns: one selection for each facet, in the order in which the facets first come up.
  /// - Throws: `FacetFilterError`, `IndexError`.
  static func selections(_ filters: [FacetFilter], in index: SearchIndex) throws -> [FacetSelection]
  {
    let keys = index.facetKeys
    var result: [FacetSelection] = []
    for filter in filters {
      let scheme = index.vocabulary?.scheme(named: filter.key)
      guard let key = index.facetKey(named: filter.key)
      else { throw FacetFilterError.unknownFacet(filter.key, known: keys) }
      let position = result.firstIndex { $0.key == key } ?? result.count
      if position == result.count {
        guard result.count < limit else { throw FacetFilterError.tooManyFacets(limit: limit) }
        result.append(FacetSelection(key: key))
      }
      try result[position].add(filter, scheme: scheme, finder: index.finder, index: index)
    }
    return result
  }

  private init(key: String) { self.key = key }

  private mutating func add(
    _ filter: FacetFilter, scheme: SchemeOrdinal?, finder: ConceptFinder?, index: SearchIndex
  ) throws {
    if filter.value.isEmpty {
      if filter.mode == .include { allowsMissing = true } else { excludesMissing = true }
      return
    }
    var values = try Self.plainValues(
      YearRange.value(filter.value, ofFacet: key), facet: key, index: index)
    if let years = YearRange.values(filter.value, ofFacet: key) { values.formUnion(years) }
    var together: [[Set<String>]] = []
    if let finder {
      let concepts = finder.concepts(named: filter.value, in: scheme)
      let single = concepts.filter { finder.vocabulary.components(of: $0).isEmpty }
      values.formUnion(finder.closure(of: single).map(finder.vocabulary.uri(of:)))
      // A name counts as values together only where no concept of that name is a value by itself.
      if single.isEmpty { together = concepts.map { finder.values(ofCompound: $0, in: scheme) } }
    }
    guard !values.isEmpty || !together.isEmpty else {
      let values = SimilarValues(index, facet: key)
      let similar = try values.labels(like: filter.value)
      throw FacetFilterError.unknownValue(
        filter.value, facet: key, similar: similar,
        frequent: similar.isEmpty ? try values.frequent() : [])
    }
    if filter.mode == .include {
      included.formUnion(values)
      includedTogether += together
    } else {
      excluded.formUnion(values)
      excludedTogether += together
    }
  }

  /// Values of the columns that are these words, whatever their case.
  static func plainValues(
    _ value: String, facet key: String, index: SearchIndex
  ) throws -> Set<String> {
    let wanted = Analyzer.fold(value)
    var result: Set<String> = []
    for segment in index.segments {
      guard let column = segment.facets.first(where: { $0.key == key }) else { continue }
      for number in try segment.seenValues(of: column)
      where try column.foldedValue(number) == wanted {
        result.insert(try column.value(number))
      }
    }
    return result
  }

  /// The part of the selection that rules values out; the counts of the facet respect it.
  var exclusion: FacetSelection? {
    guard excludesMissing || !excluded.isEmpty || !excludedTogether.isEmpty else { return nil }
    var selection = FacetSelection(key: key)
    selection.excluded = excluded
    selection.excludedTogether = excludedTogether
    selection.excludesMissing = excludesMissing
    return selection
  }

  /// The part of the selection that asks for values; the counts of the facet ignore it.
  var inclusion: FacetSelection? {
    guard allowsMissing || includesAny else { return nil }
    var selection = FacetSelection(key: key)
    selection.included = included
    selection.includedTogether = includedTogether
    selection.allowsMissing = allowsMissing
    return selection
  }

  /// Whether any value is asked for.
  private var includesAny: Bool { !included.isEmpty || !includedTogether.isEmpty }

  /// For each set of values of a column, 1 if a document with it stays.
  func allowed(in column: FacetColumn) throws -> [UInt8] {
    var isIncluded = [Bool](repeating: false, count: column.valueCount)
    var isExcluded = isIncluded
    for number in 0..<column.valueCount {
      let value = try column.value(number)
      isIncluded[number] = included.contains(value)
      isExcluded[number] = excluded.contains(value)
    }
    return try (0..<column.setCount).map { set in
      let members = try column.members(ofSet: set)
      if members.contains(where: { isExcluded[$0] }) { return 0 }
      if members.isEmpty { return allowsWithoutValue ? 1 : 0 }
      if try hasAll(ofAny: excludedTogether, members, column) { return 0 }
      if !includesAny { return allowsMissing ? 0 : 1 }
      if members.contains(where: { isIncluded[$0] }) { return 1 }
      return try hasAll(ofAny: includedTogether, members, column) ? 1 : 0
    }
  }

  /// Whether values of a document have one of each set of any of some lists.
  private func hasAll(
    ofAny lists: [[Set<String>]], _ members: some Sequence<Int>, _ column: FacetColumn
  ) throws -> Bool {
    guard !lists.isEmpty else { return false }
    let values = try members.map { try column.value($0) }
    return lists.contains { sets in
      !sets.isEmpty && sets.allSatisfy { set in values.contains { set.contains($0) } }
    }
  }

  /// Whether documents without any value stay.
  var allowsWithoutValue: Bool {
    if excludesMissing { return false }
    return allowsMissing || !includesAny
  }

  /// The documents of a segment that stay, without scores.
  func documents(in segment: Segment) throws -> ScoredList {
    var list = ScoredList()
    if let column = segment.facets.first(where: { $0.key == key }) {
      let allowed = try allowed(in: column)
      for (document, set) in try column.sets().enumerated() where allowed[set] == 1 {
        list.documents.append(UInt32(document))
      }
    } else if allowsWithoutValue {
      list.documents = Array(0..<UInt32(segment.count))
    }
    // A filter tells documents apart, not better from worse.
    list.scores = [Float](repeating: 0, count: list.count)
    return list
  }
}

extension SearchIndex {
  /// The key of the facet with a name: its key or that of its scheme, in any case.
  func facetKey(named name: String) -> String? {
    let scheme = vocabulary?.scheme(named: name)
    let key = scheme.flatMap { scheme in vocabulary.map { $0.key(of: scheme) } }
    return key ?? facetKeys.first { $0.lowercased() == name.lowercased() }
  }
}
