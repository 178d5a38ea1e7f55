import Glibc
import Model

/// Points in time as ISO 8601 in UTC, to the second.
package enum Timestamp {
  /// The present time, such as `2026-11-21T09:30:00Z`.
  package static func now() -> String {
    string(secondsSince1970: Int(secondsSince1970()))
  }

  /// The present time in seconds since 1970.
  package static func secondsSince1970() -> Int64 { Int64(time(nil)) }

  /// A time given in seconds since 1970; of the years that have no four digits, the first or the last day.
  package static func string(secondsSince1970 seconds: Int) -> String {
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let (days, rest) = remainder < 0 ? (quotient - 1, remainder + 86_400) : (quotient, remainder)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date =
      CalendarDate(daysSince1970: days)?.description ?? (days < 0 ? "0001-01-01" : "9999-12-31")
    return "\(date)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }
}
