/// Reports schemes in which no language is common to all concepts.
struct NoCommonLanguages: VocabularyRule {
  static let summary = "Schemes in which no language is common to all concepts"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var common = [Set<String>?](repeating: nil, count: vocabulary.schemeCount)
    for concept in subject.currentConcepts {
      guard let home = vocabulary.schemes(of: concept).first else { continue }
      let names = vocabulary.labels(of: concept).lazy.filter { vocabulary.role(of: $0) != .code }
      // What has a code only has no language to lack; `MissingLabels` reports it.
      guard !names.isEmpty else { continue }
      let present = Set(names.map { vocabulary.language(of: $0) })
      common[Int(home.rawValue)] = common[Int(home.rawValue)]?.intersection(present) ?? present
    }
    for scheme in vocabulary.schemes where common[Int(scheme.rawValue)]?.isEmpty == true {
      report.add(
        scheme, "no language is common to all concepts of \"\(vocabulary.key(of: scheme))\"",
        remedy: "choose one language in which every concept has a preferred label")
    }
  }
}
