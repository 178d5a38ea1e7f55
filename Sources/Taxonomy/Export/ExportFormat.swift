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

  /// Whether a file of this format cannot be about one scheme alone.
  var holdsWhole: Bool {
    switch self {
    // What is said of one concept leads to those of other schemes.
    case .skos, .turtle, .ntriples, .jsonld, .parlance: true
    case .csv, .tsv, .sharepoint, .solr, .annif, .json: false
    }
  }

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
  /// The only scheme to write, or `nil` for all; formats that hold the whole vocabulary refuse one.
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
  /// The format holds the whole vocabulary; the key of the scheme that was chosen.
  case wholeVocabulary(ExportFormat, scheme: String)
  /// Two identifiers would be written as one.
  case oneAddress(ExportFormat, String, String)
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
    case .wholeVocabulary(let format, let scheme):
      """
      error: a file of the format \(format.title) holds the whole vocabulary, not the scheme \(scheme) alone
      Hint: leave out --scheme; csv, tsv, sharepoint, solr, annif and json take one.
      """
    case .oneAddress(let format, let one, let other):
      """
      error: <\(one)> and <\(other)> would be one in a file of the format \(format.title)
      Hint: give one of them another identifier; skos and parlance write them as they are.
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
    if format.holdsWhole, let scheme = options.scheme {
      throw VocabularyExportError.wholeVocabulary(format, scheme: key(of: scheme))
    }
    if [.turtle, .ntriples, .jsonld].contains(format), let (one, other) = sameWhenEncoded() {
      throw VocabularyExportError.oneAddress(format, one, other)
    }
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

  /// The concepts of a scheme, those at home in another one, too, or all.
  package func concepts(in scheme: SchemeOrdinal?) -> [ConceptOrdinal] {
    guard let scheme else { return Array(concepts) }
    return concepts.filter { schemes(of: $0).contains(scheme) }
  }

  /// Two identifiers of which one is no IRI and becomes the other when it is written as one.
  ///
  /// RDF/XML holds identifiers as they are; the other syntaxes would state both things of one.
  private func sameWhenEncoded() -> (String, String)? {
    let uris =
      concepts.map { uri(of: $0) } + schemes.map { uri(of: $0) } + collections.map { uri(of: $0) }
    let changed = uris.filter { IRI.encoded($0) != $0 }
    guard !changed.isEmpty else { return nil }
    // By bytes: strings with `ö` composed and decomposed are equal, IRIs are not.
    var known = Dictionary(uris.map { (Array($0.utf8), $0) }) { first, _ in first }
    for uri in changed {
      let other = known.updateValue(uri, forKey: Array(IRI.encoded(uri).utf8))
      if let other, other != uri { return (uri, other) }
    }
    return nil
  }
}
