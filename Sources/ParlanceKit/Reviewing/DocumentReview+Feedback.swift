internal import Cataloging
package import JSONCoding
internal import Searching
internal import Taxonomy

/// What somebody who uses a document says of it.
package struct DocumentFeedback: Sendable, Hashable {
  /// The identifier of the document: its path.
  package var document: String

  /// What is said: `helped`, `outdated` or `wrong-tag`.
  package var kind: String

  /// The URI of the tag that is wrong.
  package var concept: String?

  /// What else is said.
  package var remark = ""

  /// Feedback on a document.
  package init(document: String, kind: String) {
    self.document = document
    self.kind = kind
  }

  /// What can be said.
  package static let kinds = StoredFeedback.Kind.allCases.map(\.rawValue)
}

extension DocumentReview {
  /// The most characters of a remark.
  package static let longestRemark = 1000

  /// Keeps what somebody says of a document; it is on the disk when this returns.
  ///
  /// - Parameters:
  ///   - feedback: what is said; the same account saying the same again replaces what it said, while that is open.
  ///   - account: who says it.
  /// - Returns: the number of the feedback.
  /// - Throws: `RequestError` for what cannot be said; `MissingDocument`; `CatalogError`, `WorkspaceError.locked`.
  package func keep(_ feedback: DocumentFeedback, by account: ReaderAccount) throws -> Int64 {
    guard let kind = StoredFeedback.Kind(rawValue: feedback.kind) else {
      throw RequestError(
        "\"\(feedback.kind)\" cannot be said; \(DocumentFeedback.kinds.joined(separator: ", ")) can"
      )
    }
    guard feedback.remark.count <= Self.longestRemark else {
      throw RequestError("a remark has at most \(Self.longestRemark) characters")
    }
    let place = try self.place(of: feedback.document, for: account)
    var stored = StoredFeedback(
      document: place.document, kind: kind, account: Self.author(account), time: Timestamp.now())
    stored.remark = feedback.remark
    let lock = try workspace.lock(for: "serve", patience: Workspace.runPatience)
    defer { withExtendedLifetime(lock) {} }
    let catalog = try workspace.openCatalog()
    if kind == .wrongTag {
      guard let concept = feedback.concept,
        let tag = try catalog.assignments(of: place.document).first(where: {
          $0.concept == concept
        })
      else { throw RequestError("the document does not have the tag that is said to be wrong") }
      stored.facet = tag.facet
      stored.concept = concept
    }
    return try catalog.keep(stored)
  }

  /// Marks feedback as dealt with.
  ///
  /// - Parameters:
  ///   - number: its number.
  ///   - account: who dealt with it.
  /// - Throws: `RequestError` if there is none of that number that is open and that the account may see;
  ///   `CatalogError`, `WorkspaceError.locked`.
  package func settle(feedback number: Int64, by account: ReaderAccount) throws {
    let lock = try workspace.lock(for: "serve", patience: Workspace.runPatience)
    defer { withExtendedLifetime(lock) {} }
    let catalog = try workspace.openCatalog()
    // Who may not read a document may not settle what is said of it, nor learn from the answer that
    // it exists.
    guard try !open(number, for: account, in: catalog).isEmpty,
      try catalog.settle(feedback: number, by: Self.author(account), at: Timestamp.now())
    else {
      throw RequestError("no open feedback \(number) among what you may see", isMissing: true)
    }
  }

  /// The open feedback that an account may see; of all numbers if none is given.
  private func open(
    _ number: Int64? = nil, for account: ReaderAccount, in catalog: Catalog
  ) throws -> [(share: Int64, path: String, feedback: StoredFeedback)] {
    let shares = try Self.shares(catalog)
    let sight = DocumentSight(workspace, catalog, for: account.reader)
    return try catalog.feedback(isOpen: true, number: number).filter { entry in
      try shares[entry.share].map { try sight.contains(entry.path, in: $0) } ?? false
    }
  }

  private static func shares(_ catalog: Catalog) throws -> [Int64: CatalogShare] {
    Dictionary(try catalog.shares().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The feedback that nobody dealt with, the oldest first, on documents that an account may read.
  ///
  /// - Throws: `WorkspaceError.noVocabulary`, `CatalogError`.
  package func openFeedback(for account: ReaderAccount) throws -> JSONValue {
    let catalog = try workspace.openCatalogForReading()
    let shares = try Self.shares(catalog)
    let report = JudgmentReport(try workspace.vocabularies.current())
    return [
      "feedback": .array(
        try open(for: account, in: catalog).map { entry in
          report.json(
            entry.feedback,
            on: shares[entry.share].map { ShareStore.identifier(of: entry.path, in: $0) } ?? "")
        })
    ]
  }
}

extension JudgmentReport {
  func json(_ feedback: StoredFeedback, on identifier: String) -> JSONValue {
    [
      "number": .integer(Int(feedback.number)), "document": .string(identifier),
      "kind": .string(feedback.kind.rawValue),
      "facet": feedback.facet.isEmpty ? .null : .string(feedback.facet),
      "concept": feedback.concept.isEmpty ? .null : .string(feedback.concept),
      "label": feedback.concept.isEmpty ? .null : .string(name(feedback.concept)),
      "remark": .string(feedback.remark), "account": .string(feedback.account),
      "time": .string(feedback.time),
      "settled_by": feedback.settledBy.isEmpty ? .null : .string(feedback.settledBy),
    ]
  }
}
