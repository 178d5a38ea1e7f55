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
  let normalizer: LabelNormalizer
  let judge: LabelJudge

  /// The scheme of new concepts, by key, URI or title, if it was said.
  let scheme: String?

  /// Whether what the machine accepted by itself is a decision, too.
  let takesAll: Bool

  /// A table.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - normalizer: what matches the labels.
  ///   - judge: who decides.
  ///   - scheme: the scheme of new concepts, by key, URI or title, if it was said.
  ///   - takesAll: whether what the machine accepted by itself is a decision, too.
  package init(
    path: String, normalizer: LabelNormalizer, judge: LabelJudge, scheme: String?, takesAll: Bool
  ) {
    self.path = path
    self.normalizer = normalizer
    self.judge = judge
    self.scheme = scheme
    self.takesAll = takesAll
  }

  /// The decisions of the table, in its order.
  ///
  /// - Throws: `LocatedError` for a row that cannot be carried out; `RequestError` if a new concept has no
  ///   scheme.
  package func decisions() throws -> [LabelDecision] {
    let records = try LabelInput(path: path, column: "label").records
    let matches = normalizer.normalizer.matches(records.map { LabelRequest($0.label) })
    return try zip(records, matches).compactMap(decision)
  }

  private func decision(
    _ record: LabelInput.Record, _ match: LabelMatch
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
      guard let uri = concept(record) else {
        throw LocatedError(
          path: path, line: record.line,
          message: "no concept \"\(record.fields["concept"] ?? "")\"",
          hint: "give its URI, or its preferred label with an empty concept column")
      }
      let isMachine =
        match.outcome == .accepted
        && match.concept.map { normalizer.vocabulary.uri(of: $0) } == uri
      guard !isMachine || takesAll else { return nil }
      return judge.decision(
        record.label, .concept(uri), method: match.method, language: language)
    default: return nil
    }
  }

  private func concept(_ record: LabelInput.Record) -> String? {
    let vocabulary = normalizer.vocabulary
    if let uri = record.fields["concept"], !uri.isEmpty {
      return vocabulary.concept(uri: uri) == nil ? nil : uri
    }
    guard let name = record.fields["preferred_label"], !name.isEmpty else { return nil }
    let named = vocabulary.concepts.filter { concept in
      vocabulary.labels(of: concept).contains {
        vocabulary.kind(of: $0) == .preferred && vocabulary.text(of: $0) == name
      }
    }
    return named.count == 1 ? vocabulary.uri(of: named[0]) : nil
  }

  private func newScheme() throws -> String {
    let vocabulary = normalizer.vocabulary
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
