internal import Matching
package import Taxonomy

/// A name of a document type that is one word and stands in a path.
package struct PathName: Hashable, Sendable {
  /// The label.
  package var label: LabelOrdinal

  /// The type that it names.
  package var concept: ConceptOrdinal
}

/// How often the documents of a share with a type's name in their path are plainly of another type.
///
/// "Folder" is a British word for a brochure, and what anybody calls a folder. Where what lies in new folders and
/// work folders is of other types by what it says itself, the word says little of what else lies there.
package struct PathNames: Sendable {
  /// The documents with a name in their path.
  struct Counts: Sendable, Equatable {
    var documents = 0
    var others = 0
  }

  private(set) var counts: [LabelOrdinal: Counts] = [:]

  /// The fewest documents with a name, and of those the fewest of other types, that say something of it.
  private static let fewest = (documents: 5, others: 3)

  /// What is left of a name at least.
  private static let least = 0.1

  /// Nothing known.
  package init() {}

  /// Adds a document by the names in its path and whether it is plainly of another type.
  mutating func add(_ names: [PathName], isOther: (PathName) -> Bool) {
    for name in names {
      counts[name.label, default: Counts()].documents += 1
      if isOther(name) { counts[name.label, default: Counts()].others += 1 }
    }
  }

  /// How much of its weight a name in a path deserves; `nil` for all of it.
  func share(of label: LabelOrdinal) -> Double? {
    guard let counts = counts[label], counts.documents >= Self.fewest.documents,
      counts.others >= Self.fewest.others
    else { return nil }
    return max(1 - Double(counts.others) / Double(counts.documents), Self.least)
  }

  /// Why a name deserves less.
  func note(on label: LabelOrdinal) -> String {
    let counts = counts[label] ?? Counts()
    return "\(counts.others) of the \(counts.documents) documents with it in their path "
      + "are of another type"
  }
}
