internal import XMLReading

/// Reads SKOS and SKOS-XL as RDF/XML, Turtle, N-Triples or JSON-LD into a builder.
///
/// The document is parsed into a table of statements, which `SKOSClassifier` makes a `SKOSDocument`:
/// what each property means (sub-properties and subclasses may be declared anywhere) and what each
/// resource is. Then it is read part by part. Whatever the model has no place for is counted
/// and becomes a finding.
enum SKOSImporter {
  /// Makes statements of a document; takes what numbers the IRIs, and the length of the text before.
  typealias Parsing = (XMLInput, consuming ByteInterner, Int) throws -> RDFStatements

  /// Reads a document and gives the builder back.
  ///
  /// - Parameters:
  ///   - input: the document.
  ///   - builder: what was read before.
  ///   - checksStatements: whether to report what only the statements show.
  ///   - parsing: the parser of the document's syntax.
  ///   - title: what the dialect is called in messages.
  /// - Returns: the builder with what the document says.
  /// - Throws: `XMLError` or `RDFXMLError` with the place, or what `parsing` throws.
  static func read(
    _ input: XMLInput, into builder: consuming VocabularyBuilder, checksStatements: Bool = false,
    parsing: Parsing = RDFStatements.ofRDFXML, title: String = title
  ) throws -> VocabularyBuilder {
    var reading = try SKOSReading(input, builder, parsing)
    reading.findDefaultLanguages()
    SKOSSchemes.add(to: &reading)
    SKOSConcepts.add(to: &reading)
    TransitiveHierarchy.add(to: &reading)
    SKOSCollections.add(to: &reading)
    SKOSMappings.add(to: &reading)
    SKOSCompounds.add(to: &reading)
    reading.reportDefaultLanguages()
    reading.reportIgnored()
    SKOSConcepts.reportLack(title, in: &reading)
    SKOSLabels.checkClasses(in: &reading)
    if checksStatements { reading.builder.findings += SKOSStatementCheck.findings(reading) }
    return reading.builder
  }
}
