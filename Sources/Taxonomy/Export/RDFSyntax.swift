/// A way to write RDF down, by its media type.
package enum RDFSyntax: String, Sendable, CaseIterable {
  /// RDF/XML.
  case xml = "application/rdf+xml"
  /// Turtle.
  case turtle = "text/turtle"
  /// JSON-LD.
  case jsonld = "application/ld+json"
  /// N-Triples.
  case ntriples = "application/n-triples"

  /// The statements that `describe` makes, written down.
  func bytes(_ describe: ((RDFDescription) -> Void) -> Void) -> [UInt8] {
    switch self {
    case .xml:
      var writer = RDFXMLWriter()
      describe { writer.write($0) }
      return writer.finish()
    case .turtle:
      var writer = TurtleWriter()
      describe { writer.write($0) }
      return writer.bytes
    case .ntriples:
      var writer = NTriplesWriter()
      describe { writer.write($0) }
      return writer.bytes
    case .jsonld:
      var writer = JSONLDWriter()
      describe { writer.write($0) }
      return writer.finish()
    }
  }
}

extension Vocabulary {
  /// What the export says of one concept, scheme or collection, as UTF-8.
  ///
  /// - Parameters:
  ///   - uri: its URI.
  ///   - syntax: how it is written down.
  /// - Returns: the document; `nil` if nothing has that URI.
  /// - Complexity: O(labels and relations of a concept); O(concepts) for a scheme.
  package func statements(about uri: String, as syntax: RDFSyntax) -> [UInt8]? {
    guard let description = SKOSDescriber(vocabulary: self).description(of: uri) else {
      return nil
    }
    return syntax.bytes { $0(description) }
  }
}
