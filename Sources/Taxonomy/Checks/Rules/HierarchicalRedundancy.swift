/// Reports broader relations that others imply.
struct HierarchicalRedundancy: VocabularyRule {
  static let name = "HierarchicalRedundancy"
  static let summary = "Broader relations that others imply"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts where vocabulary.count(of: .broader, from: concept) > 1 {
      let parents = vocabulary.broader(of: concept)
      for far in parents {
        guard
          let near = parents.first(where: {
            $0 != far && subject.ancestry.isAbove(far.rawValue, $0.rawValue)
          })
        else { continue }
        report.add(
          concept,
          "\(subject.name(far)) is stated as broader than \(subject.name(concept)), and follows "
            + "from \(subject.name(near))",
          remedy: "remove the broader relation to \(subject.name(far))")
      }
    }
  }
}
