/// Reports concepts whose URIs are not of the scheme http or https.
struct HTTPURISchemeViolation: VocabularyRule {
  static let summary = "Concepts whose URIs are not of the scheme http or https"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary

    for concept in vocabulary.concepts {
      let bytes = vocabulary.utf8(uriOf: concept)
      guard !bytes.starts(with: "http://".utf8), !bytes.starts(with: "https://".utf8) else {
        continue
      }
      let uri = vocabulary.uri(of: concept)
      report.add(
        concept, "<\(uri)> is not an http or https URI",
        remedy: "choose URIs of a domain that you own, https://…")
    }
  }
}
