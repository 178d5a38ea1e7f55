package import Taxonomy

/// A concept that a document names, before it is decided whether it is about it.
package struct TagCandidate: Sendable {
  /// The concept, in use today.
  package var concept: ConceptOrdinal

  /// The numbers by which it is judged.
  package var features = CandidateFeatures()

  /// The wordings that mean it, by their number in the document's list.
  var wordings: [Int] = []

  /// The other meanings of its wordings, if nothing decided.
  var alternatives: [ConceptOrdinal] = []

  /// Why the meaning was chosen, or why not.
  var reason = ""

  /// Whether at least one wording means this concept beyond doubt.
  var isDecided = false
}

/// A wording found in a document, with all its places and what it means.
struct Wording {
  /// The places, as indexes into the scan's mentions.
  var mentions: [Int]

  /// The label by which it has the meaning chosen.
  var label: LabelOrdinal

  /// The concept chosen, in use today.
  var concept: ConceptOrdinal

  /// The long form that the document gives, if the wording is an abbreviation of its own.
  var definition: String?

  /// The number of meanings.
  var meaningCount: Int

  /// The other meanings, if nothing decided.
  var alternatives: [ConceptOrdinal]

  /// Whether the wording is the label itself but for case and diacritics.
  var isExact: Bool
}
