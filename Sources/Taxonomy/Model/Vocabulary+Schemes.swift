internal import MappedStorage

extension Vocabulary {
  /// The scheme with its titles.
  package func scheme(_ scheme: SchemeOrdinal) -> ConceptScheme {
    let record = schemeRecords[Int(scheme.rawValue)]
    let texts = schemeDescriptions[Int(scheme.rawValue)]
    return ConceptScheme(
      uri: string(record.uri), key: string(record.key),
      titles: schemeTitles[Int(scheme.rawValue)].map(text),
      descriptions: texts.filter { $0.kind == TextKind.description }.map(text),
      labels: texts.compactMap(schemeLabel),
      version: texts.first { $0.kind == TextKind.version }.map { string($0.text) } ?? "",
      outsideTopConcepts: texts.filter { $0.kind == TextKind.outsideTop }.map { string($0.text) },
      assignment: assignment(of: scheme),
      provenance: texts.compactMap(headProvenance))
  }

  /// How many concepts of a scheme a document takes; asked for each document, and so without its texts.
  package func assignment(of scheme: SchemeOrdinal) -> ConceptScheme.Assignment {
    ConceptScheme.Assignment(rawValue: UInt8(schemeRecords[Int(scheme.rawValue)].assignment))
      ?? .many
  }

  /// The scheme whose facet key, URI or title in any language is `name`, compared without case.
  package func scheme(named name: String) -> SchemeOrdinal? {
    let wanted = name.lowercased()
    return schemes.first { string(schemeRecords[Int($0.rawValue)].key).lowercased() == wanted }
      ?? schemes.first { string(schemeRecords[Int($0.rawValue)].uri) == name }
      ?? schemes.first { ordinal in
        schemeTitles[Int(ordinal.rawValue)].contains { string($0.text).lowercased() == wanted }
      }
  }

  /// The facet key of a scheme, such as `type`.
  package func key(of scheme: SchemeOrdinal) -> String {
    string(schemeRecords[Int(scheme.rawValue)].key)
  }

  /// The URI of a scheme.
  package func uri(of scheme: SchemeOrdinal) -> String {
    string(schemeRecords[Int(scheme.rawValue)].uri)
  }

  /// Where the scheme stands in its source.
  package func position(of scheme: SchemeOrdinal) -> SourcePosition {
    schemeRecords[Int(scheme.rawValue)].position
  }

  /// A label of a scheme; `nil` for what is said of it besides.
  private func schemeLabel(_ record: TextRecord) -> Label? {
    guard [TextKind.code, TextKind.alternative, TextKind.hidden].contains(record.kind) else {
      return nil
    }
    return Label(
      string(record.text), language: languageNames[Int(record.language)],
      kind: record.kind == TextKind.hidden ? .hidden : .alternative,
      role: record.kind == TextKind.code ? .code : .plain)
  }
}
