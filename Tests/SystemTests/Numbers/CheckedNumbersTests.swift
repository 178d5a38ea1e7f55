import Testing

@testable import System

struct CheckedNumbersTests {
  static let extremes: [Int] = [
    .min, .min + 1, -2_147_483_649, -1, 0, 1, 2_147_483_648, .max - 1, .max,
  ]

  @Test(arguments: extremes, extremes)
  func `answers as wide arithmetic does, for every pair of extremes`(left: Int, right: Int) {
    func narrow(_ wide: Int128) -> Int? { Int(exactly: wide) }
    func clamped(_ wide: Int128) -> Int { narrow(wide) ?? (wide < 0 ? .min : .max) }
    let (a, b) = (Int128(left), Int128(right))
    #expect(left.adding(right) == narrow(a + b))
    #expect(left.subtracting(right) == narrow(a - b))
    #expect(left.multiplied(by: right) == narrow(a * b))
    #expect(left.addingClamped(right) == clamped(a + b))
    #expect(left.multipliedClamped(by: right) == clamped(a * b))
  }

  @Test(arguments: extremes, extremes)
  func `a range of outside numbers is there or is not`(start: Int, count: Int) {
    let range = Range(from: start, count: count)
    #expect((range != nil) == (count >= 0 && Int(exactly: Int128(start) + Int128(count)) != nil))
    #expect(range.map(\.count) ?? count == count)
  }

  @Test(arguments: extremes)
  func `an outside index finds its element or nothing`(index: Int) {
    let letters = ["a", "b"][...]
    #expect(letters.element(at: index) == (index == 0 ? "a" : index == 1 ? "b" : nil))
  }
}
