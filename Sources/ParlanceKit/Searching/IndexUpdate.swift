/// What bringing the index up to date came to.
package struct IndexUpdate: Equatable, Sendable {
  /// How many documents were added or replaced.
  package var added = 0

  /// How many documents were taken out.
  package var removed = 0

  /// Whether the index was built anew because it was missing, damaged or of another version.
  package var isRebuilt = false

  /// Whether another command was changing the index, so that it was left as it was.
  package var isBusy = false

  /// Whether the index is older than the catalog, and who asks may not change it.
  package var isBehind = false

  /// Exports that belong to the index but could not be read again, with the reason.
  package var missingExports: [String] = []
}

extension IndexUpdate {
  /// What a person may want to know of it, in words.
  package var notes: [String] {
    var notes: [String] = []
    if isRebuilt, added > 0 { notes.append("The search index was built anew: \(added) documents.") }
    if isBusy {
      notes.append("Another command is changing the search index; answers are those of before.")
    }
    if isBehind {
      notes.append(
        "The search index is behind the catalog until its owner's next command; answers are those of before."
      )
    }
    return notes
  }

  /// What a person should look at.
  package var warnings: [String] {
    missingExports.map { path in
      path == "-"
        ? "documents indexed from standard input must be indexed again"
        : "\(path): cannot be read any more; its documents are not in the search index"
    }
  }
}
