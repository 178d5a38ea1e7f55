import Taxonomy
import TextAnalysis

/// The filters on one facet, as a search engine takes them.
struct RemoteSelection {
  /// The key of the facet.
  let key: String

  private var included: Set<String> = []
  private var foldedIncluded: Set<String> = []
  private var excluded: Set<String> = []
  private var foldedExcluded: Set<String> = []
  /// Documents may have a value of each of these sets in place of those, or must not have one of each.
  private var includedTogether: [[Set<String>]] = []
  private var excludedTogether: [[Set<String>]] = []
  private var allowsMissing = false
  private var excludesMissing = false

  private init(key: String) { self.key = key }

  /// Resolves filters.
  ///
  /// - Parameters:
  ///   - filters: filters in any order.
  ///   - scope: the facets and what their values mean.
  /// - Returns: one selection for each facet, in the order in which the facets first come up.
  /// - Throws: `FacetFilterError`.
  static func selections(
    _ filters: [FacetFilter], in scope: RemoteScope
  ) throws -> [RemoteSelection] {
    var result: [RemoteSelection] = []
    for filter in filters {
      guard let key = scope.facetKey(named: filter.key) else {
        throw FacetFilterError.unknownFacet(filter.key, known: scope.facetKeys)
      }
      let position = result.firstIndex { $0.key == key } ?? result.count
      if position == result.count { result.append(RemoteSelection(key: key)) }
      try result[position].add(filter, scope)
    }
    return result
  }

  private mutating func add(_ filter: FacetFilter, _ scope: RemoteScope) throws {
    if let years = YearRange.values(filter.value, ofFacet: key) {
      if filter.mode == .include {
        foldedIncluded.formUnion(years)
      } else {
        foldedExcluded.formUnion(years)
      }
      return
    }
    if filter.value.isEmpty {
      if filter.mode == .include { allowsMissing = true } else { excludesMissing = true }
      return
    }
    let (concepts, together) = scope.values(named: filter.value, inFacet: filter.key)
    let folded = Analyzer.fold(YearRange.value(filter.value, ofFacet: key))
    guard
      !concepts.isEmpty || !together.isEmpty
        || scope.facts.occurs(.values(RemoteField.folded(key), [folded]))
    else {
      // An engine does not tell which values are near.
      throw FacetFilterError.unknownValue(filter.value, facet: key, similar: [], frequent: [])
    }
    if filter.mode == .include {
      included.formUnion(concepts)
      foldedIncluded.insert(folded)
      includedTogether += together
    } else {
      excluded.formUnion(concepts)
      foldedExcluded.insert(folded)
      excludedTogether += together
    }
  }

  /// What documents must be that have a value asked for; `nil` if none is.
  var inclusion: RemoteClause? {
    var parts: [RemoteClause] = []
    if !foldedIncluded.isEmpty { parts.append(clause(included, foldedIncluded, includedTogether)) }
    if allowsMissing { parts.append(.all([], excluding: [.present(RemoteField.tags(key))])) }
    return parts.isEmpty ? nil : .any(parts)
  }

  /// What documents must be that have no value ruled out; `nil` if none is.
  var exclusion: RemoteClause? {
    var parts: [RemoteClause] = []
    if excludesMissing { parts.append(.present(RemoteField.tags(key))) }
    if !foldedExcluded.isEmpty {
      parts.append(.all([], excluding: [clause(excluded, foldedExcluded, excludedTogether)]))
    }
    return parts.isEmpty ? nil : .all(parts)
  }

  /// What documents must be that pass.
  var clause: RemoteClause { .all([inclusion, exclusion].compactMap { $0 }) }

  private func clause(
    _ values: Set<String>, _ folded: Set<String>, _ together: [[Set<String>]]
  ) -> RemoteClause {
    .any(
      [.values(RemoteField.tags(key), values), .values(RemoteField.folded(key), folded)]
        + together.map { RemoteScope.clause(ofEach: $0, in: RemoteField.tags(key)) })
  }
}

/// The facets of an engine's documents, and what their values mean.
struct RemoteScope {
  let facts: RemoteFacts
  let vocabulary: Vocabulary?
  let finder: ConceptFinder?
  /// The keys of all facets: those of the vocabulary, then others, the year last.
  let facetKeys: [String]

  /// The key of the facet with a name: its key or that of its scheme, in any case.
  func facetKey(named name: String) -> String? {
    let scheme = vocabulary?.scheme(named: name)
    let key = scheme.flatMap { scheme in vocabulary.map { $0.key(of: scheme) } }
    return key ?? facetKeys.first { $0.lowercased() == name.lowercased() }
  }

  /// What a value of a facet means, or of any facet: the URIs of concepts with all that counts as them; or, if it
  /// stands for several concepts together alone, for each such name the values of which one of each is meant.
  func values(
    named value: String, inFacet facet: String? = nil
  ) -> (single: Set<String>, together: [[Set<String>]]) {
    guard let finder else { return ([], []) }
    let scheme = facet.flatMap { vocabulary?.scheme(named: $0) }
    let concepts = finder.concepts(named: value, in: scheme)
    let single = concepts.filter { finder.vocabulary.components(of: $0).isEmpty }
    return (
      Set(finder.closure(of: single).map(finder.vocabulary.uri(of:))),
      single.isEmpty ? concepts.map { finder.values(ofCompound: $0, in: scheme) } : []
    )
  }

  /// Documents with a value of each of some sets.
  static func clause(ofEach sets: [Set<String>], in field: String) -> RemoteClause {
    sets.isEmpty ? .nothing : .all(sets.map { .values(field, $0) })
  }
}
