import Cataloging
import Documents
import Model
package import Tagging
package import Taxonomy

extension Workspace {
  /// The documents of the catalog on which people or source systems said something, as examples.
  ///
  /// What the machine assigned and nobody confirmed teaches nothing, neither way. The properties in
  /// which a document states its own tags are left out: what is to be learned is where they are not.
  ///
  /// - Parameter vocabulary: whose concepts count.
  /// - Returns: the examples, and how many tags they have that are concepts of the vocabulary.
  /// - Throws: `CatalogError`.
  package func judgedExamples(
    in vocabulary: Vocabulary
  ) throws -> (examples: [TaggingExample], tagCount: Int) {
    let catalog = try openCatalog()
    var examples: [TaggingExample] = []
    var tagCount = 0
    for id in try catalog.judgedDocuments() {
      guard var document = try catalog.document(id) else { continue }
      document.metadata.removeAll { $0.role == .facet }
      let decisions = try catalog.decisions(on: id)
      let rejected = Set(decisions.filter { !$0.isAccepted }.map(\.concept))
      let accepted = decisions.filter(\.isAccepted).map(\.concept)
      let assignments = try catalog.assignments(of: id)
      let given = assignments.filter { $0.origin == .person || $0.origin == .source }
      let concepts = Set(accepted + given.map(\.concept)).subtracting(rejected)
        .filter { vocabulary.concept(uri: $0) != nil }
      let undecided = Set(assignments.map(\.concept)).subtracting(concepts).subtracting(rejected)
      guard !concepts.isEmpty || !rejected.isEmpty else { continue }
      tagCount += concepts.count
      examples.append(
        TaggingExample(
          document, concepts: concepts.sorted(),
          partial: TaggingExample.Partial(
            rejected: rejected.sorted(), undecided: undecided.sorted())))
    }
    return (examples, tagCount)
  }
}
