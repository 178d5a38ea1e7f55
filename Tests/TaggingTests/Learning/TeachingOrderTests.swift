import Testing

@testable import Tagging

/// What is asked first teaches most.
struct TeachingOrderTests {
  private func question(
    _ score: Double, _ concept: String = "c", path: String = "a/1"
  ) -> TeachingOrder.Question {
    TeachingOrder.Question(facet: "f", concept: concept, path: path, score: score)
  }

  @Test func `what nobody can tell comes before what is nearly certain`() {
    let documents = [0.95, 0.5, 0.1, 0.7].enumerated().map { number, score in
      [question(score, "c\(number)")]
    }
    #expect(TeachingOrder.order(documents) == [1, 3, 2, 0])
  }

  @Test func `a kind of which much waits comes before a rare one, and each in its turn`() {
    let frequent = (0..<6).map { _ in [question(0.5, "often")] }
    let documents =
      [[question(0.5, "once")]] + frequent + [[question(0.5, "twice")]]
      + [[question(0.5, "twice")]]
    // Of nine questions six are frequent: as among those asked first.
    #expect(TeachingOrder.order(documents).prefix(6) == [1, 2, 3, 7, 4, 5])
  }

  @Test func `the same proposal in another folder is another kind`() {
    let documents = [
      [question(0.6, path: "a/1")], [question(0.5, path: "b/1")], [question(0.5, path: "b/2")],
    ]
    #expect(TeachingOrder.order(documents) == [1, 2, 0])
    let together = documents.map { _ in [question(0.5, path: "a/1")] }
    #expect(TeachingOrder.order(together) == [0, 1, 2])
  }

  @Test func `all that is asked of a document adds up`() {
    let documents = [[question(0.5, "x")], [question(0.4, "y"), question(0.4, "z")]]
    #expect(TeachingOrder.order(documents) == [1, 0])
  }

  @Test func `the order is that of what was given where nothing tells more, and loses nobody`() {
    #expect(TeachingOrder.order([[], [], []]) == [0, 1, 2])
    let documents = (0..<50).map { [question(Double($0 % 7) / 7, "c\($0 % 5)")] }
    let order = TeachingOrder.order(documents)
    #expect(order.sorted() == Array(0..<50))
    #expect(order == TeachingOrder.order(documents))
    #expect(TeachingOrder.order([]) == [])
    #expect(TeachingOrder.order([[question(7)], [question(-1)], [question(0.5)]])[0] == 2)
  }
}
