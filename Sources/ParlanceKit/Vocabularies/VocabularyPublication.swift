internal import Taxonomy

/// A vocabulary as static pages.
package struct VocabularyPublication {
  private let site: VocabularySite

  /// The pages of the vocabulary of files, or of the workspace.
  ///
  /// - Parameters:
  ///   - files: the files; the workspace's vocabulary if there are none.
  ///   - dialect: their dialect, unless it is to be found.
  ///   - language: the language of names.
  ///   - workspace: is asked for the workspace if there are no files.
  /// - Throws: what reading throws.
  package init(
    of files: [String], as dialect: VocabularyDialect?, language: String,
    or workspace: () throws -> Workspace
  ) throws {
    let vocabulary =
      files.isEmpty
      ? try workspace().vocabularies.current()
      : try VocabularyInput.read(files, as: dialect).vocabulary
    site = VocabularySite(vocabulary, language: language.lowercased())
  }

  /// Gives every file, one after the other.
  ///
  /// - Parameter write: takes the path below the folder of the site, and the content.
  /// - Throws: what `write` throws.
  package func forEachFile(_ write: (_ path: String, _ bytes: [UInt8]) throws -> Void) throws {
    try site.forEachFile(write)
  }
}
