internal import Matching
internal import Model
internal import System
internal import Taxonomy

/// Labels that people typed, such as the types and keywords of a list, to concepts.
public struct NormalizingService: Sendable {
  let workspace: Workspace

  /// A label, and what is known beside it.
  public struct Label: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The label as it was typed.
    public var text: String
    /// The language as a BCP 47 tag, if known.
    public var language: String?
    /// The date of what bears the label, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; decides between names that
    /// were in use at different times.
    public var date: String?
    /// Words from beside the label: the title, other columns.
    public var context: [String]
    /// The folder or list it is from; what the majority of a folder means decides ties.
    public var folder: String?

    /// A label; nothing else is known unless given.
    public init(
      _ text: String, language: String? = nil, date: String? = nil, context: [String] = [],
      folder: String? = nil
    ) {
      self.text = text
      self.language = language
      self.date = date
      self.context = context
      self.folder = folder
    }

    /// A label of which nothing else is known.
    public init(stringLiteral text: String) { self.init(text) }
  }

  /// What a label was taken to mean.
  public struct Match: Sendable, Hashable {
    /// What is to be done with it.
    public enum Outcome: String, Sendable {
      /// Sure enough to be taken as it is.
      case accepted = "accepted"
      /// Somebody should look at it.
      case review = "review"
      /// Nothing speaks for any concept.
      case unknown = "unknown"
    }

    /// What is to be done with it.
    public let outcome: Outcome
    /// The concept; `nil` if the outcome is `unknown`.
    public let concept: ConceptReference?
    /// The probability that the concept is meant, from 0 to 1.
    public let score: Double
    /// How the label was met, such as `exact`; `nil` if the outcome is `unknown`.
    public let method: String?
    /// All concepts that are meant: several of a name that stands for them together.
    public let concepts: [ConceptReference]
    /// The concept that comes next, if there is one.
    public let runnerUp: ConceptReference?
    /// How a tie was broken or why it was not; empty if there was none.
    public let remark: String
  }

  /// What labels mean, in their order; equal ones are worked out once.
  ///
  /// - Parameters:
  ///   - labels: the labels.
  ///   - facets: the keys of the facets that they may answer; `nil` for all.
  ///   - precision: the share of accepted labels that must be right, above 0.5 and below 1, as measured
  ///     on the vocabulary's own labels.
  /// - Returns: a match for each label.
  /// - Throws: `EngineError`; an error if nothing was imported yet.
  public func matches(
    _ labels: [Label], facets: [String]? = nil, precision: Double = 0.95
  ) throws -> [Match] {
    let vocabulary = try workspace.vocabularies.current()
    let schemes = try facets.map { Set(try $0.map { try vocabulary.scheme(ofFacet: $0) }) }
    let normalizer = try workspace.labels.normalizer(
      schemes: schemes, settings: NormalizerSettings(precision: precision))
    let requests = try labels.map { label in
      LabelRequest(
        label.text,
        context: LabelContext(
          date: try label.date.map { try CalendarDate(stated: $0) }, words: label.context,
          language: label.language), folder: label.folder)
    }
    return normalizer.matches(requests, concurrency: Processors.count).map { match in
      Match(
        outcome: Match.Outcome(match.outcome),
        concept: match.concept.map { vocabulary.reference(to: $0) }, score: match.score,
        method: match.method?.name,
        concepts: match.concepts.map { vocabulary.reference(to: $0) },
        runnerUp: match.runnerUp.map { vocabulary.reference(to: $0) },
        remark: match.remark)
    }
  }
}

extension NormalizingService.Match.Outcome {
  init(_ outcome: LabelMatch.Outcome) {
    switch outcome {
    case .accepted: self = .accepted
    case .review: self = .review
    case .unknown: self = .unknown
    }
  }
}
