/// The aliases of Unicode CLDR's supplemental metadata: codes and what replaced them.
///
/// Each kind of code is a scheme. A replacement of several codes is a split; one with a question mark
/// is not certain, and becomes a suggestion.
struct CLDRDialect: VocabularyDialect {
  static let title = "CLDR aliases"
  static let records: Set<String> = [
    "languageAlias", "scriptAlias", "territoryAlias", "subdivisionAlias", "variantAlias",
    "zoneAlias",
  ]
  static let knownElements: Set<String> = [
    "supplementalData", "version", "metadata", "alias", "cldrVersion",
  ]
  static let knownAttributes: Set<String> = [
    "type", "replacement", "reason", "number", "date", "draft", "id", "cldrVersion",
    "unicodeVersion",
  ]

  static func claims(_ root: DocumentRoot) -> Bool {
    root.namespace.isEmpty && root.name == "supplementalData"
  }

  private let context: DialectContext

  init(context: DialectContext) {
    self.context = context
  }

  mutating func read(_ record: DialectElement) {
    let kind = String(record.name.dropLast("Alias".count))
    let scheme = context.builder.entity("urn:cldr:\(kind)")
    context.builder.declareScheme(scheme, key: kind, at: record.position)
    context.builder.addTitle("CLDR \(kind) codes", language: "en", to: scheme)
    guard let type = record["type"], !type.isEmpty else {
      context.ignore("an alias without type", at: record.position)
      return
    }
    let old = declare(type, kind, scheme, record)
    context.builder.deprecate(old)
    if let reason = record["reason"] {
      context.builder.addNote(
        ConceptNote("CLDR: \(reason)", kind: .change, language: "en"), to: old)
    }
    for code in (record["replacement"] ?? "").split(separator: " ") {
      let isUncertain = code.hasSuffix("?")
      // A lone question mark names nothing.
      if code == "?" { continue }
      let new = declare(isUncertain ? String(code.dropLast()) : String(code), kind, scheme, record)
      context.builder.addSuccessor(
        new, to: old, origin: isUncertain ? .suggested : .stated, line: record.line,
        column: Int(record.position.column))
    }
  }

  private func declare(
    _ code: String, _ kind: String, _ scheme: VocabularyBuilder.Entity, _ record: DialectElement
  ) -> VocabularyBuilder.Entity {
    let concept = context.builder.entity("urn:cldr:\(kind):\(URISegment.encoded(code))")
    context.builder.declareConcept(concept, at: record.position)
    // The supplemental data has no hierarchy and no names: what codes are called is in the locale files.
    context.builder.addRelation(.topOf, from: concept, to: scheme)
    context.builder.addLabel(
      Label(code, kind: .preferred, role: .code), to: concept, line: record.line)
    return concept
  }
}
