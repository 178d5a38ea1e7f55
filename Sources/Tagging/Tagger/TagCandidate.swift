internal import Matching
package import Taxonomy

/// A concept that a document names, before it is decided whether it is about it.
package struct TagCandidate: Sendable, BitwiseCopyable {
  /// The concept, in use today.
  package var concept: ConceptOrdinal

  /// The first wording that means it, or -1 if the document does not name it.
  var firstWording: Int32 = -1

  /// The wording with several meanings whose choice explains the candidate's, or -1.
  var chosenWording: Int32 = -1

  /// Whether at least one wording means this concept beyond doubt.
  var isDecided = true

  /// Whether only the other documents of the folder speak for it.
  var isFromFolder = false

  /// Whether all its places name it in passing.
  var isPassing = false

  /// Whether it is named only by plain words that were its name until years before the document.
  var isOutdated = false

  /// Whether all its wordings are ordinary words of the language.
  var isOrdinary = false

  /// Whether all its wordings are names of concepts that say only nearly the same.
  var isNear = false

  /// Whether the examples say nothing of it in this document, whatever they say of it elsewhere.
  var isBeyondExamples = false

  /// Of how many schemes that give a document any number its least shared name names a concept.
  var schemeCount: Int32 = 1
}

/// The candidates of a document with the numbers by which they are judged, row by row.
package struct CandidateTable: Sendable {
  /// The concepts, each once.
  package private(set) var candidates: [TagCandidate] = []

  /// The numbers, `CandidateFeature.count` of each candidate.
  private(set) var values: [Float] = []

  /// The number of candidates.
  package var count: Int { candidates.count }

  /// No candidates.
  init() {}

  /// Makes room.
  mutating func reserveCapacity(_ count: Int) {
    candidates.reserveCapacity(count)
    values.reserveCapacity(count * CandidateFeature.count)
  }

  /// Adds a candidate with its numbers, by default all zero.
  mutating func append(_ candidate: TagCandidate, _ features: FeatureRow = FeatureRow()) {
    candidates.append(candidate)
    features.append(to: &values)
  }

  /// Notes that the examples say nothing of a candidate.
  mutating func setBeyondExamples(_ row: Int) { candidates[row].isBeyondExamples = true }

  /// A number of a candidate.
  subscript(row: Int, feature: CandidateFeature) -> Float {
    get { values[row &* CandidateFeature.count &+ feature.rawValue] }
    set { values[row &* CandidateFeature.count &+ feature.rawValue] = newValue }
  }

  /// The numbers of one candidate.
  func row(_ number: Int) -> ArraySlice<Float> {
    values[number * CandidateFeature.count..<(number + 1) * CandidateFeature.count]
  }
}
