/// A moment as file systems keep it: whole, in every year that one can name.
package struct FileTime: Hashable, Comparable, Sendable {
  /// Seconds since 1970, negative before.
  package var seconds: Int64

  /// Nanoseconds within the second, 0 to 999,999,999.
  package var nanoseconds: UInt32

  /// A moment of its parts.
  package init(seconds: Int64, nanoseconds: UInt32 = 0) {
    self.seconds = seconds
    self.nanoseconds = min(nanoseconds, 999_999_999)
  }

  /// The moment that many nanoseconds after the beginning of 1970.
  package init(nanosecondsSince1970 count: Int64) {
    let (quotient, remainder) = count.quotientAndRemainder(dividingBy: 1_000_000_000)
    let isBefore = remainder < 0
    self.init(
      seconds: isBefore ? quotient - 1 : quotient,
      nanoseconds: UInt32(isBefore ? remainder + 1_000_000_000 : remainder))
  }

  /// Nanoseconds since 1970; the bound of the type before 1677 and after 2262, which it cannot name.
  package var nanosecondsSince1970: Int64 {
    // Before 1970 the second is counted from its end, so that no step passes a bound that the whole does not.
    let (whole, rest) =
      seconds < 0
      ? (seconds + 1, Int64(nanoseconds) - 1_000_000_000) : (seconds, Int64(nanoseconds))
    return whole.multipliedClamped(by: 1_000_000_000).addingClamped(rest)
  }

  package static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
