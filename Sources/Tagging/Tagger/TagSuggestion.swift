package import Model
package import Taxonomy

/// A concept proposed for a document, with its score and everything that led to it.
package struct TagSuggestion: Sendable, Hashable {
  /// What is to be done with a suggestion.
  package enum Outcome: String, CaseIterable, Sendable, Hashable {
    /// Sure enough to be assigned.
    case accepted = "accepted"
    /// For a person to decide.
    case review = "review"
  }

  /// What a document has to do with a concept.
  package enum Role: String, CaseIterable, Sendable, Hashable {
    /// It is about it.
    case subject = "subject"
    /// It only names it, in passing: what it replaces, is not compatible with, or competes with.
    case mention = "mention"
  }

  /// The concept, in use today: successors of deprecated ones are followed.
  package var concept: ConceptOrdinal

  /// What the document has to do with it.
  package var role = Role.subject

  /// The scheme that it answers.
  package var scheme: SchemeOrdinal

  /// The estimated probability that a person would agree, from 0 to 1.
  package var score: Double

  /// What is to be done with it.
  package var outcome: Outcome

  /// What led to it, the most telling places first, then what is not a place; the weights add up to
  /// the log-odds of the score.
  package var evidence: [TagEvidence]

  /// The other concepts that the wording may mean as well; empty if it is clear.
  package var alternatives: [ConceptOrdinal]

  /// Why the meaning was chosen, or why it could not be; empty if there was nothing to choose.
  package var reason: String

  /// A suggestion.
  package init(
    concept: ConceptOrdinal, scheme: SchemeOrdinal, score: Double, outcome: Outcome,
    evidence: [TagEvidence], alternatives: [ConceptOrdinal] = [], reason: String = ""
  ) {
    self.concept = concept
    self.scheme = scheme
    self.score = score
    self.outcome = outcome
    self.evidence = evidence
    self.alternatives = alternatives
    self.reason = reason
  }

  /// The kinds of evidence in a few words, such as `title, folder`.
  package var summary: String {
    var names: [String] = []
    for item in evidence where item.rule.isTelling && !names.contains(item.rule.rawValue) {
      names.append(item.rule.rawValue)
    }
    return names.joined(separator: ", ")
  }
}

/// One reason for a suggestion, bound to the vocabulary of the tagger; `Evidence` is how it is recorded.
package struct TagEvidence: Sendable, Hashable {
  /// Where it stands.
  package var field: Evidence.Place

  /// The bytes of the field.
  package var range: Range<Int>

  /// The words as they stand there.
  package var surface: String

  /// The label that they were taken for; `nil` for cues, formats and what was learned.
  package var label: LabelOrdinal?

  /// The rule by which it counts.
  package var rule: Evidence.Rule

  /// The metadata field that it stands in, and how its value was read; see `Evidence.source`.
  package var source: String

  /// What is special about it, such as "former name until 2009-06-30"; empty if nothing.
  package var remark: String

  /// What it adds to the log-odds of the score; negative if it takes away.
  package var weight: Double

  /// A piece of evidence.
  package init(
    field: Evidence.Place, range: Range<Int>, surface: String, label: LabelOrdinal?,
    rule: Evidence.Rule,
    source: String = "", remark: String = "", weight: Double
  ) {
    self.field = field
    self.range = range
    self.surface = surface
    self.label = label
    self.rule = rule
    self.source = source
    self.remark = remark
    self.weight = weight
  }
  /// Source and remark in one line, as people read them.
  package var note: String { Evidence.note(source: source, remark: remark) }
}
