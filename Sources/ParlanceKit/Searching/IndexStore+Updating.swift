internal import Cataloging
internal import Documents
internal import JSONCoding
internal import MappedStorage
internal import Matching
internal import Model
internal import Searching
internal import System
internal import Taxonomy

extension IndexStore {
  /// Takes up what changed in the catalog since a state of the index.
  func update(
    _ before: IndexState, catalog: Catalog, vocabulary: Vocabulary?, replacing: Bool,
    _ lock: IndexLock, _ progress: (Int, Int) -> Bool
  ) throws -> IndexUpdate {
    var state = before
    var result = IndexUpdate()
    // Otherwise the catalog's files would change once more when it is closed.
    try catalog.emptyLog()
    // Before the revision: what is written in between is then looked for the next time.
    state.stamp = CatalogStamp(path: workspace.catalogPath)
    let revision = try catalog.revision()
    var writer = try IndexWriter(
      folder: workspace.indexFolder, resolver: try conceptResolver(vocabulary),
      vectors: try workspace.vectors.model(), replacing: replacing,
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
      let likely = state.exports.isEmpty ? nil : try LikelyTypes(workspace)
      for path in state.exports {
        do {
          result.added += try Self.index(export: path, into: &writer, likely)
        } catch is InputError {
          // Gone or not readable: the rest of the index is of use all the same.
          result.missingExports.append(path)
        }
      }
    }
    if replacing || result.added + result.removed > 0 { try writer.commit() }
    if state != before { try state.write(to: statePath) }
    return result
  }

  /// Builds the index anew from the catalog and the exports.
  func rebuild(
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

  /// A document of the catalog with the tags that count; `nil` if it is gone.
  private func indexDocument(
    _ number: Int64, catalog: Catalog, shares: [Int64: CatalogShare]
  ) throws -> IndexDocument? {
    guard let document = try catalog.document(number), let place = try catalog.place(of: number),
      let share = shares[place.share]
    else { return nil }
    var facets: [String: [String]] = [:]
    var likely: [String] = []
    for assignment in try catalog.assignments(of: number) {
      if assignment.origin == .pending {
        likely.append(assignment.concept)
      } else {
        facets[assignment.facet, default: []].append(assignment.concept)
      }
    }
    let title = DisplayTitle.of(document)
    // A title that is not shown still finds.
    let hidden = document.title.map { $0 == title ? [] : [$0] } ?? []
    var result = IndexDocument(
      id: ShareStore.identifier(of: place.path, in: share), path: place.path,
      title: title, headings: hidden + document.headings, text: document.text,
      date: document.ownDate,
      language: document.language ?? "", facets: facets)
    result.properties = Self.properties(of: document)
    result.likely = likely
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

  /// Adds the readable documents of an export again; those that are not were told of when it was indexed.
  ///
  /// - Throws: `InputError` if the file cannot be read, `IndexError`, `StorageError`.
  private static func index(
    export path: String, into writer: inout IndexWriter, _ likely: LikelyTypes?
  ) throws -> Int {
    var count = 0
    writer.access = Workspace.readers(ofExport: path)
    defer { writer.access = [] }
    try JSONLines.forEach(in: try InputLines(path: path)) { line in
      guard case .success(let value) = line.value, var document = try? IndexDocument(value) else {
        return
      }
      likely?.add(to: &document, from: value)
      try writer.add(document)
      count += 1
    }
    try likely?.verify()
    return count
  }
}
