/// The SPDX licence list as XML: licences and exceptions, with what made old ones obsolete.
struct SPDXDialect: VocabularyDialect {
  static let title = "SPDX licence list"
  static let records: Set<String> = ["license", "exception"]
  static let knownElements: Set<String> = [
    "SPDXLicenseCollection", "SPDX", "obsoletedBys", "obsoletedBy", "notes",
  ]
  static let knownAttributes: Set<String> = [
    "licenseId", "name", "deprecatedVersion", "expression",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.name == "SPDXLicenseCollection"
  }

  private static let base = "http://spdx.org/licenses/"
  private let context: DialectContext

  init(context: DialectContext) {
    self.context = context
    declare("license", "Licences", "https://spdx.org/licenses")
    declare("exception", "License exceptions", "https://spdx.org/licenses/exceptions")
  }

  private func declare(_ key: String, _ title: String, _ uri: String) {
    let scheme = context.builder.entity(uri)
    context.builder.declareScheme(scheme, key: key)
    context.builder.addTitle(title, language: "en", to: scheme)
  }

  mutating func read(_ record: DialectElement) {
    guard let id = record["licenseId"], !id.isEmpty else {
      context.ignore("a <\(record.name)> without licenseId", at: record.position)
      return
    }
    let isException = record.name == "exception"
    let concept = context.builder.entity(Self.base + id)
    context.declareConcept(concept, at: record.position)
    context.builder.addRelation(
      .topOf, from: concept,
      to: context.builder.entity("https://spdx.org/licenses" + (isException ? "/exceptions" : "")))
    if let name = record["name"], !name.isEmpty {
      context.builder.addLabel(Label(name, language: "en"), to: concept, line: record.line)
    }
    context.builder.addLabel(
      Label(id, kind: .alternative, role: .code), to: concept, line: record.line)
    if let notes = record.text(of: "notes") {
      context.builder.addNote(ConceptNote(notes, language: "en"), to: concept)
    }
    addObsolescence(of: concept, record)
  }

  private func addObsolescence(of concept: VocabularyBuilder.Entity, _ record: DialectElement) {
    let replacements = record.first("obsoletedBys")?.all("obsoletedBy") ?? []
    if let version = record["deprecatedVersion"] {
      context.builder.addNote(
        ConceptNote(
          "Deprecated since version \(version) of the list.", kind: .history, language: "en"),
        to: concept)
    }
    if record["deprecatedVersion"] != nil || !replacements.isEmpty {
      context.builder.deprecate(concept)
    }
    for replacement in replacements {
      // "GPL-2.0 WITH Bison-exception-2.2": the licence takes over, under that exception.
      // Only the first WITH counts: an expression of several exceptions has no single licence that takes over.
      let parts = replacement.text.split(separator: " WITH ", maxSplits: 1).map(String.init)
      guard let license = parts.first else { continue }
      let conditions = [replacement["expression"], parts.count > 1 ? "with \(parts[1])" : nil]
      context.builder.addSuccessor(
        context.builder.entity(URISegment.uri(license, base: Self.base)), to: concept,
        when: conditions.compactMap { $0 }.joined(separator: ", "), line: replacement.line,
        column: Int(replacement.position.column))
    }
  }
}
