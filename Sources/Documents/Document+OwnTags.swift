package import Model

extension Document {
  /// Takes out the metadata that Parlance itself put there, which says nothing new.
  package mutating func remove(_ values: TagValues) {
    guard !values.isEmpty else { return }
    let labels = Set(values.keywords)
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
      case .keyword, .category: return labels.contains(field.value) ? nil : field
      default: return field
      }
    }
  }
}
