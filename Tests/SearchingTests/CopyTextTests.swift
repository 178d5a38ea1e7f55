import RandomNumbers
import Testing

@testable import Searching

/// Which texts are copies of one another.
struct CopyTextTests {
  @Test func `texts are copies as the naive comparison of their runs and numbers says`() {
    var generator = SeededGenerator(seed: 12)
    var copies = 0
    for _ in 0..<400 {
      let left = RandomCorpus.text(3...60, &generator).split(separator: " ").map(String.init)
      var right = left
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0..<max(1, right.count), using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where !right.isEmpty: right.remove(at: place)
        case 1: right.insert(RandomCorpus.text(1...1, &generator), at: place)
        case 2: right.insert("\(Int.random(in: 1...99, using: &generator))", at: place)
        default: right.append("v\(Int.random(in: 1...3, using: &generator))")
        }
      }
      let isCopy = CopyText(left.joined(separator: " "))
        .isCopy(of: CopyText(right.joined(separator: ", ")))
      #expect(isCopy == Self.areCopies(left, right), "\(left) \(right)")
      copies += isCopy ? 1 : 0
    }
    #expect((50...350).contains(copies))
  }

  @Test(arguments: [
    ("item 4711 costs 12", "item 4712 costs 12", false), ("item costs 12", "item costs 12", true),
    ("page 7 item costs", "item costs", true), ("model x15b", "model x15c", false),
    ("a deal of Grüße", "a deal of GRÜSSE", true),
  ])
  func `numbers that either lacks make two documents`(
    left: String, right: String, areCopies: Bool
  ) {
    let text = Array(repeating: "whoever reads this sentence has read it all", count: 2)
      .joined(separator: " ")
    let more = RandomCorpus.words.prefix(12).joined(separator: " ")
    let texts = [left, right].map { CopyText("\(text) \(more) \($0)") }
    #expect(texts[0].isCopy(of: texts[1]) == areCopies)
  }

  @Test func `texts without three words are nobody's copies`() {
    #expect(!CopyText("").isCopy(of: CopyText("")))
    #expect(!CopyText("one two").isCopy(of: CopyText("one two")))
  }

  private static func areCopies(_ left: [String], _ right: [String]) -> Bool {
    func runs(_ words: [String]) -> Set<[String]> {
      Set(words.indices.dropFirst(2).map { Array(words[$0 - 2...$0]) })
    }
    func numbers(_ words: [String]) -> Set<String> {
      Set(words.filter { $0.contains { $0.isNumber } })
    }
    let all = runs(left).union(runs(right)).count
    let common = runs(left).intersection(runs(right)).count
    guard all > 0, Double(common) >= CopyText.leastShare * Double(all) else { return false }
    return numbers(left).isSubset(of: numbers(right)) || numbers(right).isSubset(of: numbers(left))
  }
}
