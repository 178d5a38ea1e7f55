/// The words of a query beside its labels, and which of them documents have.
///
/// A word such as `plan` is a label and an everyday word. What was meant, the other words tell: a tag counts as far as
/// the document has those, too.
struct OtherWords {
  let terms: TermPlans

  /// What has each of the words.
  let plans: [Plan]

  /// What part of the words, by their weight, each of some documents has; 1 if there are none.
  ///
  /// - Parameters:
  ///   - documents: documents, ascending.
  ///   - segment: the number of the segment.
  /// - Returns: for each document a number from 0 to 1.
  /// - Throws: `IndexError`.
  func shares(of documents: [UInt32], in segment: Int) throws -> [Float] {
    var shares = [Float](repeating: plans.isEmpty ? 1 : 0, count: documents.count)
    let total = plans.reduce(Float(0)) { $0 + $1.highestScore }
    guard total > 0, !documents.isEmpty else { return shares.map { _ in 1 } }
    for plan in plans {
      let share = plan.highestScore / total
      for (place, isHeld) in try matches(of: plan, among: documents, in: segment).enumerated()
      where isHeld { shares[place] += share }
    }
    return shares.map { min($0, 1) }
  }

  /// The documents of a segment that have these words and some others, ascending.
  func documents(withAllAnd others: [Plan], in segment: Int) throws -> [UInt32] {
    let all = (plans + others).sorted { $0.documentFrequency < $1.documentFrequency }
    guard let rarest = all.first else { return [] }
    var documents = try self.documents(of: rarest, in: segment)
    for plan in all.dropFirst() where !documents.isEmpty {
      documents = zip(documents, try matches(of: plan, among: documents, in: segment))
        .filter { $0.1 }.map { $0.0 }
    }
    return documents
  }

  private func documents(of plan: Plan, in segment: Int) throws -> [UInt32] {
    switch plan {
    case .term(let term): try terms.frequencies(term, segment).documents
    case .list(let lists): lists[segment].documents
    case .any(let parts):
      Array(Set(try parts.flatMap { try documents(of: $0, in: segment) })).sorted()
    default: []
    }
  }

  /// Whether a plan matches each of some documents.
  private func matches(
    of plan: Plan, among documents: [UInt32], in segment: Int
  ) throws -> [Bool] {
    var matches = [Bool](repeating: false, count: documents.count)
    switch plan {
    case .term(let term):
      guard let ordinal = term.ordinals[segment] else { break }
      let held = terms.index.segments[segment]
      let cursor = try PostingsCursor(
        held.postings(term.field), ordinal: ordinal, documentCount: held.count)
      let found = try cursor.matches(among: documents)
      for place in found.places.prefix(found.count) { matches[Int(place)] = true }
    case .list(let lists):
      let found = lists[segment].documents
      var next = 0
      for (place, document) in documents.enumerated() {
        while next < found.count, found[next] < document { next += 1 }
        matches[place] = next < found.count && found[next] == document
      }
    case .any(let parts):
      for part in parts {
        let found = try self.matches(of: part, among: documents, in: segment)
        for place in found.indices where found[place] { matches[place] = true }
      }
    default: break
    }
    return matches
  }
}

extension Plan {
  /// In how many documents a word occurs at most.
  fileprivate var documentFrequency: Int {
    switch self {
    case .term(let term): term.documentFrequency
    case .list(let lists): lists.reduce(0) { $0 + $1.count }
    case .any(let parts): parts.reduce(0) { $0 + $1.documentFrequency }
    default: .max
    }
  }
}
