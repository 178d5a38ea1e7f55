internal import Cataloging
package import JSONCoding
internal import Matching
internal import Model
internal import Taxonomy

/// What the documents of a share call things, and the vocabulary does not know.
package struct UnknownTermsReport: Sendable {
  /// Where terms stand.
  package enum Place: String, Sendable, CaseIterable {
    /// In a field of the metadata, for keywords or categories.
    case metadata = "metadata"
    /// In the text, as a name.
    case text = "text"
  }

  /// A term that no label of the vocabulary is.
  package struct Term: Sendable, Hashable {
    /// Where it stands.
    package let place: Place
    /// The term as it is written most often.
    package let term: String
    /// In how many documents.
    package let documents: Int
    /// The label that is spelled nearly so; empty if none is.
    package let nearest: String
  }

  /// The root of the share.
  package let share: String

  /// The terms, those of metadata first, the most frequent first.
  package let terms: [Term]

  /// The terms of a share that the vocabulary does not know, from documents that may be named to this account.
  ///
  /// - Parameters:
  ///   - workspace: the workspace.
  ///   - folder: the root of the share.
  ///   - least: in how many documents a term must stand, from 1.
  ///   - limit: how many terms of each place to give, from 0.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Throws: `WorkspaceError`, `CatalogError`, `StorageError`; `CancellationError` if `progress` ends it.
  package init(
    _ workspace: Workspace, share folder: String, least: Int, limit: Int,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws {
    let vocabulary = try workspace.vocabularies.current()
    let labels = try workspace.vocabularies.labels(of: vocabulary)
    let resolver = ConceptResolver(vocabulary, index: labels)
    let catalog = try workspace.openCatalogForReading()
    let share = try catalog.share(named: folder)
    var names = UnknownNames(beside: labels)
    var values = MetadataTerms()
    let named = NamedDocuments(workspace, catalog)
    let entries = try catalog.entries(of: share).filter { try named.contains($0.path, in: share) }
    for (done, entry) in entries.enumerated() {
      guard progress(done, entries.count) else { throw CancellationError() }
      guard let document = try catalog.document(entry.id) else { continue }
      names.add(document.text)
      values.add(document, resolver)
    }
    func term(_ place: Place, _ found: (term: String, documents: Int)) -> Term {
      var nearest = ""
      if case .none(let labels) = resolver.resolve(found.term, policy: .typed) {
        nearest = labels.first.map { vocabulary.text(of: $0) } ?? ""
      }
      return Term(
        place: place, term: found.term, documents: found.documents, nearest: nearest)
    }
    self.share = share.root
    terms =
      values.counts.found(inAtLeast: least).prefix(limit).map { term(.metadata, $0) }
      + names.counts.found(inAtLeast: least).prefix(limit).map { term(.text, $0) }
  }
}

/// Counts the values of metadata that stand for no concept.
private struct MetadataTerms {
  private(set) var counts = TermCounts()
  private var isKnown: [String: Bool] = [:]

  /// Counts the values of a document, each once.
  mutating func add(_ document: Document, _ resolver: ConceptResolver) {
    let values = Set(
      document.metadata.filter { [.keyword, .category, .facet].contains($0.role) }.map(\.value))
    var unknown: [String] = []
    for value in values where !value.isEmpty {
      // Documents of a share have the same few values again and again.
      let known = isKnown[value] ?? !resolver.resolve(value).candidates.isEmpty
      isKnown[value] = known
      if !known { unknown.append(value) }
    }
    counts.add(unknown)
  }
}

// MARK: - As records

extension UnknownTermsReport {
  /// The fields of the records.
  package static let columns = [
    Column("term"), Column("documents", isNumber: true), Column("place"),
    Column("nearest", heading: "nearest label"),
  ]

  /// A record for each term.
  package var records: [[JSONValue]] {
    terms.map {
      [.string($0.term), .integer($0.documents), .string($0.place.rawValue), .string($0.nearest)]
    }
  }

  /// The report as one page that needs nothing else and prints well.
  package var html: [UInt8] {
    var page = ReportPage(share, "\(terms.count) terms that no label is", what: "unknown terms")
    page.add("<table><thead><tr><th>term</th><th>documents</th><th>place</th>")
    page.add("<th>nearest label</th></tr></thead><tbody>\n")
    for term in terms {
      page.add("<tr><th>\(ReportPage.text(term.term))</th><td>\(term.documents)</td>")
      page.add("<td class=\"name\">\(term.place.rawValue)</td>")
      page.add("<td class=\"name\">\(ReportPage.text(term.nearest))</td></tr>\n")
    }
    page.add("</tbody></table>\n")
    return page.finished()
  }
}
