package import Taxonomy

/// A concept proposed for a document, with its score and everything that led to it.
package struct TagSuggestion: Sendable, Hashable {
  /// What is to be done with a suggestion.
  package enum Outcome: String, Sendable, Hashable {
    /// Sure enough to be assigned.
    case accepted
    /// For a person to decide.
    case review
  }

  /// The concept, in use today: successors of deprecated ones are followed.
  package var concept: ConceptOrdinal

  /// The scheme that it answers.
  package var scheme: SchemeOrdinal

  /// The estimated probability that a person would agree, from 0 to 1.
  package var score: Double

  /// What is to be done with it.
  package var outcome: Outcome

  /// What led to it, the most telling places first, then what is no place; the weights add up to
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

/// One reason for a suggestion: where something stands, what it says, and what it weighs.
package struct TagEvidence: Sendable, Hashable {
  /// A part of a document; offsets count the UTF-8 of its string.
  package enum Field: Sendable, Hashable {
    /// The title.
    case title
    /// A heading, by its number from 0.
    case heading(Int)
    /// The running text.
    case text
    /// The path, folders and file name.
    case path
    /// A metadata value, by its number from 0.
    case metadata(Int)
    /// The format; the range is empty.
    case format
    /// No place: what was learned of the document as a whole.
    case document

    /// The name in output: `title`, `headings[2]`, `text`, `path`, `metadata[0]`, `format`, `document`.
    package var name: String {
      switch self {
      case .title: "title"
      case .heading(let number): "headings[\(number)]"
      case .text: "text"
      case .path: "path"
      case .metadata(let number): "metadata[\(number)]"
      case .format: "format"
      case .document: "document"
      }
    }
  }

  /// The rule by which a place counts.
  package enum Rule: String, Sendable, Hashable {
    /// A value that a person or an earlier run put into the field of the facet.
    case facet
    /// A category field.
    case category
    /// A keyword field.
    case keyword
    /// Another metadata field.
    case metadata
    /// A label in the title.
    case title
    /// A label in a heading.
    case heading
    /// A label in the file name.
    case file
    /// A label in the name of a folder.
    case folder
    /// A label in the text.
    case text
    /// The words of a label close together in a sentence, in another order.
    case orderFree = "order_free"
    /// A cue of the vocabulary.
    case cue
    /// The file's format.
    case format
    /// How a title is put, such as beginning with a plain verb.
    case form
    /// How the text is laid out: steps, tables, headings.
    case layout
    /// What was learned from documents tagged by people.
    case learned
    /// What people assigned in the same folder or to the same author.
    case habit
    /// Neighbours in the vocabulary that the document names, too.
    case neighbors
    /// Further places that are not listed one by one.
    case further
    /// What the score starts from, and what others take of it.
    case start

    /// Whether it names a kind of place, or of knowledge, in a few words; the others only make the
    /// sum complete.
    package var isTelling: Bool { self != .neighbors && self != .further && self != .start }
  }

  /// Where it stands.
  package var field: Field

  /// The bytes of the field.
  package var range: Range<Int>

  /// The words as they stand there.
  package var surface: String

  /// The label that they were taken for; `nil` for cues, formats and what was learned.
  package var label: LabelOrdinal?

  /// The rule by which it counts.
  package var rule: Rule

  /// What is special about it, such as "former name until 2009-06-30"; empty if nothing.
  package var note: String

  /// What it adds to the log-odds of the score; negative if it takes away.
  package var weight: Double

  /// A piece of evidence.
  package init(
    field: Field, range: Range<Int>, surface: String, label: LabelOrdinal?, rule: Rule,
    note: String = "", weight: Double
  ) {
    self.field = field
    self.range = range
    self.surface = surface
    self.label = label
    self.rule = rule
    self.note = note
    self.weight = weight
  }
}
