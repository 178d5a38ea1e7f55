/// Reports names of deprecated concepts that their successor does not have.
struct OldNameNotCarriedOver: VocabularyRule {
  static let name = "OldNameNotCarriedOver"
  static let summary = "Names of deprecated concepts that their successor does not have"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      guard let replacement = subject.replacements[concept] else { continue }
      var known = Set(
        vocabulary.labels(of: replacement).lazy.map {
          CheckSubject.key(of: vocabulary.text(of: $0))
        })
      var lost: [LabelOrdinal] = []
      for label in vocabulary.labels(of: concept)
      where vocabulary.role(of: label) != .code && vocabulary.kind(of: label) != .hidden {
        let key = CheckSubject.key(of: vocabulary.text(of: label))
        if known.insert(key).inserted { lost.append(label) }
      }
      guard let first = lost.first else { continue }
      let names = lost.prefix(5).map { "\"\(vocabulary.text(of: $0))\"" }.joined(separator: ", ")
      let more = lost.count > 5 ? " and \(lost.count - 5) more" : ""
      report.add(
        concept, label: first,
        "\(names)\(more) \(lost.count == 1 ? "was a name" : "were names") of what is now "
          + "\(subject.name(replacement)), which does not bear \(lost.count == 1 ? "it" : "them")",
        remedy: "add them there as former names; import and --fix do")
    }
  }
}
