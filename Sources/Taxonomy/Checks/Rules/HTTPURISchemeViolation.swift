/// Reports concepts whose URIs are not of the scheme http or https.
struct HTTPURISchemeViolation: VocabularyRule {
  static let name = "HTTPURISchemeViolation"
  static let summary = "Concepts whose URIs are not of the scheme http or https"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    var faults = FaultsByScheme(vocabulary)
    for concept in vocabulary.concepts {
      let bytes = vocabulary.utf8(uriOf: concept)
      let isWebAddress =
        bytes.starts(with: "http://".utf8) || bytes.starts(with: "https://".utf8)
      faults.count(concept, isFaulty: !isWebAddress)
    }
    let remedy = "choose URIs of a domain that you own, https://…"
    faults.report(
      into: &report, ofAll: { "none of the \($0) concepts of \($1) has an http or https URI" },
      remedyForAll: remedy
    ) { concept, report in
      report.add(
        concept, "<\(vocabulary.uri(of: concept))> is not an http or https URI", remedy: remedy)
    }
  }
}
