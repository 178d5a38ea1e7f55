import Testing

@testable import System

struct FileTimeTests {
  @Test(arguments: [
    (Int64(0), Int64(0), UInt32(0)), (-1, -1, 999_999_999), (1_500_000_000, 1, 500_000_000),
    (.max, 9_223_372_036, 854_775_807), (.min, -9_223_372_037, 145_224_192),
  ])
  func `nanoseconds and parts say the same moment`(count: Int64, seconds: Int64, rest: UInt32) {
    let time = FileTime(nanosecondsSince1970: count)
    #expect(time == FileTime(seconds: seconds, nanoseconds: rest))
    #expect(time.nanosecondsSince1970 == count)
  }

  @Test func `years that nanoseconds cannot name stay in order`() {
    let years: [Int64] = [-16_725_225_600, 0, 10_413_792_000, 253_402_300_799, .max]
    let times = years.map { FileTime(seconds: $0) }
    #expect(times == times.sorted())
    #expect(times.map(\.nanosecondsSince1970) == [.min, 0, .max, .max, .max])
  }
}
