package import Model

/// Documents that are one thing several times: one to keep, and what it stands for.
package struct DuplicateGroup: Sendable, Equatable {
  /// What they have in common.
  package enum Kind: String, Sendable, CaseIterable {
    /// Their texts are the same or nearly so.
    case copies = "copies"
    /// Their names and folders are the same but for dates and versions.
    case versions = "versions"
  }

  /// One of the documents.
  package struct Member: Sendable, Equatable {
    /// What identifies it.
    package let id: String
    /// Its path within its share.
    package let path: String
    /// Its date, if it has one.
    package let date: CalendarDate?
    /// Whether its path says that it is a copy, a draft or old.
    package let isAside: Bool
  }

  /// What the documents have in common.
  package let kind: Kind
  /// The documents, the one to keep first: one that is not set aside, the newest, with the highest version.
  package let members: [Member]
}
