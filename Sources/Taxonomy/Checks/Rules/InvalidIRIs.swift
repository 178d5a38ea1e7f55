/// Reports identifiers and links that are not IRIs, and identifiers that differ in percent-encoding
/// only.
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
        report.add(concept, message(uri, fault), remedy: remedy(uri))
      }
      if uri.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "%") }) {
        let known = spellings.updateValue(concept, forKey: decoded(uri))
        if let known {
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

  /// The address with its percent-encoded characters beyond ASCII decoded.
  private static func decoded(_ uri: String) -> String {
    var bytes: [UInt8] = []
    let source = Array(uri.utf8)
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
        let byte = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16),
        byte >= 0x80
      {
        bytes.append(byte)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
