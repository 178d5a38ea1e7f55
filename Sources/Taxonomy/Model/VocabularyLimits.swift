/// How much of a kind a vocabulary may hold.
enum VocabularyLimits {
  /// The bytes of an identifier, a base or a namespace.
  static let identifierLength = 64 << 10

  /// The bytes of all identifiers, each counted once.
  static let identifiers = 1 << 30

  /// The bytes of all texts.
  static let texts = Int(UInt32.max) - 1

  /// The language tags.
  static let languages = Int(UInt16.max)

  /// The statements of a document of RDF.
  static let statements = 100_000_000

  /// The cells of a table.
  static let cells = 32_000_000
}

/// A limit that a document passed; what is beyond it was not taken in, so that the document is refused.
enum VocabularyExcess: Hashable, Sendable {
  case identifierLength, identifiers, texts, languages, statements, cells

  /// What there is too much of, for errors.
  var message: String {
    switch self {
    case .identifierLength:
      "an identifier, base or namespace is longer than \(VocabularyLimits.identifierLength >> 10) KiB"
    case .identifiers:
      "the identifiers, written out, are longer than \(VocabularyLimits.identifiers >> 20) MiB"
    case .texts: "the labels and notes are longer than \(VocabularyLimits.texts >> 20) MiB"
    case .languages: "there are more than \(VocabularyLimits.languages) language tags"
    case .statements: "there are more than \(VocabularyLimits.statements) statements"
    case .cells: "a table has \(VocabularyLimits.cells) cells at most"
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .identifierLength, .identifiers: "shorten the base or the namespace."
    case .languages: "write the language, as in \"en\" or \"pt-BR\", not what differs each time."
    case .texts, .statements, .cells: "cut the vocabulary into several workspaces."
    }
  }
}
