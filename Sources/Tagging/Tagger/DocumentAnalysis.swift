internal import Matching
internal import Model
internal import Taxonomy

/// What a document names: its wordings with their places and meanings, and the candidates.
///
/// Flat arrays that refer to each other by number, so that a document of thousands of places costs
/// a handful of allocations; words are put together only for what is shown.
package struct DocumentAnalysis {
  var scan: DocumentScan

  /// The date that decides which names were valid.
  var date: CalendarDate?

  /// The wordings in the order of their first places, then those of abbreviations defined here.
  var wordings: [Wording] = []

  /// The places of all wordings as numbers of the scan's mentions, those of a wording together.
  var places: [UInt32] = []

  /// The meanings of wordings that have several, those of a wording together, the best first.
  var meanings: [Disambiguator.Meaning] = []

  /// The long forms of the abbreviations that the document defines.
  var definitions: [String] = []

  /// What the other documents of the folder are assigned, if that is known and tells something.
  var folder: FolderContext?

  /// What tells whether a name says for whom, where or for which trade the document holds.
  var scopes = ScopeReader()

  /// The similarity to the most similar document learned from, if it was asked already.
  var likeness: Float?

  /// The concepts named, and the numbers by which they are judged.
  var candidates = CandidateTable()
}

/// A wording found in a document, with all its places and what it means.
struct Wording: BitwiseCopyable {
  /// The group of labels.
  var group: UInt32

  /// How it is written.
  var surface: Disambiguator.Surface

  /// What tells it from other wordings of its group.
  var identity: UInt64

  /// The number of the group's next wording, or -1.
  var nextInGroup: Int32 = -1

  /// The number of the next wording of its concept, or -1.
  var nextOfConcept: Int32 = -1

  /// Where its labels begin: in the groups' labels, or in the document's own.
  var labelStart: UInt32

  /// The number of its labels; 0 if no label allows it.
  var labelCount: UInt32

  /// Whether its labels are in the document's own list.
  var hasOwnLabels: Bool

  /// Whether all its labels mean one concept that needs no support.
  var isClear: Bool

  /// Where its places begin.
  var firstPlace: UInt32 = 0

  /// The number of its places.
  var placeCount: UInt32 = 0

  /// The label by which it has the meaning chosen.
  var label = LabelOrdinal(0)

  /// The concept chosen, in use today.
  var concept = ConceptOrdinal(0)

  /// Where its meanings begin, if there are several.
  var firstMeaning: UInt32 = 0

  /// The number of meanings; 0 if it means nothing, so that it does not count.
  var meaningCount: UInt32 = 0

  /// In how many schemes that give a document any number it is a name.
  var schemeCount: Int32 = 1

  /// Whether the meaning is clear.
  var isDecided = true

  /// Whether it is the label itself but for case and diacritics.
  var isExact = false

  /// Whether it is a name of a concept that says only nearly the same (`closeMatch`).
  var isNear = false

  /// Whether it is an everyday word among others in capitals, so that it is no name unless the document names the
  /// concept otherwise.
  var isShouted = false

  /// The number of the long form that it stands for here, or -1.
  var definition: Int32 = -1

  /// Where its places lie in the document's list.
  var placeRange: Range<Int> { Int(firstPlace)..<Int(firstPlace + placeCount) }
}

extension DocumentAnalysis {
  /// The places of a wording, in the order of the scan.
  func places(of wording: Wording) -> ArraySlice<UInt32> {
    places[wording.placeRange]
  }

  /// The meanings of a wording, the best first; empty if there is only one.
  func meanings(of wording: Wording) -> ArraySlice<Disambiguator.Meaning> {
    guard wording.meaningCount > 1 else { return [] }
    let first = Int(wording.firstMeaning)
    return meanings[first..<first + Int(wording.meaningCount)]
  }

  /// The other concepts that a wording may mean, if nothing decided.
  func alternatives(of wording: Wording) -> [ConceptOrdinal] {
    wording.isDecided ? [] : meanings(of: wording).dropFirst().map(\.concept)
  }
}
