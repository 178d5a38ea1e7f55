internal import JSONCoding

/// A format in which a vocabulary is written.
package enum ExportFormat: String, Sendable, CaseIterable {
  /// SKOS RDF/XML with what Parlance adds: nothing is lost.
  case skos = "skos"
  /// The same statements as Turtle.
  case turtle = "turtle"
  /// The same statements as N-Triples.
  case ntriples = "ntriples"
  /// The same statements as JSON-LD.
  case jsonld = "jsonld"
  /// Parlance vocabulary XML: nothing is lost.
  case parlance = "parlance"
  /// One line for each label, separated by commas.
  case csv = "csv"
  /// One line for each label, separated by tabs.
  case tsv = "tsv"
  /// The import file of SharePoint's term store, for one scheme.
  case sharepoint = "sharepoint"
  /// A synonyms file of Solr, Elasticsearch and OpenSearch.
  case solr = "solr"
  /// The subject vocabulary of Annif: URI and preferred label.
  case annif = "annif"
  /// A bulk file of Elasticsearch and OpenSearch: one document for each concept.
  case json = "json"

  /// What the format is called in messages.
  package var title: String {
    switch self {
    case .skos: "SKOS RDF/XML"
    case .turtle: "SKOS Turtle"
    case .ntriples: "SKOS N-Triples"
    case .jsonld: "SKOS JSON-LD"
    case .parlance: "Parlance vocabulary XML"
    case .csv: "CSV"
    case .tsv: "TSV"
    case .sharepoint: "SharePoint term store CSV"
    case .solr: "Solr and Elasticsearch synonyms"
    case .annif: "Annif TSV"
    case .json: "Elasticsearch bulk JSON"
    }
  }
}

/// What an export is about.
package struct ExportOptions: Sendable {
  /// The only scheme to write, or `nil` for all; SKOS, Turtle and Parlance XML always write all.
  package var scheme: SchemeOrdinal?

  /// The language of names where a format holds one language only.
  package var language: String

  /// All schemes, in English where there is one language only.
  package init(scheme: SchemeOrdinal? = nil, language: String = "en") {
    self.scheme = scheme
    self.language = language
  }
}

/// Why a vocabulary cannot be written in a format.
package enum VocabularyExportError: Error, Hashable, Sendable {
  /// The format holds one scheme; the keys of those that there are.
  case severalSchemes(ExportFormat, keys: [String])
}

extension VocabularyExportError: CustomStringConvertible {
  /// The message, and a hint.
  package var description: String {
    switch self {
    case .severalSchemes(let format, let keys):
      """
      error: a file of the format \(format.title) holds one scheme
      Hint: choose one with --scheme: \(keys.joined(separator: ", ")).
      """
    }
  }
}

extension Vocabulary {
  /// The vocabulary in another format, as UTF-8.
  ///
  /// - Parameters:
  ///   - format: the format.
  ///   - options: what to write of it.
  /// - Returns: the whole document.
  /// - Throws: `VocabularyExportError`.
  /// - Complexity: O(labels and relations).
  package func exported(
    as format: ExportFormat, options: ExportOptions = ExportOptions()
  ) throws -> [UInt8] {
    switch format {
    case .skos: return RDFSyntax.xml.bytes(SKOSDescriber(vocabulary: self).describe)
    case .turtle: return RDFSyntax.turtle.bytes(SKOSDescriber(vocabulary: self).describe)
    case .ntriples: return RDFSyntax.ntriples.bytes(SKOSDescriber(vocabulary: self).describe)
    case .jsonld: return RDFSyntax.jsonld.bytes(SKOSDescriber(vocabulary: self).describe)
    case .parlance:
      var exporter = ParlanceXMLExporter(vocabulary: self)
      return exporter.export()
    case .csv: return LabelTable(vocabulary: self, options: options).lines(.csv)
    case .tsv: return LabelTable(vocabulary: self, options: options).lines(.tsv)
    case .sharepoint: return try SharePointTable(vocabulary: self, options: options).lines()
    case .solr: return SynonymList(vocabulary: self, options: options).lines()
    case .annif: return SubjectList(vocabulary: self, options: options).lines()
    case .json: return BulkDocuments(vocabulary: self, options: options).lines()
    }
  }

  /// The concepts at home in a scheme, or all.
  package func concepts(in scheme: SchemeOrdinal?) -> [ConceptOrdinal] {
    guard let scheme else { return Array(concepts) }
    return concepts.filter { schemes(of: $0).first == scheme }
  }
}
