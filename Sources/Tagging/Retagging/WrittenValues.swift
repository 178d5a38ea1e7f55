package import Cataloging
package import Documents
internal import JSONCoding
package import Model
package import Taxonomy

/// The values that stand in a document by Parlance's own hand, for the catalog to remember.
package enum WrittenValues {
  /// The labels of the assignments that count as tags, by facet, and all of them as keywords.
  ///
  /// A concept that the vocabulary no longer knows is left out.
  package static func values(
    of assignments: [StoredAssignment], in vocabulary: Vocabulary
  ) -> TagValues {
    var values = TagValues()
    for assignment in assignments where assignment.isTag {
      guard let concept = vocabulary.concept(uri: assignment.concept) else { continue }
      let label = vocabulary.preferredLabel(of: concept)
      values.facets[assignment.facet, default: []].append(label)
      if !values.keywords.contains(label) { values.keywords.append(label) }
    }
    return values
  }

  /// The values as the catalog keeps them, with the place where they stand: a JSON object of facets,
  /// the place under an empty name; empty text if there are none.
  package static func encode(_ values: TagValues, place: String) -> String {
    guard !values.isEmpty else { return "" }
    var writer = JSONWriter()
    writer.value(
      .object(
        JSONObject(
          [.init(name: "", value: .string(place))]
            + values.facets.sorted { $0.key < $1.key }.map {
              .init(name: $0.key, value: .array($0.value.map(JSONValue.string)))
            })))
    return writer.text
  }

  /// The values back; none if the text is not what `encode(_:)` gives.
  package static func decode(_ text: String) -> TagValues {
    guard let members = try? JSONReader.value(of: text).object?.members else { return TagValues() }
    var values = TagValues()
    for member in members where !member.name.isEmpty {
      values.facets[member.name] = member.value.strings ?? []
      for label in member.value.strings ?? [] where !values.keywords.contains(label) {
        values.keywords.append(label)
      }
    }
    return values
  }

  /// The document without the metadata that Parlance itself put there, which says nothing new.
  package static func removing(_ values: TagValues, from document: Document) -> Document {
    guard !values.isEmpty else { return document }
    var result = document
    let labels = Set(values.keywords)
    result.metadata = document.metadata.compactMap { field in
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
    return result
  }
}
