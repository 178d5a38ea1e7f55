internal import MappedStorage
package import Model

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
      tags: try self.tags.tags(of: document, in: hit.segment))
  }
}
