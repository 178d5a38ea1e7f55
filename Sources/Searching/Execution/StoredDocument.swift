internal import MappedStorage
package import Model
import Taxonomy

/// A document as the index holds it: what a hit shows, and its text.
package struct StoredDocument: Sendable, Equatable {
  /// What identifies it.
  package var id: String

  /// Its path, or empty.
  package var path: String

  /// Its title, or empty.
  package var title: String

  /// Its date.
  package var date: CalendarDate?

  /// The language that most of it is in, as a tag; empty if that is not known.
  package var language: String

  /// Its headings.
  package var headings: [String]

  /// Its running text.
  package var text: String

  /// Its values by facet, facets in the order of the vocabulary.
  package var tags: [HitTags]
}

extension SearchIndex {
  /// The document with an identifier or, failing that, with a path.
  ///
  /// - Parameter name: the identifier or the path.
  /// - Returns: the document; `nil` if there is none, or the reader of the index may not read it.
  /// - Throws: `IndexError`.
  package func document(named name: String) throws -> StoredDocument? {
    guard let hit = try hit(named: name) else { return nil }
    let segment = segments[hit.segment]
    let document = Int(hit.document)
    let names = try segment.names(of: document)
    if let reader, !reader.isRoot, reader.isRefused(names.id) { return nil }
    let stored = try StoredTexts(self).text(of: hit)
    return StoredDocument(
      id: names.id, path: names.path, title: names.title,
      date: CalendarDate(rawValue: try segment.dates[document]), language: stored.language,
      headings: stored.headings, text: stored.text,
      tags: try tags(of: document, in: segment))
  }

  /// The keys of the facets whose values are shown as tags.
  var tagKeys: [String] { facetKeys.filter { $0 != FacetKeys.year } }

  /// The values that a document has of each facet.
  func tags(of document: Int, in segment: Segment) throws -> [HitTags] {
    let columns = Dictionary(segment.facets.map { ($0.key, $0) }) { first, _ in first }
    return try tagKeys.compactMap { key in
      guard let column = columns[key] else { return nil }
      let members = try column.members(ofSet: try column.set(of: document))
      let values = try members.map { member in
        let value = try column.value(member)
        guard let vocabulary, let concept = vocabulary.concept(uri: value)
        else { return FacetValue(label: value, concept: nil) }
        return FacetValue(label: vocabulary.preferredLabel(of: concept), concept: value)
      }
      return values.isEmpty ? nil : HitTags(key: key, values: values)
    }
  }
}
