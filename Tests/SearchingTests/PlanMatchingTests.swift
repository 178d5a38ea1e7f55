import RandomNumbers
import TestSupport
import Testing

@testable import Searching

/// What plans match, beside sets of documents.
struct PlanMatchingTests {
  /// The documents that a plan matches, and the score of each, by looking at each part by itself.
  private struct Twin {
    let lists: [String: ScoredList]
    let count: Int

    func scores(_ plan: Plan) -> [UInt32: Float] {
      switch plan {
      case .term(let term):
        let list = lists[term.text] ?? ScoredList()
        return Dictionary(uniqueKeysWithValues: zip(list.documents, list.scores))
      case .everything:
        return Dictionary(uniqueKeysWithValues: (0..<UInt32(count)).map { ($0, 0) })
      case .any(let parts):
        return parts.map(scores).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
      case .all(let parts, let optional, let excluding):
        let found = parts.map(scores)
        let added = optional.map(scores)
        let without = Set(excluding.flatMap { scores($0).keys })
        var result: [UInt32: Float] = [:]
        for document in (found.first ?? [:]).keys
        where found.allSatisfy({ $0[document] != nil }) && !without.contains(document) {
          result[document] = (found + added).reduce(0) { $0 + ($1[document] ?? 0) }
        }
        return result
      case .list, .terms: return [:]
      }
    }
  }

  private static func plan(
    _ depth: Int, _ terms: [Plan], _ generator: inout SeededGenerator
  ) -> Plan {
    func some(_ range: ClosedRange<Int>) -> [Plan] {
      (0..<Int.random(in: range, using: &generator)).map { _ in
        plan(depth - 1, terms, &generator)
      }
    }
    guard depth > 0 else { return terms.randomElement(using: &generator) ?? .everything }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return .any(some(0...3))
    case 1: return .all(some(1...3), optional: some(0...2), excluding: some(0...1))
    case 2: return .all([.everything], excluding: some(1...2))
    default: return terms.randomElement(using: &generator) ?? .everything
    }
  }

  /// More documents than a window holds, so that plans are matched in several of them.
  private static let documents = (0..<9_000).map { number in
    var words = ["all"]
    if number % 2 == 0 { words.append("even") }
    if number % 3 == 0 { words += ["third", "third"] }
    if number % 700 == 5 { words.append("rare") }
    if number == 8_500 { words.append("single") }
    return IndexDocument(id: "d\(number)", text: words.joined(separator: " "))
  }

  @Test func `nested plans match the documents and scores that sets of their parts give`() throws {
    try withTemporaryFolder { folder in
      try makeIndex(Self.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for (number, segment) in index.segments.enumerated() {
        let matcher = try SegmentMatcher(segment, number: number, similarity: index.similarity)
        let names = ["even", "third", "rare", "single", "absent"]
        let terms = try names.map { Plan.term(try index.term($0, in: .text, weight: 1.5)) }
        let lists = try zip(names, terms).map { ($0, try matcher.list($1)) }
        let twin = Twin(
          lists: Dictionary(uniqueKeysWithValues: lists), count: segment.count)
        var generator = SeededGenerator(seed: 3)
        for round in 0..<120 {
          let plan = Self.plan(3, terms, &generator)
          let found = try matcher.list(plan)
          let expected = twin.scores(plan)
          #expect(found.documents == expected.keys.sorted(), "round \(round): \(plan)")
          for (document, score) in zip(found.documents, found.scores) {
            let difference = abs(score - (expected[document] ?? -1))
            #expect(difference < 0.0001, "round \(round), document \(document)")
          }
        }
      }
    }
  }

  /// What a filter leaves of a plan, batch by batch.
  private static func filtered(
    _ plan: Plan, _ matcher: SegmentMatcher, share: UInt32
  ) throws -> ScoredList {
    let narrowing = SegmentMatcher.Narrowing(mayNarrow: true) { batch in
      batch.keep { batch.document(at: $0) % share == 0 }
    }
    var result = ScoredList()
    try matcher.forEachBatch(plan, narrowing: narrowing) { batch in
      for place in 0..<batch.count {
        result.documents.append(batch.document(at: place))
        result.scores.append(unsafe batch.scores[place])
      }
    }
    return result
  }

  @Test(arguments: [1, 2, 5, 64, 9_001] as [UInt32])
  func `a filter leaves what it leaves of all, with the same scores`(share: UInt32) throws {
    try withTemporaryFolder { folder in
      try makeIndex(Self.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      for (number, segment) in index.segments.enumerated() {
        let matcher = try SegmentMatcher(segment, number: number, similarity: index.similarity)
        let terms = try ["all", "even", "third", "rare", "single", "absent"].map {
          Plan.term(try index.term($0, in: .text, weight: 1.5))
        }
        var generator = SeededGenerator(seed: 5)
        var plans: [Plan] = [
          .any(terms), .all([.any([terms[1], terms[2]])], optional: [terms[3], terms[0]]),
        ]
        plans += (0..<60).map { _ in Self.plan(2, terms, &generator) }
        for plan in plans {
          let all = try matcher.list(plan)
          let kept = all.documents.indices.filter { all.documents[$0] % share == 0 }
          let found = try Self.filtered(plan, matcher, share: share)
          #expect(found.documents == kept.map { all.documents[$0] }, "\(plan)")
          // To the last bit: a filter must not change the order of hits.
          #expect(found.scores == kept.map { all.scores[$0] }, "\(plan)")
        }
      }
    }
  }

  @Test func `batches are ascending, and no larger than a window`() throws {
    try withTemporaryFolder { folder in
      try makeIndex(Self.documents, in: folder)
      let index = try SearchIndex(folder: folder)
      var total = 0
      for (number, segment) in index.segments.enumerated() {
        let matcher = try SegmentMatcher(segment, number: number, similarity: index.similarity)
        var last: UInt32?
        try matcher.forEachBatch(.everything) { batch in
          #expect(batch.count <= SegmentMatcher.windowSize)
          for place in 0..<batch.count {
            let document = batch.document(at: place)
            #expect(last.map { $0 < document } ?? true)
            last = document
          }
          total += batch.count
        }
      }
      #expect(total == Self.documents.count)
    }
  }
}
