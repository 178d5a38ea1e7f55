internal import Cataloging
package import JSONCoding
internal import Matching
internal import Model
internal import Retagging
internal import Tagging
internal import Taxonomy

/// Says why the documents of a share get a concept, or why not.
package struct TagExplaining: Sendable {
  private let open: OpenShare
  private let reading: RetagReading
  private let tagging: ShareTagging

  init(_ open: OpenShare, reading: RetagReading, tagging: ShareTagging) {
    self.open = open
    self.reading = reading
    self.tagging = tagging
  }

  private var vocabulary: Vocabulary { tagging.parts.vocabulary }

  /// The fields of the records of `explain(_:_:_:)`.
  package static let columns = [
    Column("path"), Column("verdict"), Column("score", isNumber: true),
    Column("threshold", isNumber: true), Column("reason"), Column("surfaces"),
  ]

  /// Brings the catalog up to date and says of each document why it gets a concept, or why not.
  ///
  /// - Parameters:
  ///   - label: any label of the concept, or its URI.
  ///   - options: what the retag was asked for.
  ///   - body: is given a record for each document, in the order of the paths.
  /// - Throws: `RequestError` for a label that is not of one concept, and what reading the share throws.
  package func explain(
    _ label: String, _ options: RetagOptions, _ body: ([JSONValue]) -> Void
  ) throws {
    let concept = try ExplainedConcept.find(label, in: vocabulary, labels: tagging.parts.labels)
    _ = try reading.refresh()
    let tagger = tagging.makeTagger(options)
    let neighbors = tagging.neighbors(options)
    let entries = try open.catalog.entries(of: open.share)
    let basis = tagging.basis(options)
    _ = try neighbors.survey(
      entries.filter { $0.refusal == nil && $0.taggedWith != basis }, goesOn: { true })
    var source = SourceTags(vocabulary, index: tagging.parts.labels)
    var merge = tagging.merge(options)
    // Which changes are asked for says nothing about why a document has a tag.
    (merge.facets, merge.concepts) = (nil, [:])
    for entry in entries.sorted(by: { $0.path < $1.path }) {
      guard let document = try open.catalog.document(entry.id) else {
        body(Self.record(entry.path, nil))
        continue
      }
      var explanation = tagger.explanation(
        of: concept, in: document, context: try tagging.context(of: document, neighbors))
      leaveMentions(&explanation)
      try join(tagging.given(to: document, &source), entry.id, by: merge, to: &explanation)
      body(Self.record(entry.path, explanation))
    }
  }

  /// Puts what is merely mentioned below the threshold: it is not worth a person's question.
  private func leaveMentions(_ explanation: inout TagExplanation) {
    let scheme = vocabulary.schemes(of: explanation.concept).first
    if explanation.verdict == .review, !explanation.isAmbiguous,
      scheme.map({ vocabulary.assignment(of: $0) }) != .one
    {
      explanation.verdict = .belowThreshold
    }
  }

  /// Takes into account what the plan does: what people decided, what came with the document and what
  /// settings give, by the rules by which it is joined there.
  private func join(
    _ given: [ProposedTag], _ document: Int64, by merge: AssignmentMerge,
    to explanation: inout TagExplanation
  ) throws {
    let uri = vocabulary.uri(of: explanation.concept)
    let decisions = try open.catalog.decisions(on: document)
    let isRejected = decisions.contains {
      !$0.isAccepted && merge.successors[$0.concept] ?? $0.concept == uri
    }
    guard !isRejected else {
      explanation.verdict = .decided
      explanation.reason = "A person rejected it."
      return
    }
    var proposed = given
    if explanation.verdict == .accepted,
      let scheme = vocabulary.schemes(of: explanation.concept).first
    {
      proposed.append(
        ProposedTag(
          concept: uri, facet: vocabulary.key(of: scheme), score: explanation.score ?? 1,
          isAccepted: true))
    }
    let merged = merge.merged(
      current: try open.catalog.assignments(of: document), proposed: proposed,
      decisions: decisions)
    switch merged.first(where: { $0.concept == uri && $0.isTag })?.origin {
    case .person:
      explanation.verdict = .decided
      explanation.reason = "A person accepted it."
    case .source:
      explanation.verdict = .accepted
      explanation.reason = "It came with the document. " + explanation.reason
    case .machine, .pending:
      guard let folder = given.first(where: { $0.concept == uri && !$0.isFromSource }) else {
        return
      }
      explanation.verdict = .accepted
      explanation.reason =
        "Settings give it to the folder (\(folder.evidence.map(\.remark).joined())). "
        + explanation.reason
    case nil:
      guard explanation.verdict == .accepted else { return }
      explanation.verdict = .outranked
      explanation.reason = "Another value of the facet stands above it. " + explanation.reason
    }
  }

  /// The record of a document; without an explanation, of one that could not be read.
  private static func record(_ path: String, _ explanation: TagExplanation?) -> [JSONValue] {
    [
      .string(path),
      .string(explanation?.verdict.rawValue ?? "unreadable"),
      explanation?.score.map { .number(($0 * 10_000).rounded() / 10_000) } ?? .null,
      explanation.map { .number($0.threshold) } ?? .null,
      .string(explanation?.reason ?? "The document could not be read."),
      .string(
        (explanation?.evidence ?? []).prefix(5).map { "\($0.rule.rawValue): \($0.surface)" }
          .joined(separator: "; ")),
    ]
  }
}
