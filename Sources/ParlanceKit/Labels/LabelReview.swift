internal import JSONCoding
package import Matching
internal import Taxonomy

/// Who decides about labels, when and why.
package struct LabelJudge: Sendable {
  /// Who decides.
  package let author: String

  /// The day as an ISO 8601 date.
  package let date: String

  /// Why; may be empty.
  package let reason: String

  /// The language of labels that do not say theirs; empty if it is not known.
  package let language: String

  /// A person on a day.
  package init(author: String, date: String, reason: String, language: String) {
    self.author = author
    self.date = date
    self.reason = reason
    self.language = language
  }

  func decision(
    _ label: String, _ verdict: LabelDecision.Verdict, method: MatchMethod? = nil,
    language: String? = nil
  ) -> LabelDecision {
    LabelDecision(
      label: label, verdict: verdict, method: method, author: author, date: date,
      reason: reason, language: language ?? self.language)
  }
}

/// A table of matches that a person edited, as `normalize --format tsv` writes it.
package struct DecisionTable: Sendable {
  let path: String
  let vocabulary: Vocabulary
  let judge: LabelJudge

  /// The scheme of new concepts, by key, URI or title, if it was said.
  let scheme: String?

  /// Whether what the machine accepted by itself is a decision, too.
  let takesAll: Bool

  /// A table.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - workspace: the workspace, of whose concepts the table speaks.
  ///   - judge: who decides.
  ///   - scheme: the scheme of new concepts, by key, URI or title, if it was said.
  ///   - takesAll: whether what the machine accepted by itself is a decision, too.
  /// - Throws: `WorkspaceError.noVocabulary`.
  package init(
    path: String, _ workspace: Workspace, judge: LabelJudge, scheme: String?, takesAll: Bool
  ) throws {
    self.path = path
    vocabulary = try workspace.vocabularies.current()
    self.judge = judge
    self.scheme = scheme
    self.takesAll = takesAll
  }

  /// The decisions of the table, in its order.
  ///
  /// - Parameter makeNormalizer: makes what matches the labels; called when all rows can be carried out,
  ///   and some accept a concept.
  /// - Returns: the decisions; rows that say what the machine says are none, unless they are asked for.
  /// - Throws: `LocatedError` for a row that cannot be carried out; `RequestError` if a new concept has no
  ///   scheme; what making the normalizer throws.
  package func decisions(
    matchedBy makeNormalizer: () throws -> LabelNormalizer
  ) throws -> [LabelDecision] {
    let records = try LabelInput(path: path, column: "label").records
    let named = conceptsByName(records)
    let decisions = try records.map { try decision($0, named) }
    guard decisions.contains(where: { $0?.concept != nil }) else {
      return decisions.compactMap(\.self)
    }
    let normalizer = try makeNormalizer().normalizer
    let matches = normalizer.matches(records.map { LabelRequest($0.label) })
    return zip(decisions, matches).compactMap { decision, match in
      guard let decision, let concept = decision.concept else { return decision }
      // What the machine says by itself is no decision of a person, and would only repeat its guess.
      let isMachine =
        match.outcome == .accepted
        && match.concept.map { vocabulary.uri(of: $0) } == concept
      return isMachine && !takesAll ? nil : decision.matched(by: match.method)
    }
  }

  private func decision(
    _ record: LabelInput.Record, _ named: [String: [ConceptOrdinal]]
  ) throws -> LabelDecision? {
    let language = record.fields["language"].flatMap { $0.isEmpty ? nil : $0 }
    switch record.fields["outcome"] ?? "" {
    case "never": return judge.decision(record.label, .never)
    case "new":
      let name = record.fields["preferred_label"] ?? ""
      guard !name.isEmpty else {
        throw LocatedError(
          path: path, line: record.line, message: "a new concept needs a preferred_label")
      }
      return judge.decision(
        record.label, .newConcept(name: name, scheme: try newScheme()), language: language)
    case "accepted":
      // A name that stands for several together is the machine's answer: there is no label to write.
      let uris = (record.fields["concept"] ?? "").split(separator: " ")
      if uris.count > 1, uris.allSatisfy({ vocabulary.concept(uri: String($0)) != nil }) {
        return nil
      }
      guard let uri = concept(record, named) else {
        throw LocatedError(
          path: path, line: record.line,
          message: "no concept \"\(record.fields["concept"] ?? "")\"",
          hint: "give its URI, or its preferred label with an empty concept column")
      }
      return judge.decision(record.label, .concept(uri), language: language)
    case let outcome:
      let undecided = [""] + LabelMatch.Outcome.allCases.map(\.rawValue)
      if undecided.contains(outcome) { return nil }
      throw LocatedError(
        path: path, line: record.line, message: "\"\(outcome)\" is not an outcome",
        hint: "write accepted, new or never; review and unknown stay undecided")
    }
  }

  private func concept(
    _ record: LabelInput.Record, _ named: [String: [ConceptOrdinal]]
  ) -> String? {
    if let uri = record.fields["concept"], !uri.isEmpty {
      return vocabulary.concept(uri: uri) == nil ? nil : uri
    }
    guard let name = record.fields["preferred_label"], !name.isEmpty else { return nil }
    let concepts = named[name] ?? []
    return concepts.count == 1 ? vocabulary.uri(of: concepts[0]) : nil
  }

  /// The concepts of the preferred labels by which rows name concepts.
  private func conceptsByName(
    _ records: [LabelInput.Record]
  ) -> [String: [ConceptOrdinal]] {
    let names = Set(
      records.filter { $0.fields["concept"] ?? "" == "" }
        .compactMap { $0.fields["preferred_label"] })
    var found: [String: [ConceptOrdinal]] = [:]
    guard !names.isEmpty else { return found }
    for concept in vocabulary.concepts {
      let labels = vocabulary.labels(of: concept).filter { vocabulary.kind(of: $0) == .preferred }
      for name in Set(labels.map { vocabulary.text(of: $0) }) where names.contains(name) {
        found[name, default: []].append(concept)
      }
    }
    return found
  }

  private func newScheme() throws -> String {
    if let scheme { return vocabulary.scheme(try vocabulary.scheme(asked: scheme)).uri }
    guard vocabulary.schemeCount == 1, let only = vocabulary.schemes.first else {
      throw RequestError("a new concept needs --scheme")
    }
    return vocabulary.scheme(only).uri
  }
}

/// Decisions about labels, in their order.
package typealias LabelDecisions = [LabelDecision]

extension LabelDecision {
  /// The concept of which the label is a name; `nil` if it is of none that there is.
  fileprivate var concept: String? {
    if case .concept(let uri) = verdict { uri } else { nil }
  }

  /// The same, the label having been met in some way.
  fileprivate func matched(by method: MatchMethod?) -> LabelDecision {
    LabelDecision(
      label: label, verdict: verdict, method: method, author: author, date: date,
      reason: reason, language: language)
  }

  /// The label that it is about.
  package var name: String { label }

  /// The label and what becomes of it, in one line.
  package var summary: String {
    let target =
      switch verdict {
      case .concept(let uri): "\(form.rawValue) of \(uri)"
      case .newConcept(let name, let scheme): "new concept \"\(name)\" in \(scheme)"
      case .never: "never a concept"
      }
    return "\(label) → \(target)"
  }
}
