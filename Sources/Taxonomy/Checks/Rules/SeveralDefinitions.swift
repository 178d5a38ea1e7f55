/// Reports concepts with two different definitions in one language.
struct SeveralDefinitions: VocabularyRule {
  static let name = "SeveralDefinitions"
  static let summary = "Concepts with two different definitions in one language"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    for concept in vocabulary.concepts where vocabulary.hasNotes(concept) {
      var known: Set<String> = []
      var told: Set<String> = []
      for note in vocabulary.notes(of: concept) where note.kind == .definition {
        guard !known.insert(note.language).inserted, told.insert(note.language).inserted else {
          continue
        }
        let language =
          note.language.isEmpty ? "" : " in \"\(LanguageTag.conventional(note.language))\""
        report.add(
          concept, "\(subject.name(concept)) has several definitions\(language)",
          remedy: "keep one definition, and make the others notes or scope notes")
      }
    }
  }
}
