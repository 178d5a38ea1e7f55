/// Who made something of a vocabulary, when, and on which terms: one statement.
package struct Provenance: Hashable, Sendable {
  /// What the statement says.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// Who made it, by name or by URI (`dct:creator`).
    case creator = 0
    /// Who helped, by name or by URI (`dct:contributor`).
    case contributor = 1
    /// When it was made, in the words of the source (`dct:created`).
    case created = 2
    /// When it was last changed, in the words of the source (`dct:modified`).
    case modified = 3
    /// On which terms it may be used, by name or by URI (`dct:license`).
    case license = 4
  }

  /// What the statement says.
  package var kind: Kind

  /// A name, a URI or a date, as the source writes it.
  package var value: String

  /// A statement.
  package init(_ kind: Kind, _ value: String) {
    self.kind = kind
    self.value = value
  }
}

extension Provenance.Kind: WireNamed {
  /// The name in files and outputs.
  package var wireName: String {
    switch self {
    case .creator: "creator"
    case .contributor: "contributor"
    case .created: "created"
    case .modified: "modified"
    case .license: "license"
    }
  }
}

extension Vocabulary {
  /// Who made the concept, and when, in the order of the source.
  package func provenance(of concept: ConceptOrdinal) -> [Provenance] {
    provenanceRecords[Int(concept.rawValue)].compactMap { record in
      Provenance.Kind(rawValue: UInt8(truncatingIfNeeded: record.kind))
        .map { Provenance($0, string(record.text)) }
    }
  }

  /// Who made the vocabulary, when, and on which terms.
  package var provenance: [Provenance] { titleRecords.compactMap(headProvenance) }

  /// A statement among the texts of a scheme or the vocabulary; `nil` if the text is another.
  func headProvenance(_ record: TextRecord) -> Provenance? {
    guard record.kind >= TextKind.provenance else { return nil }
    return Provenance.Kind(rawValue: UInt8(truncatingIfNeeded: record.kind - TextKind.provenance))
      .map { Provenance($0, string(record.text)) }
  }
}

extension VocabularyBuilder {
  /// Says who made a concept, or when; an empty value says nothing.
  package mutating func add(_ provenance: Provenance, to concept: Entity) {
    guard !provenance.value.isEmpty else { return }
    self.provenance.append(
      EntityText(
        concept: concept.number,
        record: textRecord(
          provenance.value, language: "", kind: UInt16(provenance.kind.rawValue))))
  }

  /// Says who made a scheme, which is declared if it was not, when, or on which terms.
  package mutating func add(_ provenance: Provenance, toScheme scheme: Entity) {
    guard !provenance.value.isEmpty else { return }
    let record = headRecord(provenance)
    schemes[schemeIndex(of: scheme, at: SourcePosition())].descriptions.append(record)
  }

  /// Says who made the vocabulary, when, or on which terms.
  package mutating func add(_ provenance: Provenance) {
    guard !provenance.value.isEmpty else { return }
    titles.append(headRecord(provenance))
  }

  private mutating func headRecord(_ provenance: Provenance) -> TextRecord {
    textRecord(
      provenance.value, language: "",
      kind: TextKind.provenance + UInt16(provenance.kind.rawValue))
  }
}
