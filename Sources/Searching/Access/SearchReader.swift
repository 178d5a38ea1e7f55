/// Who asks: an account, and what the kernel says of a file in its name.
package struct SearchReader: Sendable {
  /// The number of the user.
  package var user: UInt32

  /// The numbers of the groups that the user is a member of.
  package var groups: [UInt32]

  /// Whether the index is the account's own: documents whose rights are not known are its owner's alone.
  package var isOwner = false

  /// Whether the kernel refuses the account a file; asked for documents whose rights are not known, and
  /// once more for each that is shown.
  package var isRefused: @Sendable (_ identifier: String) -> Bool

  /// A reader.
  package init(
    user: UInt32, groups: [UInt32],
    isRefused: @escaping @Sendable (_ identifier: String) -> Bool = { _ in false }
  ) {
    self.user = user
    self.groups = groups
    self.isRefused = isRefused
  }

  /// Whether the account reads whatever it wants to.
  package var isRoot: Bool { user == 0 }

  /// Whether the account may see a document whose rights are not known.
  func seesUnknown(_ identifier: String) -> Bool { isOwner && !isRefused(identifier) }
}

extension Segment {
  /// The segment with the documents alone that a reader may read; itself if those are all.
  ///
  /// - Complexity: O(distinct access lists), and O(documents) if any of them is not for the reader.
  func trimmed(for reader: SearchReader) throws -> Segment {
    guard !reader.isRoot else { return self }
    guard let access else {
      return try keeping { document in reader.seesUnknown(try names(of: document).id) }
    }
    let isAllowed = try (0..<access.setCount).map { set in
      // Set 0 are the documents of which nothing is known.
      try set > 0
        && DocumentAccess.passes(access.members(ofSet: set).map(access.value), reader)
    }
    if isAllowed.dropFirst().allSatisfy({ $0 }), try !access.hasDocumentsWithoutValue {
      return self
    }
    return try keeping { document in
      let set = try access.set(of: document)
      return try set > 0 ? isAllowed[set] : reader.seesUnknown(names(of: document).id)
    }
  }

  private func keeping(_ isKept: (Int) throws -> Bool) throws -> Segment {
    var bits = live ?? LiveDocuments.all(count)
    var isWhole = true
    for document in 0..<count where isLive(document) {
      if try isKept(document) { continue }
      bits[document >> 6] &= ~(1 << UInt64(document & 63))
      isWhole = false
    }
    return isWhole ? self : Segment(self, seeing: bits)
  }
}
