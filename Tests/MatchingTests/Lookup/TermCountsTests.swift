import Matching
import RandomNumbers
import Testing

struct TermCountsTests {
  @Test func `a name that comes late is judged like one that came early`() {
    var counts = TermCounts(mostTerms: 50)
    for document in 0..<396 { counts.add((0..<10).map { "noise \(document) \($0)" }) }
    #expect(counts.forgettings > 10)
    for document in 0..<3 {
      counts.add(["late"] + (0..<10).map { "late noise \(document) \($0)" })
    }
    for document in 0..<20 { counts.add(["again \(document)"]) }
    #expect(counts.found(inAtLeast: 3).map(\.term) == ["late"])
  }

  @Test(arguments: 1...5)
  func `no count is too high, and none too low by more than was forgotten`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    var counts = TermCounts(mostTerms: 30)
    var truth: [String: Int] = [:]
    for _ in 0..<500 {
      // Of such terms few are frequent and most are rare, as in a share.
      let terms = Set((0..<8).map { _ in "t\(numbers.next(below: 1 + numbers.next(below: 200)))" })
      for term in terms { truth[term, default: 0] += 1 }
      counts.add(terms.sorted())
    }
    let found = Dictionary(
      uniqueKeysWithValues: counts.found(inAtLeast: 1).map { ($0.term, $0.documents) })
    #expect(found.count <= 30 && counts.forgettings > 0)
    for (term, documents) in found {
      let real = truth[term] ?? 0
      #expect(documents <= real && real <= documents + counts.forgettings, "\(term)")
    }
    for (term, documents) in truth where documents > counts.forgettings {
      #expect(found[term] != nil, "\(term) in \(documents)")
    }
  }

  @Test func `the most frequent come first, equal ones by their names`() {
    var counts = TermCounts()
    for document in [["b", "a"], ["b", "c"], ["b", "a"], []] { counts.add(document) }
    let found = counts.found(inAtLeast: 2)
    #expect(found.map(\.term) == ["b", "a"])
    #expect(found.map(\.documents) == [3, 2])
    #expect(counts.found(inAtLeast: 4).isEmpty)
  }
}
