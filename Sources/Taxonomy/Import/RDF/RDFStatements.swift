internal import XMLReading

/// What the parser of any RDF syntax makes of a document.
struct RDFStatements {
  /// The statements.
  var store: RDFStatementStore
  /// The IRIs by their numbers.
  var resources: ByteInterner
  /// The language tags as written, the first one empty.
  var languages: [[UInt8]]
  /// The number of blank nodes.
  var blankCount: UInt32
  /// The line where a relative reference first met no base of the document's own; nil if none did.
  var documentBaseLine: Int?
  /// The comments, which no statement holds, and the line of the first one.
  var comments = (number: 0, line: 0)

  /// The limit that the document has passed, if it has.
  var excess: VocabularyExcess? {
    if let excess = store.excess ?? resources.excess { return excess }
    return languages.count > VocabularyLimits.languages ? .languages : nil
  }

  /// What documents of a name without a base are relative to.
  static func base(ofDocument path: String) -> String {
    "file:///" + (path.split(separator: "/").last.map(String.init) ?? "vocabulary.rdf")
  }

  /// The statements of a document of RDF/XML.
  ///
  /// - Throws: `XMLError` or `RDFXMLError` with the place.
  static func ofRDFXML(
    _ input: XMLInput, resources: consuming ByteInterner, textStart: Int
  ) throws -> RDFStatements {
    var parser = RDFXMLParser(
      sink: RDFStatementStore(textStart: textStart, documentSize: input.size),
      resources: resources, base: base(ofDocument: input.path), path: input.path)
    try input.readInParts(XMLReader(names: RDFName.names, limits: .vocabulary), handler: &parser)
    return RDFStatements(
      store: parser.sink, resources: parser.resources, languages: parser.languages.tags,
      blankCount: parser.blanks.count, documentBaseLine: parser.documentBaseLine,
      comments: (parser.commentCount, parser.commentLine))
  }
}
