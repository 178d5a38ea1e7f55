/// Reports concepts that lack a label in a language that others of their scheme have.
struct IncompleteLanguageCoverage: VocabularyRule {
  static let name = "IncompleteLanguageCoverage"
  static let summary = "Concepts that lack a label in a language that others of their scheme have"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    let languages = vocabulary.languageNames

    var expected = LanguageSets(owners: vocabulary.schemeCount, languages: languages.count)
    var present = LanguageSets(owners: vocabulary.conceptCount, languages: languages.count)
    for label in vocabulary.labels {
      let concept = vocabulary.concept(of: label)
      let number = vocabulary.languageNumber(of: label)
      present.insert(number, into: Int(concept.rawValue))
      if vocabulary.role(of: label) != .code, !languages[number].isEmpty,
        let home = vocabulary.home(of: concept)
      {
        expected.insert(number, into: Int(home.rawValue))
      }
    }
    let isExpected = vocabulary.schemes.map { expected.hasSeveral(Int($0.rawValue)) }
    for concept in subject.currentConcepts {
      guard let home = vocabulary.home(of: concept), isExpected[Int(home.rawValue)] else {
        continue
      }
      let missing = expected.members(
        of: Int(home.rawValue), notIn: present, of: Int(concept.rawValue))
      guard !missing.isEmpty else { continue }
      let names = missing.map { LanguageTag.conventional(languages[$0]) }.sorted()
      report.add(
        concept, "\(subject.name(concept)) has no label in \(names.joined(separator: ", "))",
        remedy: "add a preferred label in each language of the scheme")
    }
  }
}
