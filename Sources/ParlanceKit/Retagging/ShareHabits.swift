import Cataloging
import Documents
internal import Model
internal import Synchronization
import Tagging
import Taxonomy

/// The habits of the folders and authors of a share, by what people and sources assigned; found out
/// when a document is tagged first, since most runs find nothing to tag.
final class ShareHabits: Sendable {
  private let share: CatalogShare
  private let catalog: Catalog
  private let vocabulary: Vocabulary
  private let found = Mutex<TaggingHabits?>(nil)

  init(share: CatalogShare, catalog: Catalog, vocabulary: Vocabulary) {
    self.share = share
    self.catalog = catalog
    self.vocabulary = vocabulary
  }

  /// The habits.
  ///
  /// - Throws: `CatalogError`.
  func value() throws -> TaggingHabits {
    try found.withLock { found in
      if let found { return found }
      var habits = TaggingHabits()
      let assignments = try catalog.givenAssignments(in: share)
      let states = try catalog.states(of: share)
      for index in 0..<states.count {
        guard let given = assignments[states.documents[index]] else { continue }
        let document = try catalog.document(states.documents[index])
        habits.add(
          path: states.path(index), author: document.flatMap(Self.author(of:)),
          concepts: Set(given.compactMap { vocabulary.concept(uri: $0.concept) }))
      }
      found = habits
      return habits
    }
  }

  /// Who wrote a document.
  static func author(of document: Document) -> String? {
    document.metadata.first { $0.role == .author }?.value
  }
}
