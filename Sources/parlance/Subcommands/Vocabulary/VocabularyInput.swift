import ArgumentParser
import Glibc
import JSONCoding
import ParlanceKit
import Taxonomy

/// Where a command takes a vocabulary from: files, standard input, or the workspace.
enum VocabularyInput {
  /// Reads files into one vocabulary, breaches of their dialects being findings.
  ///
  /// - Parameters:
  ///   - files: the paths; `-` is standard input.
  ///   - format: the dialect; found from the root element if `nil`.
  ///   - isForCheck: whether the vocabulary is to be as the sources have it, names not carried over,
  ///     and statements are looked at too.
  /// - Returns: the vocabulary and what its importers found.
  /// - Throws: `XMLError` or `VocabularyImportError`.
  static func read(
    _ files: [String], as format: VocabularyFormat?, isForCheck: Bool = false
  ) throws -> VocabularyImport {
    var importer = VocabularyImporter()
    importer.checksStatements = isForCheck
    importer.carriesNamesOver = !isForCheck
    importer.acceptsInvalidDocuments = true
    for file in files {
      // A name of standard input that can be opened like any other file.
      try importer.read(path: file == "-" ? "/dev/stdin" : file, as: format)
    }
    return try importer.finish()
  }

  /// Reads files, or the sources of the workspace if there are none, with all findings.
  static func readToCheck(
    _ files: [String], as format: VocabularyFormat?, or global: GlobalOptions
  ) throws -> VocabularyImport {
    files.isEmpty
      ? try global.existingWorkspace().readSources(isForCheck: true)
      : try read(files, as: format, isForCheck: true)
  }

  /// The scheme of that key, URI or title.
  ///
  /// - Throws: `ValidationError` that names the schemes there are.
  static func scheme(_ name: String?, in vocabulary: Vocabulary) throws -> SchemeOrdinal? {
    guard let name else { return nil }
    if let scheme = vocabulary.scheme(named: name) { return scheme }
    let keys = vocabulary.schemes.map { vocabulary.key(of: $0) }.joined(separator: ", ")
    throw ValidationError("no scheme \"\(name)\"; there are \(keys)")
  }
}
