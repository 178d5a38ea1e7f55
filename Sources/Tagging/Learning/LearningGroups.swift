internal import Taxonomy

/// Documents in parts of which each is about what the others are not: what is learned from the others is then asked
/// of what is new to it.
///
/// Random parts of a collection are alike, and flatter what was learned from one another. So documents are put
/// together by the concept that most of them share (products, customers), else by their folder.
struct LearningGroups {
  /// The part of each document.
  let parts: [Int]

  /// The number of parts with a document.
  let count: Int

  /// A concept of more of the documents than this tells no groups apart.
  private static let mostFrequent = 2.0 / 3

  /// Whether there are parts to tell apart: two at least, and none of them nearly everything.
  var areTelling: Bool {
    guard count > 1 else { return false }
    let largest = (0..<count).map { part in parts.count { $0 == part } }.max() ?? 0
    return Double(largest) <= Self.largestPart * Double(parts.count)
  }

  private static let largestPart = 0.8

  /// The part with the fewest documents.
  var smallest: Int {
    let sizes = (0..<count).map { part in parts.count { $0 == part } }
    return sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) } ?? 0
  }

  /// Puts documents into parts as equal as their groups allow.
  ///
  /// - Parameters:
  ///   - documents: the concepts of each that stand for what it is about, and its folder.
  ///   - most: the number of parts.
  init(_ documents: [(concepts: [ConceptOrdinal], folder: String)], parts most: Int) {
    var frequency: [ConceptOrdinal: Int] = [:]
    for document in documents {
      for concept in document.concepts { frequency[concept, default: 0] += 1 }
    }
    let limit = Self.mostFrequent * Double(documents.count)
    let names = documents.map { document in
      let concept = document.concepts.filter { Double(frequency[$0] ?? 0) <= limit }
        .max { (frequency[$0] ?? 0, $1) < (frequency[$1] ?? 0, $0) }
      return concept.map { "concept \($0.rawValue)" } ?? "folder \(document.folder)"
    }
    let sizes = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    var filled = [Int](repeating: 0, count: most)
    var places: [String: Int] = [:]
    // The largest first, so that the small ones can make the parts even.
    for (name, size) in sizes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let part = filled.indices.min { (filled[$0], $0) < (filled[$1], $1) } ?? 0
      places[name] = part
      filled[part] += size
    }
    parts = names.map { places[$0] ?? 0 }
    count = filled.count { $0 > 0 }
  }
}
