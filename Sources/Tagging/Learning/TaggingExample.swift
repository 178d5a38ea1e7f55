internal import Documents
package import Model

/// A document with the concepts that people gave it.
package struct TaggingExample: Sendable {
  /// What people said beside giving concepts, where nobody looked at all that a document names.
  package struct Partial: Sendable {
    /// The URIs of concepts that people refused.
    package var rejected: [String]

    /// The URIs of concepts proposed on which nobody has said anything.
    package var undecided: [String]

    /// What was said, and what was not.
    package init(rejected: [String], undecided: [String]) {
      self.rejected = rejected
      self.undecided = undecided
    }
  }

  /// The document.
  package var document: Document

  /// The URIs of its concepts.
  package var concepts: [String]

  /// The places that people marked; empty if nobody marked any.
  package var marks: [MarkedPlace]

  /// What else was said; `nil` if the concepts given are all that the document should have.
  ///
  /// Silence teaches only in schemes of which the document has a concept.
  package var partial: Partial?

  /// An example.
  package init(
    _ document: Document, concepts: [String], marks: [MarkedPlace] = [], partial: Partial? = nil
  ) {
    self.document = document
    self.concepts = concepts
    self.marks = marks
    self.partial = partial
  }
}
