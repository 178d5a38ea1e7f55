internal import Cataloging
internal import Tagging
internal import Taxonomy

extension RetagSession {
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
    guard let uri = concept(value, facet: key), let concept = vocabulary.concept(uri: uri) else {
      throw RequestError("\"\(value)\" does not name one concept of the facet \(key)")
    }
    var found: Set<ConceptOrdinal> = [concept]
    var open = [concept]
    while let next = open.popLast() {
      for narrower in vocabulary.narrower(of: next) where found.insert(narrower).inserted {
        open.append(narrower)
      }
    }
    return Set(found.map(vocabulary.uri(of:)))
  }

  fileprivate func values(_ texts: [String]) throws -> [(key: String, concepts: Set<String>?)] {
    try texts.map { text in
      let (key, value) = try facetAndValue(text)
      return (key, try concepts(value, key))
    }
  }

  /// The paths within the share that a list of names ended by NUL has.
  ///
  /// - Throws: `FileListError` for a file outside the share.
  package func paths(inList bytes: [UInt8]) throws -> Set<String> {
    try FileList.paths(in: bytes, share: share.root)
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
      label ?? "", in: vocabulary, labels: parts.labels, scheme: vocabulary.scheme(named: key))
    return TagEdit(facet: key, concept: vocabulary.uri(of: concept), isAssigned: isAssigned)
  }
}

extension RetagSession.Options {
  /// Leaves other facets alone, and of those with a value other values, from `key[=value]`.
  ///
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have.
  package mutating func restrict(to texts: [String], in session: RetagSession) throws {
    for (key, wanted) in try session.values(texts) {
      facets = (facets ?? []).union([key])
      if let wanted { concepts[key, default: []].formUnion(wanted) }
    }
  }
}

extension RetagScope {
  /// Leaves out documents that do not have a tag, or with `key=` any of the facet.
  ///
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have.
  package mutating func restrict(to texts: [String], in session: RetagSession) throws {
    for (key, wanted) in try session.values(texts) {
      facets[key, default: []].formUnion(wanted ?? [])
    }
  }
}
