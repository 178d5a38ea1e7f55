import Testing

@testable import ParlanceKit

@Suite struct `Numbers of runs in words` {
  @Test(
    arguments: [
      ([], ""), ([1], "1"), ([1, 2], "1–2"), ([1, 2, 3, 4, 7], "1–4, 7"), ([1, 3, 5], "1, 3, 5"),
      ([7, 8, 10, 11, 12], "7–8, 10–12"), ([-2, -1, 0], "-2–0"),
    ] as [([Int64], String)])
  func `are ranges where they follow each other`(numbers: [Int64], expected: String) {
    #expect(RunRanges.text(numbers) == expected)
  }
}
