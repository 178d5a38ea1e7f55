internal import Matching
internal import Retagging
internal import Taxonomy

/// Takes facets and their concepts as people name them: `key`, `key=value`, any label.
package struct FacetChoices: Sendable {
  private let vocabulary: Vocabulary
  private let labels: LabelIndex

  init(vocabulary: Vocabulary, labels: LabelIndex) {
    self.vocabulary = vocabulary
    self.labels = labels
  }

  /// The keys of the facets.
  var facets: [String] { vocabulary.schemes.map(vocabulary.key) }

  /// Whether a facet takes one value.
  func isSingle(_ facet: String) -> Bool {
    vocabulary.scheme(named: facet).map { vocabulary.assignment(of: $0) == .one } ?? false
  }

  /// The concept that a label names in a facet, in use and beyond doubt.
  ///
  /// - Parameters:
  ///   - label: a label or URI.
  ///   - facet: the facet's key.
  /// - Returns: its URI; `nil` if there is none, or several could be meant.
  package func concept(_ label: String, facet: String) -> String? {
    let meant = concepts(named: label, facet: facet)
    return meant.count == 1 ? vocabulary.uri(of: meant[0]) : nil
  }

  /// The concepts that a label names in a facet, all of those for which it stands together.
  private func concepts(named label: String, facet: String) -> [ConceptOrdinal] {
    guard let scheme = vocabulary.scheme(named: facet) else { return [] }
    return ConceptResolver(vocabulary, index: labels).resolve(label, in: scheme)
      .assignableConcepts
  }

  /// The edit that `facet=label` asks for.
  ///
  /// - Parameters:
  ///   - text: the facet and the label.
  ///   - isAssigned: whether the concept is to be assigned rather than never to be.
  /// - Returns: the edit.
  /// - Throws: `RequestError` for a facet that there is not, or a label that is not of one concept.
  package func edit(_ text: String, isAssigned: Bool) throws -> TagEdit {
    let (key, label) = try facetAndValue(text)
    let concept = try ExplainedConcept.find(
      label ?? "", in: vocabulary, labels: labels, scheme: vocabulary.scheme(named: key))
    return TagEdit(facet: key, concept: vocabulary.uri(of: concept), isAssigned: isAssigned)
  }

  /// The facets that texts name, each with the URIs of the concept named and of those beneath it.
  ///
  /// - Parameter texts: `key` or `key=value` each.
  /// - Returns: the keys; no concepts where no value is named.
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have.
  func values(_ texts: [String]) throws -> [(key: String, concepts: Set<String>?)] {
    try texts.map { text in
      let (key, value) = try facetAndValue(text)
      return (key, try concepts(value, key))
    }
  }

  /// A facet that a person names, and what is said of it, from `key[=value]`.
  ///
  /// - Throws: `RequestError` for a facet that the vocabulary does not have.
  private func facetAndValue(_ text: String) throws -> (key: String, value: String?) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let scheme = try vocabulary.scheme(asked: String(parts[0]), calledA: "facet")
    return (vocabulary.key(of: scheme), parts.count > 1 ? String(parts[1]) : nil)
  }

  /// The URIs of a concept and of those beneath it; `nil` if no value is named.
  private func concepts(_ value: String?, _ key: String) throws -> Set<String>? {
    guard let value, !value.isEmpty else { return nil }
    var open = concepts(named: value, facet: key)
    guard !open.isEmpty else {
      throw RequestError("\"\(value)\" does not name one concept of the facet \(key)")
    }
    var found = Set(open)
    while let next = open.popLast() {
      for narrower in vocabulary.narrower(of: next) where found.insert(narrower).inserted {
        open.append(narrower)
      }
    }
    return Set(found.map(vocabulary.uri(of:)))
  }
}

extension RetagOptions {
  /// Leaves other facets alone, and of those with a value other values, from `key[=value]`.
  ///
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have.
  package mutating func restrict(to texts: [String], of choices: FacetChoices) throws {
    for (key, wanted) in try choices.values(texts) {
      facets = (facets ?? []).union([key])
      if let wanted { concepts[key, default: []].formUnion(wanted) }
    }
  }
}

extension RetagScope {
  /// Leaves out documents that do not have a tag, or with `key=` any of the facet.
  ///
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have.
  package mutating func restrict(to texts: [String], of choices: FacetChoices) throws {
    for (key, wanted) in try choices.values(texts) {
      facets[key, default: []].formUnion(wanted ?? [])
    }
  }
}
