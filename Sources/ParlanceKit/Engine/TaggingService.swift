internal import Matching
internal import Model
internal import Tagging
internal import Taxonomy

/// The concepts that belong to texts, which need not be files.
public struct TaggingService: Sendable {
  let workspace: Workspace

  /// A text, and what is known beside it.
  public struct Text: Sendable, Hashable {
    /// The title, if there is one.
    public var title: String?
    /// The running text.
    public var body: String
    /// The path, if the text is that of a file; folders and file name are evidence.
    public var path: String?
    /// The date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; it decides which names were valid.
    public var date: String?

    /// A text; nothing else is known unless given.
    public init(_ body: String, title: String? = nil, path: String? = nil, date: String? = nil) {
      self.body = body
      self.title = title
      self.path = path
      self.date = date
    }
  }

  /// A concept proposed for a text.
  public struct Tag: Sendable, Hashable {
    /// The concept, in use today.
    public let concept: ConceptReference
    /// The probability that a person would agree, from 0 to 1.
    public let score: Double
    /// Whether it is sure enough to be assigned; otherwise a person should decide.
    public let isAccepted: Bool
    /// What led to it; the weights add up to the log-odds of the score.
    public let reasons: [Reason]
  }

  /// One thing that speaks for or against a tag.
  public struct Reason: Sendable, Hashable {
    /// The part of the text: `title`, `headings[2]`, `text`, `path`, or `document` for no place.
    public let place: String
    /// The bytes of that part, in UTF-8.
    public let range: Range<Int>
    /// The words as they stand there.
    public let surface: String
    /// The rule by which it counts, such as `title`, `folder`, `learned`.
    public let rule: String
    /// What is special about it, such as "former name until 2009-06-30"; empty if nothing.
    public let note: String
    /// What it adds to the log-odds of the score.
    public let weight: Double
  }

  /// The concepts that belong to texts, by the rules, what was learned and the thresholds of the workspace.
  ///
  /// - Parameter texts: the texts; what all of them need is loaded once a call.
  /// - Returns: the tags of each text, the surest of each facet first.
  /// - Throws: `EngineError.notADate`; an error if nothing was imported yet.
  public func tags(of texts: [Text]) throws -> [[Tag]] {
    let parts = try TaggerParts(workspace)
    let vocabulary = parts.vocabulary
    let tagger = parts.makeTagger(
      TaggerSettings(vocabulary, preferences: try workspace.tagging.preferences()))
    let tags = try texts.map { text in
      tagger.tag(try Document(text)).map { Tag($0, in: vocabulary) }
    }
    // A normalizer that cannot be made shows only once it was needed.
    try parts.verify()
    return tags
  }
}

extension TaggingService.Tag {
  init(_ suggestion: TagSuggestion, in vocabulary: Vocabulary) {
    self.init(
      concept: ConceptReference(
        uri: vocabulary.uri(of: suggestion.concept),
        label: vocabulary.preferredLabel(of: suggestion.concept),
        facet: vocabulary.key(of: suggestion.scheme)),
      score: suggestion.score, isAccepted: suggestion.outcome == .accepted,
      reasons: suggestion.evidence.map { TaggingService.Reason(Evidence($0, in: vocabulary)) })
  }
}

extension TaggingService.Reason {
  init(_ evidence: Evidence) {
    self.init(
      place: evidence.place.description, range: evidence.range, surface: evidence.surface,
      rule: evidence.rule.rawValue, note: evidence.note, weight: evidence.weight)
  }
}

extension Document {
  /// A text that somebody gives.
  ///
  /// - Throws: `EngineError.notADate`.
  init(_ text: TaggingService.Text) throws {
    let dates = try text.date.map {
      [DocumentDate(try CalendarDate(stated: $0), source: .content)]
    }
    self.init(
      id: text.path ?? "", path: text.path, title: text.title, text: text.body,
      dates: dates ?? [])
  }
}
