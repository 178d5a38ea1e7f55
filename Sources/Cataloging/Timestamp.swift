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

  /// A time given in seconds since 1970.
  package static func string(secondsSince1970 seconds: Int) -> String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = CalendarDate(daysSince1970: days)?.description ?? "0001-01-01"
    return "\(date)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }
}
