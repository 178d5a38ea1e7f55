internal import Glibc
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

extension Workspace {
  private var savedQueryPath: String { "\(folder)/queries.tsv" }

  /// The saved queries, by name.
  ///
  /// - Throws: `StorageError`.
  package func savedQueries() throws -> [SavedQuery] {
    guard unsafe access(savedQueryPath, F_OK) == 0 else { return [] }
    return try CheckedLines.read(savedQueryPath).map { line in
      guard let tab = line.firstIndex(of: "\t") else {
        throw StorageError.damaged(path: savedQueryPath, reason: "a line has no tab")
      }
      return SavedQuery(
        name: String(line[..<tab]), query: String(line[line.index(after: tab)...]))
    }
  }

  /// Keeps a query under a name, in place of an earlier one.
  ///
  /// - Throws: `SavedQueryError.badName`; `QuerySyntaxError` if it cannot be understood;
  ///   `StorageError`.
  package func save(query: String, as name: String) throws {
    let isName =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      }
    guard isName else { throw SavedQueryError.badName(name) }
    let lock = try lock(for: "query save")
    defer { withExtendedLifetime(lock) {} }
    let line = query.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
    var all = try savedQueries().filter { $0.name != name }
    all.append(SavedQuery(name: name, query: line))
    let vocabulary = try vocabularyIfImported(holding: lock)
    let schemes = vocabulary.map { vocabulary in vocabulary.schemes.map(vocabulary.key(of:)) } ?? []
    let index = try? SearchIndex(
      folder: indexFolder, vocabulary: vocabulary, reader: .current)
    let facets = index?.facetKeys ?? schemes + [FacetKeys.year]
    let saved = Dictionary(all.map { ($0.name, $0.query) }) { $1 }
    try QuerySyntax.check(line, facets: facets, saved: saved)
    try QuerySyntax.check("query:\(name)", facets: facets, saved: saved)
    try store(all)
  }

  /// Forgets the query of a name.
  ///
  /// - Throws: `SavedQueryError.unknown`, `StorageError`.
  package func removeSavedQuery(_ name: String) throws {
    let lock = try lock(for: "query remove")
    defer { withExtendedLifetime(lock) {} }
    let all = try savedQueries()
    guard all.contains(where: { $0.name == name }) else {
      throw SavedQueryError.unknown(name, known: all.map(\.name))
    }
    try store(all.filter { $0.name != name })
  }

  private func store(_ queries: [SavedQuery]) throws {
    let lines = queries.sorted { $0.name < $1.name }.map { "\($0.name)\t\($0.query)" }
    try CheckedLines.write(lines, to: savedQueryPath)
  }
}
