import RandomNumbers
import Testing

/// Random numbers that can be repeated: splits, training and tests depend on them.
struct SeededGeneratorTests {
  @Test func `the numbers of a seed are those of SplitMix64`() {
    // The reference implementation's, which others have, too (Steele, Lea, Flood 2014).
    var zero = SeededGenerator(seed: 0)
    #expect(
      (0..<3).map { _ in zero.next() } == [
        0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
      ])
    var other = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in other.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test(arguments: [0, 1, UInt64.max]) func `the same seed gives the same numbers`(seed: UInt64) {
    var one = SeededGenerator(seed: seed)
    var same = SeededGenerator(seed: seed)
    var next = SeededGenerator(seed: seed &+ 1)
    let numbers = (0..<100).map { _ in one.next() }
    #expect(numbers == (0..<100).map { _ in same.next() })
    #expect(numbers != (0..<100).map { _ in next.next() })
    #expect(Set(numbers).count == 100)
  }

  @Test(arguments: [1, 2, 3, 10, 1000, Int.max])
  func `a number below a bound is from nought on`(bound: Int) {
    var random = SeededGenerator(seed: 7)
    let numbers = (0..<1000).map { _ in random.next(below: bound) }
    #expect(numbers.allSatisfy { (0..<bound).contains($0) })
    if bound <= 10 { #expect(Set(numbers).count == bound, "each comes up") }
  }

  @Test func `numbers below a bound are about as many of each`() {
    var random = SeededGenerator(seed: 3)
    var counts = [0, 0, 0, 0, 0]
    for _ in 0..<10_000 { counts[random.next(below: 5)] += 1 }
    #expect(counts.allSatisfy { (1_850...2_150).contains($0) }, "\(counts)")
  }

  @Test func `a share is from nought up to one`() {
    var random = SeededGenerator(seed: 5)
    let shares = (0..<10_000).map { _ in random.nextUnit() }
    #expect(shares.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(shares.reduce(0, +) / 10_000 - 0.5) < 0.02)
  }
}
