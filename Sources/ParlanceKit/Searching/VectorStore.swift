internal import Cataloging
internal import Glibc
internal import Searching
internal import System
internal import Taxonomy

/// The word vectors of a workspace, by which the search index knows what documents mean.
package struct VectorStore: Sendable {
  let workspace: Workspace

  /// How many numbers of a vector may be kept.
  package static let dimensionCounts = VectorModelFile.dimensionCounts

  /// What a model has.
  package struct Summary: Equatable, Sendable {
    /// How many pieces of words it knows.
    package let pieces: Int
    /// How many numbers a vector has.
    package let dimensions: Int
  }

  /// Files of more bytes are refused.
  private static let longestFile = 1 << 30

  /// Installs word vectors in place of earlier ones, and builds the search index anew if there is one.
  ///
  /// - Parameters:
  ///   - files: a safetensors file and a tokenizer.json of one model, in any order.
  ///   - dimensions: how many of the first numbers of each vector to keep, one of
  ///     `dimensionCounts`.
  ///   - observer: is told what becomes of the index.
  /// - Returns: what the model has.
  /// - Throws: `VectorModelError`, and then all is as before; `CancellationError`, `CatalogError`, `StorageError`,
  ///   `IndexError`.
  package func install(
    _ files: [String], dimensions: Int, observer: IndexObserver
  ) throws -> Summary {
    let contents = try files.map { (bytes: try Self.read($0), path: $0) }
    let matrices = contents.filter { Self.isMatrix($0.bytes) }
    let tokenizers = contents.filter { !Self.isMatrix($0.bytes) }
    guard matrices.count == 1, tokenizers.count == 1 else {
      throw VectorModelError(
        path: files.joined(separator: ", "),
        reason: "two files are wanted, the vectors (.safetensors) and their tokenizer.json",
        remedy: "make vectors gets such files")
    }
    let compiled = try writing {
      try VectorModelFile.compile(
        matrix: matrices[0], tokenizer: tokenizers[0], dimensions: dimensions,
        to: workspace.vectorsPath)
    }
    try rebuildIndex(observer)
    return Summary(pieces: compiled.pieces, dimensions: compiled.dimensions)
  }

  /// Removes the word vectors, and builds the search index anew if there is one.
  ///
  /// - Parameter observer: is told what becomes of the index.
  /// - Returns: whether there were any.
  /// - Throws: `CancellationError`, `CatalogError`, `StorageError`, `IndexError`.
  package func remove(observer: IndexObserver) throws -> Bool {
    let wereAny = try writing {
      do throws(SystemError) {
        return try PathChange.removeFile(workspace.vectorsPath)
      } catch {
        throw StorageError.unwritable(path: workspace.vectorsPath, errno: error.number)
      }
    }
    if wereAny { try rebuildIndex(observer) }
    return wereAny
  }

  private func rebuildIndex(_ observer: IndexObserver) throws {
    guard workspace.searchIndex.exists else { return }
    observer.updated(
      try workspace.searchIndex.rebuild(
        catalog: try workspace.openCatalog(),
        vocabulary: try workspace.vocabularies.currentIfImported(), progress: observer.progress))
  }

  /// The model; `nil` if none is installed.
  ///
  /// - Throws: `VectorModelError`.
  func model() throws -> VectorModel? {
    guard PathAccess.exists(workspace.vectorsPath) else { return nil }
    return try VectorModel(path: workspace.vectorsPath)
  }

  private func writing<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = try workspace.lock(for: "vectors")
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }

  /// Whether bytes begin with the length of a header, in which there are zeros; JSON has none.
  private static func isMatrix(_ bytes: [UInt8]) -> Bool { bytes.prefix(8).contains(0) }

  /// The bytes of a file, which others may change meanwhile.
  private static func read(_ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      try FileDescriptor(reading: path).forEachPiece { piece in
        guard bytes.count + piece.count <= longestFile else {
          throw VectorModelError(path: path, reason: "larger than \(longestFile >> 20) MiB")
        }
        bytes += piece
      }
    } catch let error as SystemError {
      throw VectorModelError(path: path, reason: "cannot be read: \(error)")
    }
    return bytes
  }
}

extension Workspace {
  /// The word vectors.
  package var vectors: VectorStore { VectorStore(workspace: self) }
}
