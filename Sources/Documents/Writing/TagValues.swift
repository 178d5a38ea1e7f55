package import Model

/// The values that stand, or are to stand, in a document.
package struct TagValues: Hashable, Sendable {
  /// The preferred labels of each facet by the facet's key, such as `type` or `product`.
  package var facets: [String: [String]]

  /// The terms of the format's general keyword list.
  package var keywords: [String]

  /// The labels in places for a category that are other people's; no place for a category that holds one is touched.
  package var othersCategories: Set<String> = []

  /// Values of facets and keywords; without arguments, none.
  package init(facets: [String: [String]] = [:], keywords: [String] = []) {
    self.facets = facets
    self.keywords = keywords
  }

  /// Whether there is neither a facet nor a keyword.
  package var isEmpty: Bool { keywords.isEmpty && facets.values.allSatisfy(\.isEmpty) }
}

extension TagValues {
  /// The values that a mark says Parlance wrote; what a person rejected was not written, and what stood there before
  /// is other people's.
  package init(_ mark: TagMark) {
    self.init()
    for entry in mark.entries where entry.giver.isTag { add(entry.label, to: entry.facet) }
    subtract(mark.entries)
  }

  /// Takes away what some entries say is other people's, each in the place where it stood.
  package mutating func subtract(_ entries: [TagMark.Entry]) {
    for entry in entries {
      switch entry.giver {
      case .cameAsProperty: facets[entry.facet]?.removeAll { $0 == entry.label }
      case .cameAsKeyword: keywords.removeAll { $0 == entry.label }
      case .cameAsCategory: othersCategories.insert(entry.label)
      case .machine, .person, .rejected: break
      }
    }
  }

  /// Adds the values of others that are not there yet.
  package mutating func formUnion(_ others: TagValues) {
    for (facet, labels) in others.facets.sorted(by: { $0.key < $1.key }) {
      for label in labels { add(label, to: facet) }
    }
  }

  private mutating func add(_ label: String, to facet: String) {
    if !facets[facet, default: []].contains(label) { facets[facet, default: []].append(label) }
    if !keywords.contains(label) { keywords.append(label) }
  }
}
