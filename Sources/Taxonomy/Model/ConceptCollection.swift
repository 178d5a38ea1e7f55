/// A labelled group of concepts, such as an array under a node label (SKOS Reference, section 9).
package struct ConceptCollection: Hashable, Sendable {
  /// What a collection holds.
  package enum Member: Hashable, Sendable {
    /// A concept of the vocabulary.
    case concept(ConceptOrdinal)
    /// A collection within the collection.
    case collection(CollectionOrdinal)
    /// A concept or collection that is not part of the vocabulary, by its URI.
    case outside(String)
  }

  /// The URI.
  package var uri: String

  /// Whether the order of the members means something (`skos:OrderedCollection`).
  package var isOrdered: Bool

  /// The labels: text, language and kind; notations have the role `code`.
  package var labels: [Label]

  /// The documentary notes.
  package var notes: [ConceptNote]

  /// The schemes that hold it.
  package var schemes: [SchemeOrdinal]

  /// The members, each once, in the order of the source.
  package var members: [Member]

  /// The name to show: preferred in `language`, else English, else any label, else the URI.
  package func name(language: String = "en") -> String {
    let preferred = labels.filter { $0.kind == .preferred && $0.role != .code }
    return
      (preferred.first { $0.language == language } ?? preferred.first { $0.language == "en" }
      ?? preferred.first { $0.language.isEmpty } ?? preferred.first ?? labels.first)?.text ?? uri
  }
}
