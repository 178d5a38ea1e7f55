import Cataloging
import Documents
import Matching
package import Tagging
package import Taxonomy

extension RetagSession {
  /// Why a document of the share has a concept, or why not.
  package struct Explained: Sendable {
    /// The path of the document.
    package let path: String

    /// The verdict; `nil` for a document that could not be read.
    package let explanation: TagExplanation?
  }

  /// The documents that were not tagged on the basis of some options.
  private func due(_ options: Options) throws -> [CatalogEntry] {
    let basis = basis(options)
    return try catalog.entries(of: share).filter { $0.refusal == nil && $0.taggedWith != basis }
  }

  /// Explains a concept's case in the documents that the catalog knows.
  ///
  /// - Parameters:
  ///   - concept: the concept.
  ///   - options: what the retag was asked for.
  ///   - body: is given each document in the order of the paths.
  /// - Throws: `CatalogError`.
  package func explain(
    _ concept: ConceptOrdinal, _ options: Options, _ body: (Explained) -> Void
  ) throws {
    let tagger = makeTagger(options)
    let neighbors = neighbors(options)
    _ = try neighbors.survey(try due(options), goesOn: { true })
    var source = SourceTags(vocabulary, index: parts.labels)
    for entry in try catalog.entries(of: share).sorted(by: { $0.path < $1.path }) {
      guard let document = try catalog.document(entry.id) else {
        body(Explained(path: entry.path, explanation: nil))
        continue
      }
      var explanation = tagger.explanation(
        of: concept, in: document, context: context(of: document, try habits.value(), neighbors))
      let uri = vocabulary.uri(of: explanation.concept)
      let scheme = vocabulary.schemes(of: explanation.concept).first
      if explanation.verdict == .review, !explanation.isAmbiguous,
        scheme.map({ vocabulary.scheme($0).assignment }) != .one
      {
        // What is merely mentioned is not worth a person's question.
        explanation.verdict = .belowThreshold
      }
      if !options.overwritesSource, source.tags(of: document).contains(where: { $0.concept == uri })
      {
        explanation.verdict = .accepted
        explanation.reason = "It came with the document. " + explanation.reason
      }
      if let decision = try catalog.decisions(on: entry.id).first(where: { $0.concept == uri }) {
        explanation.verdict = .decided
        explanation.reason =
          decision.isAccepted ? "A person accepted it." : "A person rejected it."
      }
      body(Explained(path: entry.path, explanation: explanation))
    }
  }
}
