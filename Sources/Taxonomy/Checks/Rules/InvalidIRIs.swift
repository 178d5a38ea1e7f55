/// Reports identifiers and links that are not IRIs, and identifiers that differ in percent-encoding
/// or in the case of scheme and host only (RFC 3986, 6.2.2).
struct InvalidIRIs: VocabularyRule {
  static let name = "InvalidIRIs"
  static let summary =
    "Identifiers and links that are not IRIs, or the same one written in two ways"

  static func check(_ subject: CheckSubject, _ report: inout CheckReport) {
    let vocabulary = subject.vocabulary
    for scheme in vocabulary.schemes {
      let uri = vocabulary.uri(of: scheme)
      if let fault = IRI.fault(in: uri) {
        report.add(scheme, message(uri, fault), remedy: remedy(uri))
      }
    }
    var spellings: [String: ConceptOrdinal] = [:]
    for concept in vocabulary.concepts {
      let uri = vocabulary.uri(of: concept)
      if let fault = IRI.fault(in: uri) {
        let isTaken = vocabulary.concept(uri: IRI.encoded(uri)) != nil
        report.add(
          concept, message(uri, fault),
          remedy: isTaken
            ? "give it another identifier: <\(IRI.encoded(uri))> is another concept's" : remedy(uri)
        )
      }
      let normal = IRI.normalized(uri)
      if normal != uri {
        let known = spellings.updateValue(concept, forKey: normal)
        if let known = known ?? vocabulary.concept(uri: normal) {
          report.add(
            concept,
            "<\(uri)> and <\(vocabulary.uri(of: known))> are one address written in two ways",
            remedy: "write identifiers in one way, or join the concepts")
        }
      }
      for link in vocabulary.mappings(of: concept).map(\.uri)
        + vocabulary.successors(of: concept).filter({ $0.concept == nil }).map(\.uri)
      {
        guard let fault = IRI.fault(in: link) else { continue }
        report.add(concept, message(link, fault), remedy: remedy(link))
      }
    }
  }

  private static func message(_ uri: String, _ fault: Unicode.Scalar) -> String {
    let isHidden = fault.properties.generalCategory == .format
    let code = "U+" + String(fault.value, radix: 16, uppercase: true)
    let name = fault == " " ? "a blank" : isHidden ? code : "\"\(fault)\""
    let again = fault == "#" ? " again" : fault == "[" || fault == "]" ? " there" : ""
    return "<\(uri)> is not an IRI: it may not hold \(name)\(again)"
  }

  private static func remedy(_ uri: String) -> String { "write <\(IRI.encoded(uri))>" }
}
