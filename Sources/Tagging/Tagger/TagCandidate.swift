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

  /// Whether all its wordings are ordinary words of the language.
  var isOrdinary = false

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

  /// Adds a candidate whose numbers are all zero.
  mutating func append(_ candidate: TagCandidate) {
    candidates.append(candidate)
    values.append(contentsOf: repeatElement(0, count: CandidateFeature.count))
  }

  /// A number of a candidate.
  subscript(row: Int, feature: CandidateFeature) -> Float {
    get { values[row &* CandidateFeature.count &+ feature.rawValue] }
    set { values[row &* CandidateFeature.count &+ feature.rawValue] = newValue }
  }

  /// Gives the numbers of all candidates to `body`, row by row.
  mutating func fill(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    unsafe values.withUnsafeMutableBufferPointer { unsafe body($0) }
  }

  /// The numbers of one candidate.
  func row(_ number: Int) -> ArraySlice<Float> {
    values[number * CandidateFeature.count..<(number + 1) * CandidateFeature.count]
  }
}
