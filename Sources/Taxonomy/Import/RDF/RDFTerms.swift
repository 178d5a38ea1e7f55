/// A node of an RDF graph that is not a literal: a numbered IRI or a numbered blank node.
struct RDFNode: Hashable, BitwiseCopyable, Sendable {
  private static let blankBit: UInt32 = 1 << 31

  let rawValue: UInt32

  /// The node of the IRI with this number.
  init(iri number: UInt32) { rawValue = number }

  /// The blank node with this number.
  init(blank number: UInt32) { rawValue = number | Self.blankBit }

  init(rawValue: UInt32) { self.rawValue = rawValue }

  var isBlank: Bool { rawValue & Self.blankBit != 0 }

  /// The number among the IRIs or among the blank nodes.
  var number: Int { Int(rawValue & ~Self.blankBit) }
}

/// What a literal is beside its text.
struct RDFLiteral {
  /// The number of the language tag among the parser's `languages`; 0 is none.
  var language: UInt16
  /// The number of the datatype's IRI; nil for a plain literal.
  var datatype: UInt32?
}

/// Takes the statements of an RDF/XML document.
protocol RDFSink {
  /// A node element describes `node`, beginning at `line` and `column`.
  mutating func describe(_ node: RDFNode, line: Int, column: Int)

  /// A statement whose object is a resource.
  mutating func add(_ subject: RDFNode, _ predicate: UInt32, _ object: RDFNode, line: Int)

  /// A statement whose object is a literal with this text.
  mutating func add(
    _ subject: RDFNode, _ predicate: UInt32, _ text: Span<UInt8>, _ object: RDFLiteral, line: Int)
}

/// The IRIs that RDF/XML itself brings into a graph.
enum RDFVocabulary {
  static let namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
}
