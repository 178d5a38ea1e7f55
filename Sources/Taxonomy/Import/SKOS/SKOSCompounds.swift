internal import Model

/// Reads compound equivalence as ISO 25964's ontology states it: a term that is not preferred (`plusUF`)
/// stands for several preferred ones together (`plusUse`).
enum SKOSCompounds {
  /// Makes each of them a name for its concepts together.
  ///
  /// - Complexity: O(statements).
  static func add(to reading: inout SKOSReading) {
    var uses: [RDFNode: [RDFStatementStore.Row]] = [:]
    var order: [RDFNode] = []
    for row in reading.document.rows where reading.term(row) == .plusUse {
      if uses[row.subject] == nil { order.append(row.subject) }
      uses[row.subject, default: []].append(row)
    }
    guard !order.isEmpty else { return }
    let bearers = bearers(in: reading)
    for equivalence in order {
      add(equivalence, uses[equivalence] ?? [], bearers, to: &reading)
    }
  }

  /// The concepts whose preferred labels are resources, by these.
  private static func bearers(in reading: SKOSReading) -> [RDFNode: RDFNode] {
    var bearers: [RDFNode: RDFNode] = [:]
    for row in reading.document.rows where reading.term(row) == .xlPrefLabel {
      if let label = row.node, bearers[label] == nil { bearers[label] = row.subject }
    }
    return bearers
  }

  private static func add(
    _ equivalence: RDFNode, _ uses: [RDFStatementStore.Row], _ bearers: [RDFNode: RDFNode],
    to reading: inout SKOSReading
  ) {
    let terms = reading.document.statements(of: equivalence).filter {
      reading.term($0) == .plusUF
    }
    let named = terms.compactMap(\.node)
    // The term rather than the equivalence: other files point to terms.
    let identified = ([equivalence] + named).last { !$0.isBlank }
    guard let identified, !named.isEmpty else { return uses.forEach { reading.ignored.count($0) } }
    let compound = reading.entity(identified)
    reading.builder.makeCompound(compound)
    for term in named {
      for fact in reading.document.statements(of: term) where reading.term(fact) == .literalForm {
        guard let text = reading.string(fact) else { continue }
        reading.builder.addLabel(
          Label(
            TextNormalization.collapsed(text.utf8), language: reading.languageTag(fact)),
          to: compound, line: Int(fact.line))
      }
    }
    for use in uses {
      guard let object = use.node, let concept = concept(object, bearers, in: reading) else {
        reading.ignored.count(use)
        continue
      }
      reading.builder.addSuccessor(reading.entity(concept), to: compound, line: Int(use.line))
      for fact in reading.document.statements(of: concept) {
        guard let scheme = fact.node, !scheme.isBlank else { continue }
        switch reading.term(fact) {
        case .inScheme, .topConceptOf:
          reading.builder.addRelation(
            .scheme, from: compound, to: reading.entity(scheme), line: Int(use.line))
        default: break
        }
      }
    }
  }

  /// The concept that is used: itself, or the one whose preferred label is named.
  private static func concept(
    _ object: RDFNode, _ bearers: [RDFNode: RDFNode], in reading: SKOSReading
  ) -> RDFNode? {
    let found = bearers[object] ?? object
    return !found.isBlank && reading.kind(found).contains(.concept) ? found : nil
  }
}
