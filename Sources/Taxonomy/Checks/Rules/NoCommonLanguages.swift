/// Reports schemes in which no language is common to all concepts.
struct NoCommonLanguages: VocabularyRule {
  static let name = "NoCommonLanguages"
  static let summary = "Schemes in which no language is common to all concepts"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var common = LanguageSets(
      owners: vocabulary.schemeCount, languages: vocabulary.languageNames.count)
    var hasConcepts = [Bool](repeating: false, count: vocabulary.schemeCount)
    for concept in subject.currentConcepts {
      guard let home = vocabulary.home(of: concept).map({ Int($0.rawValue) }) else { continue }
      let number = Int(concept.rawValue)
      // What has a code only has no language to lack; `MissingLabels` reports it.
      guard !subject.languages.isEmpty(number) else { continue }
      if hasConcepts[home] {
        common.formIntersection(subject.languages, of: number, with: home)
      } else {
        common.assign(subject.languages, of: number, to: home)
        hasConcepts[home] = true
      }
    }
    for scheme in vocabulary.schemes
    where hasConcepts[Int(scheme.rawValue)] && common.isEmpty(Int(scheme.rawValue)) {
      report.add(
        scheme, "no language is common to all concepts of \"\(vocabulary.key(of: scheme))\"",
        remedy: "choose one language in which every concept has a preferred label")
    }
  }
}
