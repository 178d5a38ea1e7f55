import RandomNumbers
import Testing

@testable import Model

/// Periods, held against counting days.
struct ValidityTests {
  private func date(_ numbers: inout SeededGenerator) -> CalendarDate? {
    let year = 2007 + numbers.next(below: 3)
    switch numbers.next(below: 4) {
    case 0: return nil
    case 1: return CalendarDate(year: year)
    case 2: return CalendarDate(year: year, month: 1 + numbers.next(below: 12))
    default:
      return CalendarDate(
        year: year, month: 1 + numbers.next(below: 12), day: 1 + numbers.next(below: 28))
    }
  }

  /// The days of a period, as far as they matter here.
  private func days(_ validity: Validity) -> Set<Int> {
    let all = 13_000...15_000
    let first = validity.from?.firstDay.daysSince1970 ?? all.lowerBound
    let last = validity.until?.lastDay.daysSince1970 ?? all.upperBound
    return first <= last ? Set(first...last) : []
  }

  @Test(arguments: 1...4) func `share a day where counting finds one`(seed: UInt64) {
    var numbers = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let one = Validity(from: date(&numbers), until: date(&numbers))
      let other = Validity(from: date(&numbers), until: date(&numbers))
      guard !days(one).isEmpty, !days(other).isEmpty else { continue }
      #expect(one.overlaps(other) == !days(one).isDisjoint(with: days(other)), "\(one) \(other)")
      #expect(one.overlaps(other) == other.overlaps(one))
      guard let date = date(&numbers) else { continue }
      let period = days(Validity(from: date, until: date))
      #expect(one.contains(date) == !days(one).isDisjoint(with: period), "\(one) \(date)")
    }
  }

  @Test func `days are counted through every year and leap year`() throws {
    var count = -719_162
    for year in 1...9999 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let first = try #require(CalendarDate(year: year, month: 1, day: 1))
      #expect(first.daysSince1970 == count)
      #expect(CalendarDate(daysSince1970: count) == first)
      count += isLeap ? 366 : 365
      let last = try #require(CalendarDate(daysSince1970: count - 1))
      #expect((last.year, last.month, last.day) == (year, 12, 31))
      #expect((CalendarDate(year: year, month: 2, day: 29) != nil) == isLeap)
    }
    #expect(count == 2_932_897)
  }

  @Test(arguments: [Int.min, Int.min + 719_468, -719_163, 2_932_897, Int.max - 719_468, Int.max])
  func `a day outside of the years is none, however far`(days: Int) {
    #expect(CalendarDate(daysSince1970: days) == nil)
  }

  @Test(arguments: [Int32.min, -20_090_101, -1, 0, 1, 9999, 10_000, 20_091_301, 20_090_230, .max])
  func `a stored number that is not a date is none`(number: Int32) {
    let isDate = number == 10_000
    #expect((CalendarDate(rawValue: number) != nil) == isDate)
  }

  @Test(
    arguments: [
      ("2009-06-30-05:00", "2009-06-30"), ("2009-06-30+05:00", "2009-06-30"),
      ("2009-06-30Z", "2009-06-30"), ("2009Z", "2009"), ("2009-06Z", "2009-06"),
      ("2009-06-30T23:59:59-05:00", "2009-06-30"), ("2009-06-05:00", nil), ("2009--06", nil),
      ("2009-06-3-", nil), ("20-09", nil), ("-2009", nil), ("2009-06-30x", nil), ("０９０９", nil),
      ("2009T12:00", nil),
    ] as [(String, String?)])
  func `a time zone or a time behind a date is passed over, nothing else is`(
    text: String, date: String?
  ) {
    #expect(CalendarDate(text)?.description == date)
  }

  @Test(arguments: [
    ("2009-06", "2009", true), ("2009-06-30", "2009", true), ("2009-06-30", "2009-06", true),
    ("2009", "2009", false), ("2009-06-30", "2009-06-30", false), ("2009-07-01", "2009-06", false),
    ("2010-06", "2009", false), ("2009", "2009-06", false), ("2009-06", "2009-06-30", false),
  ])
  func `a month or a day is part of the period that it lies in`(
    part: String, period: String, isPart: Bool
  ) throws {
    let (part, period) = (try #require(CalendarDate(part)), try #require(CalendarDate(period)))
    #expect(part.isPart(of: period) == isPart)
  }

  @Test(arguments: [
    ("2009", "2009-01-01", "2009-12-31"), ("2008-02", "2008-02-01", "2008-02-29"),
    ("2009-02", "2009-02-01", "2009-02-28"), ("2009-06-30", "2009-06-30", "2009-06-30"),
  ])
  func `a period begins and ends with days`(text: String, first: String, last: String) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.firstDay.description == first)
    #expect(date.lastDay.description == last)
  }
}
