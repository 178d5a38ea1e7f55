internal import XMLReading

/// Reading the later part of a document by another parser, and taking in what that has read.
///
/// The outcome is the same to the last number as that of one parser: what the later part numbers on
/// its own (IRIs, blank nodes, languages) it numbers in the order of the document, so that it has
/// only to be numbered anew in that order.
extension RDFXMLParser: XMLPartHandler where Sink == RDFStatementStore {
  var canBeContinued: Bool { frames.count == 1 && frames[0].role == .document }

  func makePart() -> RDFXMLParser {
    var part = RDFXMLParser(
      sink: RDFStatementStore(textStart: 0, documentSize: sink.documentSize / 2),
      resources: ByteInterner.identifiers(minimumCapacity: 1024),
      base: String(decoding: bases[0].bytes, as: UTF8.self), path: path)
    part.isPart = true
    return part
  }

  mutating func append(_ part: consuming RDFXMLParser, lineShift: Int) -> Bool {
    // The same `rdf:ID` in both is an error, whose place a parser of the whole document tells.
    guard !part.usedIDs.contains(where: { isUsed(part.resources.bytes(of: $0)) }) else {
      return false
    }
    let resources = self.resources.append(part.resources)
    let blanks = appendBlanks(of: part)
    let languages = appendLanguages(of: part)
    for id in part.usedIDs { usedIDs.insert(resources[Int(id)]) }
    if documentBaseLine == nil {
      documentBaseLine = part.documentBaseLine.map { $0 > 1 ? $0 + lineShift : $0 }
    }
    if commentCount == 0, part.commentCount > 0 { commentLine = part.commentLine + lineShift }
    commentCount += part.commentCount
    sink.append(
      part.sink,
      numbering: RDFStatementStore.Numbering(
        resources: resources, blanks: blanks, languages: languages, lineShift: lineShift))
    return true
  }

  /// Whether an `rdf:ID` has named this IRI.
  private func isUsed(_ iri: ArraySlice<UInt8>) -> Bool {
    resources.existingNumber(of: iri.span).map(usedIDs.contains) ?? false
  }

  /// Numbers the blank nodes of a later part; those that the document names may be known already.
  private mutating func appendBlanks(of part: RDFXMLParser) -> [UInt32] {
    part.blanks.labels.map { label in
      UInt32((label.map { blanks.node(named: $0) } ?? blanks.make()).number)
    }
  }

  private mutating func appendLanguages(of part: RDFXMLParser) -> [UInt16] {
    part.languages.tags.map { languages.number(of: $0) }
  }
}
