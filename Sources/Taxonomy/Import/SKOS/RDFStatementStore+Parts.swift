extension RDFStatementStore {
  /// What the numbers of a later part of a document are in the whole.
  struct Numbering {
    var resources: [UInt32]
    var blanks: [UInt32]
    var languages: [UInt16]
    /// What is to be added to its lines.
    var lineShift: Int

    func node(_ node: RDFNode) -> RDFNode {
      node.isBlank ? RDFNode(blank: blanks[node.number]) : RDFNode(iri: resources[node.number])
    }

    func line(_ line: UInt32) -> UInt32 { UInt32(clamping: Int(line) + lineShift) }
  }

  /// Takes in the statements of a later part.
  mutating func append(_ part: consuming RDFStatementStore, numbering: Numbering) {
    let start = textStart + text.count
    excess = excess ?? part.excess
    if part.rows.count > VocabularyLimits.statements - rows.count {
      excess = excess ?? .statements
    } else if part.text.count > VocabularyLimits.texts - start {
      excess = excess ?? .texts
    }
    guard excess == nil else { return }
    let textShift = UInt32(start)
    let literalShift = UInt32(literals.count)
    laterTexts.append(part.text)
    for literal in part.literals {
      var moved = literal
      moved.text.offset += textShift
      moved.language = numbering.languages[Int(literal.language)]
      if literal.datatype != Literal.noDatatype {
        moved.datatype = numbering.resources[Int(literal.datatype)]
      }
      literals.append(moved)
    }
    for row in part.rows { rows.append(moved(row, numbering, literalShift)) }
    for number in part.described {
      let place = part.places[Int(number)]
      describe(
        RDFNode(iri: numbering.resources[Int(number)]), line: Int(numbering.line(place.line)),
        column: Int(place.column))
    }
  }

  private func moved(_ row: Row, _ numbering: Numbering, _ literalShift: UInt32) -> Row {
    let property = numbering.resources[row.predicate]
    return Row(
      subject: numbering.node(row.subject),
      property: row.isLiteral ? property | Row.literalBit : property,
      object: row.isLiteral
        ? row.object + literalShift : numbering.node(RDFNode(rawValue: row.object)).rawValue,
      line: numbering.line(row.line))
  }
}
