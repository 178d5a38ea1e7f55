/// Reads who made a concept, a scheme or the vocabulary, when, and on which terms.
enum SKOSProvenance {
  /// What a statement says; `nil`, and counted as left out, if it says nothing.
  static func statement(
    _ row: RDFStatementStore.Row, in reading: inout SKOSReading
  ) -> Provenance? {
    guard let kind = reading.term(row).provenanceKind else { return nil }
    switch kind {
    case .creator, .contributor, .license:
      let name = SKOSNotes.personName(row, in: &reading)
      return name.isEmpty ? nil : Provenance(kind, name)
    case .created, .modified:
      let date = reading.string(row).map { TextNormalization.collapsed($0.utf8) } ?? ""
      guard !date.isEmpty else {
        reading.ignored.count(row)
        return nil
      }
      return Provenance(kind, date)
    }
  }
}
