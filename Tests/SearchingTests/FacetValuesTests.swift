import Testing

@testable import Searching

/// Values of documents by facet.
struct FacetValuesTests {
  @Test(arguments: [1, 15, 16, 17, 60])
  func `each value stands once, in the order in which values came`(count: Int) {
    var values = FacetValues()
    for round in 0..<3 {
      for number in 0..<count {
        values.add("value \(number)", to: round == 1 ? "product" : "type")
        values.add("value \(number / 2)", to: "type")
      }
    }
    let expected = (0..<count).map { "value \($0)" }
    #expect(values.values.map(\.key) == ["type", "product"])
    #expect(values.values.first?.values == expected)
    #expect(values.values.last?.values == expected)
  }

  @Test func `nothing is added without a value, or to what can be no facet`() {
    var values = FacetValues()
    values.add("", to: "type")
    values.add("red", to: "")
    values.add("red", to: "a\nb")
    #expect(values.values.isEmpty)
  }
}
