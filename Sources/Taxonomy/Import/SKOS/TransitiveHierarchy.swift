/// Reads the hierarchy that only transitive relations state.
enum TransitiveHierarchy {
  /// Adds the hierarchy that only transitive relations state: as broader relations, those left out
  /// that others imply (S22 to S25).
  static func add(to reading: inout SKOSReading) {
    let found = reading.document.solelyTransitiveRelations()
    guard let first = found.first else { return }
    var parents = reading.document.statedParents()
    for (_, above, below) in found { parents[Int(below)].append(above) }
    let ancestry = Ancestry(EdgeLists(parents))
    for (row, above, below) in found {
      let isImplied = parents[Int(below)].contains { other in
        other != above && other != below && ancestry.isAbove(above, other)
          // What is above each other does not imply each other away.
          && !ancestry.isAbove(other, above)
      }
      guard !isImplied else { continue }
      reading.builder.addRelation(
        .broader, from: VocabularyBuilder.Entity(number: below),
        to: VocabularyBuilder.Entity(number: above), line: Int(row.line))
    }
    reading.report(
      "HierarchyFromTransitive", .note, first.row,
      "\(found.count) relations are stated as transitive ones only; the broader relations were "
        + "taken from them", remedy: "state skos:broader")
  }
}

extension SKOSDocument {
  /// The statements of `skos:broaderTransitive` and `narrowerTransitive` that do not follow from
  /// broader relations, with what is above and what is below.
  func solelyTransitiveRelations() -> [(
    row: RDFStatementStore.Row, above: UInt32, below: UInt32
  )] {
    guard hasTransitiveRelations else { return [] }
    let stated = rows.lazy.filter { row in
      term(row) == .broaderTransitive || term(row) == .narrowerTransitive
    }
    let ancestry = Ancestry(EdgeLists(statedParents()))
    return stated.compactMap { row in
      guard let object = row.node, !object.isBlank, !row.subject.isBlank, object != row.subject
      else { return nil }
      let isUp = term(row) == .broaderTransitive
      let (above, below) = isUp ? (object, row.subject) : (row.subject, object)
      guard !ancestry.isAbove(above.rawValue, below.rawValue) else { return nil }
      return (row, above.rawValue, below.rawValue)
    }
  }

  /// What is stated as directly broader than each resource, by its number.
  fileprivate func statedParents() -> [[UInt32]] {
    var parents = [[UInt32]](repeating: [], count: kinds.count)
    for row in rows {
      guard let object = row.node, !object.isBlank, !row.subject.isBlank else { continue }
      switch term(row) {
      case .broader: parents[row.subject.number].append(object.rawValue)
      case .narrower: parents[object.number].append(row.subject.rawValue)
      default: break
      }
    }
    return parents
  }
}
