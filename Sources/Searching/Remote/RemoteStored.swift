import JSONCoding
import Model
import Taxonomy

/// What an engine stores of a document, as an answer brings it.
struct RemoteStored {
  let source: JSONValue
  /// The keys of the facets whose values are shown, in their order.
  let facetKeys: [String]
  let vocabulary: Vocabulary?

  /// The document, without headings, which no answer brings; without text if none was asked for.
  ///
  /// - Throws: `RemoteFailure.unreadable` without an identifier.
  func document() throws -> StoredDocument {
    guard let id = source[RemoteField.id]?.string else {
      throw RemoteFailure.unreadable("a hit has no identifier")
    }
    return StoredDocument(
      id: id, path: source[RemoteField.path]?.string ?? "",
      title: source[RemoteField.title]?.string ?? "",
      date: source[RemoteField.rawDate]?.integer.flatMap {
        Int32(exactly: $0).flatMap { CalendarDate(rawValue: $0) }
      }, language: source[RemoteField.language]?.string ?? "", headings: [],
      text: source[RemoteField.text]?.object?.members.first?.value.string ?? "", tags: tags)
  }

  private var tags: [HitTags] {
    facetKeys.filter { $0 != FacetKeys.year }.compactMap { key in
      let values = source["tags"]?[RemoteField.name(of: key)]?.strings ?? []
      if values.isEmpty { return nil }
      return HitTags(key: key, values: values.map(value))
    }
  }

  private func value(_ text: String) -> FacetValue {
    guard let vocabulary, let concept = vocabulary.concept(uri: text) else {
      return FacetValue(label: text)
    }
    return FacetValue(label: vocabulary.preferredLabel(of: concept), concept: text)
  }
}
