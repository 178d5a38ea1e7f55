internal import JSONCoding
internal import Model

/// A vocabulary as a table with one line for each label.
struct LabelTable {
  let vocabulary: Vocabulary
  let options: ExportOptions

  static let columns = [
    "scheme", "concept", "preferred_label", "label", "language", "kind", "role", "from", "until",
    "case", "with", "without", "note", "deprecated", "successors", "broader",
    "status", "compound", "creator", "contributor", "created", "modified", "datatype",
  ]

  /// The columns of who made a concept and when, several values apart by `|`.
  static let provenanceColumns: [Provenance.Kind] = [.creator, .contributor, .created, .modified]

  /// The table, header line first; a concept without labels has one line without a label.
  func lines(_ format: DelimitedText) -> [UInt8] {
    // A line of a tab-separated file must stay one line, whatever reads it.
    var writer = DelimitedTextWriter(
      format: format, lineBreaks: format == .tsv ? .blanks : .kept)
    writer.record(Self.columns)
    for concept in vocabulary.concepts(in: options.scheme) {
      let scheme = options.scheme ?? vocabulary.schemes(of: concept).first
      let head = [
        scheme.map { vocabulary.key(of: $0) } ?? "", vocabulary.uri(of: concept),
        vocabulary.preferredLabel(of: concept, language: options.language),
      ]
      let tail = life(of: concept)
      let labels = vocabulary.labels(of: concept)
      for label in labels.map(vocabulary.label) {
        writer.record(head + cells(label) + tail + [label.datatype])
      }
      // Else a concept that only stands above others would be gone, and they with it from under it.
      if labels.isEmpty { writer.record(head + Array(repeating: "", count: 10) + tail + [""]) }
    }
    return writer.bytes
  }

  private func cells(_ label: Label) -> [String] {
    [
      label.text, label.language, label.kind.wireName, label.role.exportedName ?? "plain",
      label.validity.from?.description ?? "", label.validity.until?.description ?? "",
      label.caseRule == .automatic ? "" : label.caseRule.wireName,
      label.requiredContext.joined(separator: ", "),
      label.excludedContext.joined(separator: ", "), label.note,
    ]
  }

  private func provenance(of concept: ConceptOrdinal) -> [String] {
    let said = vocabulary.provenance(of: concept)
    return Self.provenanceColumns.map { kind in
      // A bar in a name would make two of it.
      said.filter { $0.kind == kind }.map { $0.value.replacing("|", with: "/") }
        .joined(separator: "|")
    }
  }

  private func life(of concept: ConceptOrdinal) -> [String] {
    let deprecation =
      vocabulary.hasDeprecation(concept)
      ? vocabulary.deprecationDate(of: concept)?.description ?? "true" : ""
    return [
      deprecation, vocabulary.successors(of: concept).map(\.uri).joined(separator: " "),
      vocabulary.broader(of: concept).map { vocabulary.uri(of: $0) }.joined(separator: " "),
      vocabulary.status(of: concept)?.wireName ?? "",
      vocabulary.isCompound(concept) ? "true" : "",
    ] + provenance(of: concept)
  }
}
