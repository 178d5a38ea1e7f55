package import Taxonomy

/// Vocabularies read from files, without a workspace.
package enum VocabularyInput {
  /// Reads files into one vocabulary, breaches of their dialects being findings.
  ///
  /// - Parameters:
  ///   - files: the paths; `-` is standard input.
  ///   - format: the dialect; found from the root element if `nil`.
  ///   - isForCheck: whether the vocabulary is to be as the sources have it, names not carried over,
  ///     and statements are looked at too.
  /// - Returns: the vocabulary and what its importers found.
  /// - Throws: `XMLError` or `VocabularyImportError`.
  package static func read(
    _ files: [String], as format: VocabularyFormat?, isForCheck: Bool = false
  ) throws -> VocabularyImport {
    var importer = VocabularyImporter()
    importer.checksStatements = isForCheck
    importer.carriesNamesOver = !isForCheck
    importer.acceptsInvalidDocuments = true
    for file in files {
      // A name of standard input that can be opened like any other file.
      try importer.readFile(file == "-" ? "/dev/stdin" : file, as: format)
    }
    return try importer.finish()
  }
}

extension Vocabulary {
  /// The scheme that a person names.
  ///
  /// - Parameters:
  ///   - name: its key, URI or title.
  ///   - noun: what the person knows it as.
  /// - Returns: the scheme.
  /// - Throws: `RequestError` that names the schemes there are.
  package func scheme(asked name: String, calledA noun: String = "scheme") throws -> SchemeOrdinal {
    if let scheme = scheme(named: name) { return scheme }
    let known = schemes.map { key(of: $0) }.joined(separator: ", ")
    throw RequestError("Unknown \(noun) '\(name)'. Known: \(known).")
  }
}
