internal import Matching
internal import Taxonomy

/// Imports mutants of vocabularies, checks, exports and compiles them; a signal ends the process.
package struct VocabularyTrial {
  /// A trial.
  package init() {}

  /// Imports one document and does everything with it that can be done.
  ///
  /// - Returns: whether it was read.
  package func attempt(_ bytes: [UInt8], name: String) -> Bool {
    var importer = VocabularyImporter()
    importer.acceptsInvalidDocuments = true
    do {
      try importer.read(bytes: bytes, path: name)
      let imported = try importer.finish()
      let vocabulary = imported.vocabulary
      _ = VocabularyChecker().check(vocabulary, importFindings: imported.findings)
      _ = VocabularyDiff(from: vocabulary, to: vocabulary)
      for format in ExportFormat.allCases { _ = try? vocabulary.exported(as: format) }
      for concept in vocabulary.concepts {
        _ = vocabulary.currentConcepts(for: concept)
        for label in vocabulary.labels(of: concept) { _ = vocabulary.label(label) }
      }
      _ = ConceptTables(vocabulary)
      var matcher = LabelMatcher(try LabelIndex.compile(vocabulary))
      matcher.ignoresCase = true
      _ = matcher.matches(in: "Offer 1, Harbor Archive, Ships and tugs in 2009")
      return true
    } catch {
      return false
    }
  }
}
