package import Cataloging
internal import Documents
internal import Glibc
internal import JSONCoding
internal import MappedStorage
internal import Matching
internal import Model
package import Searching
internal import System
package import Taxonomy

/// What bringing the index up to date came to.
package struct IndexUpdate: Equatable, Sendable {
  /// How many documents were added or replaced.
  package var added = 0

  /// How many documents were taken out.
  package var removed = 0

  /// Whether the index was built anew because it was missing, damaged or of another version.
  package var isRebuilt = false

  /// Whether another command was changing the index, so that it was left as it was.
  package var isBusy = false

  /// Whether the index is older than the catalog, and who asks may not change it.
  package var isBehind = false

  /// Exports that belong to the index but could not be read again, with the reason.
  package var missingExports: [String] = []
}

extension Workspace {
  private var indexStatePath: String { "\(indexFolder)/state" }

  /// Whether the index shows what the catalog holds, found without opening the catalog.
  package var isIndexCurrent: Bool {
    let stamp = CatalogStamp(path: catalogPath)
    guard let state = try? IndexState(contentsOf: indexStatePath) else {
      return !stamp.hasCatalog && SearchIndex.exists(in: indexFolder)
    }
    return state.stamp == stamp || !stamp.hasCatalog
  }

  /// Brings the search index up to date with the catalog.
  ///
  /// Changed documents are added, removed ones taken out. A damaged index, or one of another version,
  /// is built anew.
  ///
  /// - Parameters:
  ///   - catalog: the catalog of this workspace.
  ///   - vocabulary: tells to which facet a tag belongs.
  ///   - patience: how many seconds to wait for another command that changes the index.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: what was done.
  /// - Throws: `CatalogError`, `StorageError`, `IndexError`, also `.busy`.
  package func updateIndex(
    catalog: Catalog, vocabulary: Vocabulary?, patience: Double = 60,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> IndexUpdate {
    try create()
    let lock = try lockIndex(patience: patience)
    do {
      let state = try IndexState(withIdentifiersOf: indexStatePath)
      return try update(
        state, catalog: catalog, vocabulary: vocabulary, replacing: false, lock, progress)
    } catch IndexError.damaged, IndexError.outdated, IndexError.missing, is StorageError {
      let state = try? IndexState(withIdentifiersOf: indexStatePath)
      return try rebuild(state, catalog: catalog, vocabulary: vocabulary, lock, progress)
    }
  }

  /// Takes the right to change the index; what killed commands left half-written in it goes.
  private func lockIndex(patience: Double = 60) throws -> IndexLock {
    let lock = try IndexLock(folder: indexFolder, patience: patience)
    Self.removeLeftovers(in: indexFolder, isAlone: true)
    return lock
  }

  /// Builds the search index anew, as after damage that was found while searching.
  ///
  /// - Parameters:
  ///   - catalog: the catalog of this workspace.
  ///   - vocabulary: tells to which facet a tag belongs.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: what was done.
  /// - Throws: `CatalogError`, `StorageError`, `IndexError`.
  package func rebuildIndex(
    catalog: Catalog, vocabulary: Vocabulary?, progress: (_ done: Int, _ total: Int) -> Bool
  ) throws -> IndexUpdate {
    let lock = try lockIndex()
    let state = try? IndexState(withIdentifiersOf: indexStatePath)
    return try rebuild(state, catalog: catalog, vocabulary: vocabulary, lock, progress)
  }

  /// Indexes the documents of JSON Lines exports beside those of the catalog, in one step.
  ///
  /// - Parameters:
  ///   - paths: the files; `nil` for lines that come from elsewhere and cannot be read again.
  ///   - vocabulary: tells what a tag or a facet value names.
  ///   - replacing: whether all exports that were indexed before are forgotten.
  ///   - fill: adds the documents of the file at an index to the writer.
  /// - Returns: what `fill` returned for each file.
  /// - Throws: what `fill` throws, and then the index is as before; `StorageError`, `IndexError`.
  package func indexExports(
    _ paths: [String?], vocabulary: Vocabulary?, replacing: Bool = false,
    _ fill: (inout IndexWriter, Int) throws -> Int
  ) throws -> [Int] {
    try create()
    let lock = try lockIndex()
    var state = IndexState()
    if !replacing, let known = try? IndexState(withIdentifiersOf: indexStatePath) { state = known }
    var writer = try IndexWriter(
      folder: indexFolder, resolver: try conceptResolver(vocabulary), replacing: replacing,
      lock: lock)
    let counts = try paths.indices.map { number in
      writer.access =
        paths[number].map { Self.readers(ofExport: Self.absoluteFile($0)) }
        ?? [DocumentAccess.everybody]
      return try fill(&writer, number)
    }
    for path in paths {
      guard let path else {
        state.hasPipedDocuments = true
        continue
      }
      let absolute = Self.absoluteFile(path)
      if !state.exports.contains(absolute) { state.exports.append(absolute) }
    }
    try writer.commit()
    try CheckedLines.write(state.exports, to: exportListPath)
    try state.write(to: indexStatePath)
    return counts
  }

  /// What says which concept a tag means; `nil` without a vocabulary.
  private func conceptResolver(_ vocabulary: Vocabulary?) throws -> ConceptResolver? {
    try vocabulary.map { ConceptResolver($0, index: try labelIndex(for: $0)) }
  }

  /// The list of the exports, apart from the index so that it outlives it.
  private var exportListPath: String { "\(root)/\(Self.folderName)/exports.list" }

  /// The exports to index again when the index and its state are lost.
  private func savedExports() throws -> [String] {
    guard unsafe access(exportListPath, F_OK) == 0 else { return [] }
    return try CheckedLines.read(exportListPath).map(String.init)
  }

  private static func absoluteFile(_ path: String) -> String {
    SharePath(path).resolved()?.string ?? path
  }
}

// MARK: - Updating

extension Workspace {
  private func update(
    _ before: IndexState, catalog: Catalog, vocabulary: Vocabulary?, replacing: Bool,
    _ lock: IndexLock, _ progress: (Int, Int) -> Bool
  ) throws -> IndexUpdate {
    var state = before
    var result = IndexUpdate()
    // Before the revision: what is written in between is then looked for the next time.
    // Otherwise the catalog's files would change once more when it is closed.
    try catalog.emptyLog()
    state.stamp = CatalogStamp(path: catalogPath)
    let revision = try catalog.revision()
    var writer = try IndexWriter(
      folder: indexFolder, resolver: try conceptResolver(vocabulary), replacing: replacing,
      lock: lock)
    if revision != before.revision || replacing {
      let changes = try catalog.changes(after: before.revision)
      for number in changes.removed {
        guard let id = state.identifiers.removeValue(forKey: number) else { continue }
        try writer.remove(id: id)
        result.removed += 1
      }
      let shares = Dictionary(
        try catalog.shares().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
      for (done, number) in changes.changed.enumerated() {
        guard progress(done, changes.changed.count) else { throw CancellationError() }
        let old = state.identifiers.removeValue(forKey: number)
        if let document = try indexDocument(number, catalog: catalog, shares: shares) {
          if let old, old != document.id { try writer.remove(id: old) }
          try writer.add(document)
          state.identifiers[number] = document.id
          result.added += 1
        } else if let old {
          try writer.remove(id: old)
          result.removed += 1
        }
      }
      state.revision = revision
    }
    if replacing {
      for path in state.exports {
        do {
          result.added += try Self.index(export: path, into: &writer)
        } catch is StorageError { result.missingExports.append(path) }
      }
    }
    if replacing || result.added + result.removed > 0 { try writer.commit() }
    if state != before { try state.write(to: indexStatePath) }
    return result
  }

  private func rebuild(
    _ before: IndexState?, catalog: Catalog, vocabulary: Vocabulary?, _ lock: IndexLock,
    _ progress: (Int, Int) -> Bool
  ) throws -> IndexUpdate {
    var state = IndexState()
    state.exports = try before?.exports ?? savedExports()
    var result = try update(
      state, catalog: catalog, vocabulary: vocabulary, replacing: true, lock, progress)
    if before?.hasPipedDocuments == true { result.missingExports.append("-") }
    result.isRebuilt = true
    return result
  }

  /// A document of the catalog with the tags that count; `nil` if it was refused or is gone.
  private func indexDocument(
    _ number: Int64, catalog: Catalog, shares: [Int64: CatalogShare]
  ) throws -> IndexDocument? {
    guard let document = try catalog.document(number), let place = try catalog.place(of: number),
      let share = shares[place.share]
    else { return nil }
    var facets: [String: [String]] = [:]
    for assignment in try catalog.assignments(of: number) where assignment.origin != .pending {
      facets[assignment.facet, default: []].append(assignment.concept)
    }
    let title = DisplayTitle.of(document)
    // A title that is not shown still finds.
    let hidden = document.title.map { $0 == title ? [] : [$0] } ?? []
    var result = IndexDocument(
      id: Self.identifier(of: place.path, in: share), path: place.path,
      title: title, headings: hidden + document.headings, text: document.text,
      date: document.ownDate,
      language: document.language ?? "", facets: facets)
    result.properties = Self.properties(of: document)
    if let list = try catalog.accessList(of: number) {
      result.access = list.split(separator: " ").map(String.init)
    }
    return result
  }

  /// What the metadata of a document says for the fields of queries.
  private static func properties(of document: Document) -> [DocumentProperty: [String]] {
    var properties: [DocumentProperty: [String]] = [:]
    for field in document.metadata where !field.value.isEmpty {
      switch (field.name.lowercased(), field.role) {
      case ("from", _): properties[.from, default: []].append(field.value)
      case ("to", _), ("cc", _), ("bcc", _): properties[.to, default: []].append(field.value)
      case (_, .author): properties[.author, default: []].append(field.value)
      case (_, .keyword): properties[.keyword, default: []].append(field.value)
      default: break
      }
    }
    return properties
  }

  /// Adds the readable documents of an export again.
  private static func index(export path: String, into writer: inout IndexWriter) throws -> Int {
    var count = 0
    writer.access = Self.readers(ofExport: path)
    defer { writer.access = [] }
    try JSONLines.forEach(in: try InputLines(path: path)) { line in
      guard case .success(let value) = line.value, let document = try? IndexDocument(value) else {
        return
      }
      try writer.add(document)
      count += 1
    }
    return count
  }
}
