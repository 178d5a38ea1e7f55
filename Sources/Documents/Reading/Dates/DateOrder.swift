/// Which of the first two numbers of a date such as `03/10/2016` is the day.
package enum DateOrder: String, Sendable, Hashable, CaseIterable {
  /// The first one.
  case dayMonth = "day-month"
  /// The second one.
  case monthDay = "month-day"
}
