package import Model
package import Taxonomy

/// What a free-text label was taken to mean.
package struct LabelMatch: Sendable, Equatable {
  /// What is to be done with it.
  package enum Outcome: String, Sendable, CaseIterable {
    /// Sure enough to be taken as it is.
    case accepted = "accepted"
    /// Somebody should look at it.
    case review = "review"
    /// Nothing speaks for any concept.
    case unknown = "unknown"
  }

  /// A concept that may be meant.
  package struct Candidate: Sendable, Equatable {
    /// The concept.
    package let concept: ConceptOrdinal
    /// The probability that it is meant, from 0 to 1.
    package let score: Double
    /// The label of the concept that came nearest, if one came near.
    package let label: LabelOrdinal?
    /// How that label was met.
    package let method: MatchMethod
    /// What speaks for it, in words.
    package let reasons: [String]
  }

  /// What is to be done with it.
  package let outcome: Outcome

  /// The concepts that may be meant, the likeliest first; empty if the outcome is `unknown`.
  package let candidates: [Candidate]

  /// Whether the candidates are meant together, all of them; else the first is the likeliest.
  package var isTogether = false

  /// How a tie was broken or why it was not, if there was one.
  package let remark: String

  /// The likeliest concept.
  package var concept: ConceptOrdinal? { candidates.first?.concept }

  /// The probability that the likeliest concept is meant; 0 if there is none.
  package var score: Double { candidates.first?.score ?? 0 }

  /// How the likeliest concept was met.
  package var method: MatchMethod? { candidates.first?.method }

  /// All concepts that are meant: several of a name that stands for them together.
  package var concepts: [ConceptOrdinal] {
    isTogether ? candidates.map(\.concept) : concept.map { [$0] } ?? []
  }

  /// The second likeliest concept.
  package var runnerUp: ConceptOrdinal? {
    candidates.count > 1 && !isTogether ? candidates[1].concept : nil
  }

  /// No match.
  static let unknown = LabelMatch(outcome: .unknown, candidates: [], remark: "")
}

/// What is known beside a label.
package struct LabelContext: Sendable, Hashable {
  /// The date of what bears the label; decides between names that were in use at different times.
  package var date: CalendarDate?

  /// Words from beside the label: other columns, the folder, the file name.
  package var words: [String]

  /// The language of the label, as a BCP 47 tag.
  package var language: String?

  /// The concepts that others with the same folder or source were given, with their number.
  package var majority: [ConceptOrdinal: Int]

  /// A context; nothing is known unless given.
  package init(
    date: CalendarDate? = nil, words: [String] = [], language: String? = nil,
    majority: [ConceptOrdinal: Int] = [:]
  ) {
    self.date = date
    self.words = words
    self.language = language
    self.majority = majority
  }

  /// Nothing is known.
  package static let none = LabelContext()
}
