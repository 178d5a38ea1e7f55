import Foundation
import Testing

@testable import System

struct LocalTimeTests {
  /// The calendar of the time zone that the tests run in, which need not be UTC.
  private let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    return calendar
  }()

  @Test(arguments: [
    (1970, 1, 1), (1999, 12, 31), (2000, 2, 29), (2026, 3, 29), (2026, 7, 1), (2026, 10, 25),
    (2038, 1, 20), (1901, 5, 6), (2261, 12, 31),
  ])
  func `a day begins when the calendar of the place says`(_ year: Int, _ month: Int, _ day: Int) {
    let date = calendar.date(from: DateComponents(year: year, month: month, day: day))
    let start = LocalTime.startOfDay(year: year, month: month, day: day)
    #expect(start == date.map { Int64($0.timeIntervalSince1970) })
  }

  @Test func `a day is as long as its number of hours`() {
    let days = (1...28).map { LocalTime.startOfDay(year: 2026, month: 2, day: $0) }
    // No clock is put forward or back in the middle of February.
    #expect(zip(days, days.dropFirst()).allSatisfy { $1 - $0 == 86_400 })
  }
}
