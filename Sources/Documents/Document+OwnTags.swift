package import Model

extension Document {
  /// Takes out the metadata that Parlance itself put there, which says nothing new.
  package mutating func remove(_ values: TagValues) {
    let categories = Set(values.keywords + values.facets.values.joined())
      .subtracting(values.othersCategories)
    let keywords = Set(values.keywords)
    metadata = metadata.compactMap { field in
      switch field.role {
      case .facet:
        guard let own = field.facet.flatMap({ values.facets[$0] }) else { return field }
        let all = FacetProperties.labels(in: field.value)
        let others = all.subtracting(FacetProperties.labels(in: own.joined(separator: ";")))
        if others.count == all.count { return field }
        var rest = field
        rest.value = others.sorted().joined(separator: FacetProperties.labelSeparator)
        return others.isEmpty ? nil : rest
      case .keyword: return keywords.contains(field.value) ? nil : field
      case .category: return categories.contains(field.value) ? nil : field
      default: return field
      }
    }
  }

  /// Which of some values other people wrote into the document, and where.
  ///
  /// The metadata of a document from which Parlance's own was taken out is other people's.
  ///
  /// - Parameter values: the values that Parlance writes or wrote.
  /// - Returns: an entry for each value and kind of place, sorted.
  package func others(among values: TagValues) -> [TagMark.Entry] {
    var result: Set<TagMark.Entry> = []
    for (facet, labels) in values.facets {
      for (label, field) in labels.flatMap({ label in metadata.map { (label, $0) } }) {
        if let giver = Self.giver(of: label, facet, in: field) {
          result.insert(TagMark.Entry(facet: facet, label: label, giver: giver))
        }
      }
    }
    return result.sorted {
      ($0.giver.rawValue, $0.facet, $0.label) < ($1.giver.rawValue, $1.facet, $1.label)
    }
  }

  private static func giver(
    of label: String, _ facet: String, in field: MetadataField
  ) -> TagMark.Giver? {
    switch field.role {
    case .facet where field.facet == facet:
      FacetProperties.labels(in: label).isSubset(of: FacetProperties.labels(in: field.value))
        ? .cameAsProperty : nil
    case .keyword where field.value == label: .cameAsKeyword
    case .category where field.value == label: .cameAsCategory
    default: nil
    }
  }
}
