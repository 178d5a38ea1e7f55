internal import Searching

/// Whom the reading of exports tells of its course.
package struct ExportObserver {
  /// Called with why a line is not a document.
  package var refused: (any Error) -> Void

  /// Called now and then with the number of documents of a file so far; what it throws ends the reading.
  package var progress: (_ count: Int) throws -> Void

  /// An observer.
  package init(
    refused: @escaping (any Error) -> Void, progress: @escaping (_ count: Int) throws -> Void
  ) {
    self.refused = refused
    self.progress = progress
  }
}

/// What came of indexing the documents of an export.
package struct IndexedExport: Equatable, Sendable {
  /// The file, `-` for standard input.
  package let file: String
  /// How many documents it has.
  package let documents: Int
  /// How many lines are not documents.
  package let refused: Int

  /// The fields of its record.
  package static let columns = [
    Column("file"), Column("documents", isNumber: true), Column("refused", isNumber: true),
  ]

  /// The record.
  package var record: [JSONValue] { [.string(file), .integer(documents), .integer(refused)] }
}

extension IndexStore {
  /// Indexes the documents of JSON Lines exports beside those of the catalog, in one step.
  ///
  /// - Parameters:
  ///   - files: the files, `-` for standard input, which cannot be read again.
  ///   - replacing: whether all exports that were indexed before are forgotten.
  ///   - observer: is told of the course.
  /// - Returns: what came of each file.
  /// - Throws: `InputError`, what the observer throws, and then the index is as before; `StorageError`,
  ///   `IndexError`.
  package func index(
    exports files: [String], replacing: Bool, observer: ExportObserver
  ) throws -> [IndexedExport] {
    var result: [IndexedExport] = []
    let likely = try LikelyTypes(workspace)
    _ = try index(
      exports: files.map { $0 == "-" ? nil : $0 },
      vocabulary: try workspace.vocabularies.currentIfImported(),
      replacing: replacing
    ) { writer, index in
      let indexed = try writer.add(export: files[index], observer: observer, likely: likely)
      result.append(indexed)
      // Before the index is committed: documents read without what the workspace knows must not get
      // into it.
      try likely?.verify()
      return indexed.documents
    }
    return result
  }
}

extension IndexWriter {
  /// Adds the documents of an export; lines that are not documents are told and counted.
  ///
  /// - Throws: `InputError`, `IndexError`; what the observer throws.
  mutating func add(
    export file: String, observer: ExportObserver, likely: LikelyTypes? = nil
  ) throws -> IndexedExport {
    var documents = 0
    var refused = 0
    var batch = ExportBatch(file: file == "-" ? "standard input" : file, likely: likely)
    func finish(_ writer: inout IndexWriter) throws {
      for result in batch.read() {
        switch result {
        case .success(let document):
          try writer.add(document)
          documents += 1
        case .failure(let error):
          refused += 1
          observer.refused(error)
        }
      }
      try observer.progress(documents)
    }
    let lines = try InputLines(path: file)
    while true {
      do throws(InputError) {
        guard let line = try lines.next() else { break }
        batch.add(line[...], number: lines.count)
      } catch {
        guard case .lineTooLong = error.code else { throw error }
        // What came before this line is told before it.
        try finish(&self)
        refused += 1
        observer.refused(error)
        try lines.skipLine()
      }
      if batch.isFull { try finish(&self) }
    }
    try finish(&self)
    return IndexedExport(file: file, documents: documents, refused: refused)
  }
}
