internal import Searching
internal import System
internal import Taxonomy

/// A query that a workspace keeps under a name.
package struct SavedQuery: Hashable, Sendable {
  /// The name, which `query:name` stands for.
  package var name: String

  /// The query.
  package var query: String
}

/// Why a query cannot be kept under a name.
package enum SavedQueryError: Error, Equatable, Sendable {
  /// The name is empty or has other characters than letters, digits, `-`, `_` and `.`.
  case badName(String)

  /// There is no query of that name; the known names are given.
  case unknown(String, known: [String])
}

extension SavedQueryError: CustomStringConvertible {
  /// The cause, and a hint.
  package var description: String {
    switch self {
    case .badName(let name):
      "'\(name)' is not a name for a query\nHint: use letters, digits, '-', '_' and '.'"
    case .unknown(let name, let known):
      "no query was saved as '\(name)'"
        + (known.isEmpty ? "" : "\nHint: there are \(known.joined(separator: ", "))")
    }
  }
}

/// The queries that people keep in a workspace under names.
package struct SavedQueries: Sendable {
  private let workspace: Workspace

  /// The queries of a workspace.
  package init(_ workspace: Workspace) { self.workspace = workspace }

  private var path: String { "\(workspace.folder)/queries.tsv" }

  /// The saved queries, by name.
  ///
  /// - Throws: `StorageError`.
  package func all() throws -> [SavedQuery] {
    guard PathAccess.exists(path) else { return [] }
    return try CheckedLines.read(path).map { line in
      guard let tab = line.firstIndex(of: "\t") else {
        throw StorageError.damaged(path: path, reason: "a line has no tab")
      }
      return SavedQuery(
        name: String(line[..<tab]), query: String(line[line.index(after: tab)...]))
    }
  }

  /// Keeps words and filters as a query under a name, in place of an earlier one.
  ///
  /// - Throws: `SavedQueryError.badName`; `MisreadQuery` if it cannot be understood; `StorageError`.
  package func save(
    _ words: [String], filters: [SearchService.Filter] = [], as name: String
  ) throws {
    let parts = words + filters.map { QuerySyntax.text(of: $0.facetFilter) }
    let query = parts.joined(separator: " ")
    do {
      try save(query, as: name)
    } catch let error as QuerySyntaxError {
      throw MisreadQuery(query: query, error)
    }
  }

  private func save(_ query: String, as name: String) throws {
    let isName =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      }
    guard isName else { throw SavedQueryError.badName(name) }
    let lock = try workspace.lock(for: "query save")
    defer { withExtendedLifetime(lock) {} }
    // A line of the file is a name, a tab and a query.
    let line = query.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
    var kept = try all().filter { $0.name != name }
    kept.append(SavedQuery(name: name, query: line))
    let vocabulary = try workspace.vocabularies.currentIfImported(holding: lock)
    let schemes = vocabulary.map { vocabulary in vocabulary.schemes.map(vocabulary.key(of:)) } ?? []
    let facets = try facetKeys(vocabulary) ?? schemes + [FacetKeys.year]
    let saved = Dictionary(kept.map { ($0.name, $0.query) }) { $1 }
    try QuerySyntax.check(line, facets: facets, saved: saved)
    // As it will be used: only by its name does a query lead back to itself.
    try QuerySyntax.check("query:\(name)", facets: facets, saved: saved)
    try store(kept)
  }

  /// The facets of what is indexed; `nil` if nothing is, or what is cannot be read, for which the next search makes
  /// it anew.
  private func facetKeys(_ vocabulary: Vocabulary?) throws -> [String]? {
    do {
      return try SearchIndex(
        folder: workspace.indexFolder, vocabulary: vocabulary, reader: workspace.named(.current)
      ).facetKeys
    } catch IndexError.missing, IndexError.damaged, IndexError.outdated {
      return nil
    }
  }

  /// Forgets the query of a name.
  ///
  /// - Throws: `SavedQueryError.unknown`, `StorageError`.
  package func remove(_ name: String) throws {
    let lock = try workspace.lock(for: "query remove")
    defer { withExtendedLifetime(lock) {} }
    let known = try all()
    guard known.contains(where: { $0.name == name }) else {
      throw SavedQueryError.unknown(name, known: known.map(\.name))
    }
    try store(known.filter { $0.name != name })
  }

  private func store(_ queries: [SavedQuery]) throws {
    let lines = queries.sorted { $0.name < $1.name }.map { "\($0.name)\t\($0.query)" }
    try CheckedLines.write(lines, to: path)
  }

  /// The queries by their names, as a query may use them.
  ///
  /// - Throws: `StorageError`.
  package func byName() throws -> [String: String] {
    Dictionary(try all().map { ($0.name, $0.query) }, uniquingKeysWith: { $1 })
  }
}
