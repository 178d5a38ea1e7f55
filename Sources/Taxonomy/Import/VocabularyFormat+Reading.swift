internal import XMLReading

extension VocabularyFormat {
  /// Reads a document of this dialect into the builder and gives that back.
  func read(
    _ input: XMLInput, into builder: consuming VocabularyBuilder, checksStatements: Bool = false
  ) throws -> VocabularyBuilder {
    let context = DialectContext(builder: builder, path: input.path)
    switch self {
    case .parlance:
      var handler = ParlanceXMLHandler(context: context)
      try input.read(
        XMLReader(names: ParlanceName.names, limits: .vocabulary), handler: &handler)
    case .skos:
      let given = context.builder
      context.builder = VocabularyBuilder()
      context.builder = try SKOSImporter.read(
        input, into: given, checksStatements: checksStatements)
    case .zthes: try read(input, with: ZthesDialect.self, context)
    case .sharepoint: try read(input, with: SharePointDialect.self, context)
    case .genericode: try read(input, with: GenericodeDialect.self, context)
    case .mesh: try read(input, with: MeSHDialect.self, context)
    case .cpe: try read(input, with: CPEDialect.self, context)
    case .spdx: try read(input, with: SPDXDialect.self, context)
    case .cldr: try read(input, with: CLDRDialect.self, context)
    case .dspace: try read(input, with: DSpaceDialect.self, context)
    case .authority: try read(input, with: AuthorityTableDialect.self, context)
    case .recog: try read(input, with: RecogDialect.self, context)
    }
    return context.finish()
  }

  private func read<Dialect: VocabularyDialect>(
    _ input: XMLInput, with dialect: Dialect.Type, _ context: DialectContext
  ) throws {
    let labelsBefore = context.builder.labels.count
    var handler = DialectHandler<Dialect>(context: context)
    try input.read(XMLReader(limits: .vocabulary), handler: &handler)
    handler.finish()
    if context.builder.labels.count == labelsBefore {
      context.report(
        DocumentRule.noConcepts, .error,
        at: SourcePosition(source: context.source, line: 1, column: 1),
        "no concept was found in this document read as \(title)",
        remedy: "name the right format with --as")
    }
  }
}
