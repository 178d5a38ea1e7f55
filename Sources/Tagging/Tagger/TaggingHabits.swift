internal import Documents
package import Taxonomy

/// What people and source systems usually assign in a folder and to an author's documents.
///
/// What the machine assigned does not count: it would confirm itself.
package struct TaggingHabits: Sendable {
  /// The documents of a folder or an author.
  private struct Counts: Sendable {
    var documents = 0
    var concepts: [ConceptOrdinal: Int] = [:]

    mutating func add(_ concepts: Set<ConceptOrdinal>) {
      documents += 1
      for concept in concepts { self.concepts[concept, default: 0] += 1 }
    }
  }

  private var folders: [Substring: Counts] = [:]
  private var authors: [String: Counts] = [:]
  private var known: [String: Set<ConceptOrdinal>] = [:]

  /// The fewest other documents that make a habit.
  private static let fewest = 3

  /// No habits.
  package init() {}

  /// Adds a document with the concepts that people or its source gave it.
  package mutating func add(path: String, author: String?, concepts: Set<ConceptOrdinal>) {
    guard !concepts.isEmpty, known.updateValue(concepts, forKey: path) == nil else { return }
    folders[FolderAssignments.folder(of: path), default: Counts()].add(concepts)
    if let author { authors[Self.key(author), default: Counts()].add(concepts) }
  }

  /// What is usual around a document, the document itself left out.
  ///
  /// - Parameters:
  ///   - path: its path, if it has one.
  ///   - author: its author, if known.
  /// - Returns: a share for each concept, the larger of folder and author.
  package func context(path: String?, author: String?) -> TaggingContext {
    var context = TaggingContext()
    let own = path.flatMap { known[$0] }
    func take(_ counts: Counts?) {
      guard var counts else { return }
      if let own {
        counts.documents -= 1
        for concept in own { counts.concepts[concept, default: 0] -= 1 }
      }
      guard counts.documents >= Self.fewest else { return }
      for (concept, count) in counts.concepts where count > 0 {
        let share = Double(count) / Double(counts.documents)
        context.habits[concept] = max(context.habits[concept] ?? 0, share)
      }
    }
    if !folders.isEmpty, let path { take(folders[FolderAssignments.folder(of: path)]) }
    if !authors.isEmpty, let author { take(authors[Self.key(author)]) }
    return context
  }

  private static func key(_ author: String) -> String { author.lowercased() }
}
