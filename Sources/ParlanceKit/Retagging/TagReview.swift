internal import Cataloging
internal import Model
package import Searching
internal import Tagging
internal import Taxonomy

/// The tags that await a person's word, and what a person says of them: whoever asks, decides by this.
package struct TagReview: Sendable {
  private let workspace: Workspace
  private let reader: SearchReader

  /// A tag of which a person is asked whether the document is to have it.
  package struct Question: Sendable, Hashable {
    /// The root of the share.
    package let share: String

    /// The path of the document within the share.
    package let path: String

    /// The concept, with the key of the facet that it is proposed for.
    package let concept: ConceptReference

    /// How likely it belongs to the document, from 0 to 1.
    package let score: Double

    /// What led to it.
    package let evidence: [Evidence]

    /// The question as `retag --format jsonl` tells pending tags, with its document.
    package var json: JSONValue {
      [
        "share": .string(share), "path": .string(path), "facet": .string(concept.facet),
        "concept": .string(concept.uri), "label": .string(concept.label), "score": .number(score),
        "evidence": evidence.json,
      ]
    }
  }

  /// What a person says to a question.
  package enum Verdict: Sendable, Hashable {
    /// The document has the tag.
    case accept
    /// The document does not have it, now or later.
    case reject
    /// It is another concept of the facet, named by its URI or one of its labels.
    case instead(String)
  }

  /// What awaits the word of the people of a workspace.
  ///
  /// - Parameters:
  ///   - workspace: a workspace with a vocabulary.
  ///   - reader: who is asked; documents that the account may not open are neither shown nor changed.
  package init(_ workspace: Workspace, reader: SearchReader = .current) {
    self.workspace = workspace
    self.reader = reader
  }

  /// The questions, those first whose answers teach most, all of a document together.
  ///
  /// - Parameters:
  ///   - facet: the key of the facet that they are about; `nil` for all.
  ///   - limit: the most to ask.
  /// - Returns: the questions.
  /// - Throws: `WorkspaceError.noVocabulary`; `CatalogError`, `StorageError`.
  package func questions(facet: String? = nil, limit: Int = .max) throws -> [Question] {
    let vocabulary = try workspace.vocabularies.current()
    let catalog = try workspace.openCatalogForReading()
    let shares = Dictionary(
      try catalog.shares().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sight = DocumentSight(workspace, catalog, for: reader)
    let waiting = try catalog.pendingAssignments(ofFacet: facet).filter { pending in
      try shares[pending.share].map { try sight.contains(pending.path, in: $0) } ?? false
    }
    return Self.ordered(waiting).prefix(limit).map { pending in
      let uri = pending.assignment.concept
      return Question(
        share: shares[pending.share]?.root ?? "", path: pending.path,
        concept: ConceptReference(
          uri: uri,
          label: vocabulary.concept(uri: uri).map { vocabulary.preferredLabel(of: $0) } ?? uri,
          facet: pending.assignment.facet),
        score: pending.assignment.score, evidence: pending.assignment.evidence)
    }
  }

  /// What waits, the documents first that teach most.
  private static func ordered(_ waiting: [PendingAssignment]) -> [PendingAssignment] {
    var documents: [[PendingAssignment]] = []
    var places: [Int64: Int] = [:]
    for pending in waiting {
      let place = places[pending.document] ?? documents.count
      places[pending.document] = place
      if place == documents.count { documents.append([]) }
      documents[place].append(pending)
    }
    return TeachingOrder.order(
      documents.map { document in
        document.map { pending in
          TeachingOrder.Question(
            facet: pending.assignment.facet, concept: pending.assignment.concept,
            path: "\(pending.share)/\(pending.path)", score: pending.assignment.score)
        }
      }
    ).flatMap { documents[$0] }
  }

  /// Puts a person's word in place: as a run of its own if the document's tags change, and as a decision that
  /// every later run goes by.
  ///
  /// Tags are written where it was settled for the workspace.
  ///
  /// - Returns: the number of the run; `nil` if no tag changed.
  /// - Throws: `RequestError` if the other concept is not one of the facet; `DocumentPathError`; what
  ///   retagging the document throws.
  package func decide(_ verdict: Verdict, on question: Question) throws -> Int64? {
    let file = "\(question.share)/\(question.path)"
    // Asked once more: between the question and the word rights may have changed.
    guard !reader.isRefused(file) else { throw DocumentPathError.refused(path: file) }
    let (session, path) = try RetagSession.on(file, in: workspace, isRehearsal: false)
    let facet = question.concept.facet
    let edits: [TagEdit]
    switch verdict {
    case .accept: edits = Self.edits(facet, question.concept.uri, .accepted)
    case .reject: edits = Self.edits(facet, question.concept.uri, .rejected)
    case .instead(let label):
      guard let other = session.choices.concept(label, facet: facet) else {
        throw RequestError("\"\(label)\" does not name one concept of the facet \(facet)")
      }
      // Who names the concept itself instead accepts it.
      let isSame = other == question.concept.uri
      edits = Self.edits(facet, question.concept.uri, isSame ? .accepted : .replaced, other)
    }
    var options = RetagOptions()
    options.place = try session.placing.settled() ?? .catalog
    return try session.editing.apply(
      try session.editing.edited(edits, path: path, options: options))?.run
  }

  /// What a verdict on a concept of a facet does to the tags of the document.
  static func edits(
    _ facet: String, _ concept: String, _ verdict: StoredJudgment.Verdict, _ other: String = ""
  ) -> [TagEdit] {
    let own = TagEdit(facet: facet, concept: concept, isAssigned: verdict == .accepted)
    guard verdict == .replaced else { return [own] }
    return [own, TagEdit(facet: facet, concept: other, isAssigned: true)]
  }
}
