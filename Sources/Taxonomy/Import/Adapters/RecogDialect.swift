/// Fingerprints of Rapid7 Recog: for each product the strings by which it was met.
///
/// The examples are hidden labels: they are there to be matched and not to be shown.
struct RecogDialect: VocabularyDialect {
  static let title = "Recog fingerprints"
  static let records: Set<String> = ["fingerprint"]
  static let knownElements: Set<String> = [
    "fingerprints", "example", "param",
  ]
  static let knownAttributes: Set<String> = [
    "matches", "pos", "name", "value", "_encoding", "_filename",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.name == "fingerprints"
  }

  private let context: DialectContext
  private static let longestExample = 200

  init(context: DialectContext) {
    self.context = context
  }

  mutating func read(_ record: DialectElement) {
    for kind in ["service", "os", "hw"] {
      guard let product = value("\(kind).product", of: record) else { continue }
      let vendor = value("\(kind).vendor", of: record)
      add(product, vendor: vendor, kind: kind, record)
    }
  }

  private func value(_ name: String, of record: DialectElement) -> String? {
    let value = record.all("param").first { $0["name"] == name }?["value"] ?? ""
    // A value in braces is a template to be filled from a match.
    return value.isEmpty || value.contains("{") ? nil : value
  }

  private func add(_ product: String, vendor: String?, kind: String, _ record: DialectElement) {
    let scheme = context.builder.entity("urn:recog:\(kind)")
    context.builder.declareScheme(scheme, key: kind)
    context.builder.addTitle("Recog \(kind) products", language: "en", to: scheme)
    let path = [vendor, product].compactMap { $0?.lowercased() }.map(URISegment.encoded)
    let concept = context.builder.entity("urn:recog:\(kind):" + path.joined(separator: ":"))
    let isKnown = context.builder.isConcept(concept)
    context.builder.declareConcept(concept, at: record.position)
    context.builder.addRelation(.topOf, from: concept, to: scheme)
    // Many fingerprints are of one product; a second preferred label would clash with itself in another case.
    if !isKnown { addLabel(product, .preferred, to: concept, line: record.line) }
    if let vendor, !product.lowercased().hasPrefix(vendor.lowercased()) {
      addLabel("\(vendor) \(product)", .alternative, to: concept, line: record.line)
    }
    // What is encoded is binary, and matches no text.
    for example in record.all("example") where example["_encoding"] == nil {
      guard (1...Self.longestExample).contains(example.text.utf8.count), example.text != product,
        example.text != vendor.map({ "\($0) \(product)" })
      else { continue }
      addLabel(example.text, .hidden, to: concept, line: example.line)
    }
  }

  private func addLabel(
    _ text: String, _ kind: Label.Kind, to concept: VocabularyBuilder.Entity, line: Int
  ) {
    context.builder.addLabel(Label(text, kind: kind), to: concept, line: line)
  }
}
