import Model
import Testing

struct CalendarDateTests {
  @Test(arguments: ["2009", "2009-06", "2009-06-30", "0001-01-01", "2000-02-29"])
  func `reads what it writes`(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "", "09", "2009-13", "2009-02-29", "1900-02-29", "2009-6-30", "2009/06/30", "20090630", "-",
    "2009-", "2009-06-31", "summer", "12009",
  ])
  func `refuses what is not a date`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `ignores a time and blanks around`() {
    #expect(CalendarDate(" 2009-06-30T12:00:00Z ")?.description == "2009-06-30")
    #expect(CalendarDate("2009-06-30+01:00")?.description == "2009-06-30")
  }

  @Test func `counts days as the calendar does`() throws {
    var day = try #require(CalendarDate("1970-01-01"))
    #expect(day.daysSince1970 == 0)
    for count in stride(from: -200_000, through: 200_000, by: 997) {
      day = try #require(CalendarDate(daysSince1970: count))
      #expect(day.daysSince1970 == count)
    }
    #expect(CalendarDate("2000-03-01")?.daysSince1970 == 11_017)
  }

  @Test func `a period contains the days between its bounds, both included`() throws {
    let period = Validity(from: CalendarDate("2004"), until: CalendarDate("2009-06"))
    for (text, expected) in [
      ("2003-12-31", false), ("2004-01-01", true), ("2009-06-30", true), ("2009-07-01", false),
      ("2009", true),
    ] {
      #expect(period.contains(try #require(CalendarDate(text))) == expected, "\(text)")
    }
    #expect(period.overlaps(Validity(from: CalendarDate("2009-06-30"))))
    #expect(!period.overlaps(Validity(from: CalendarDate("2009-07-01"))))
    #expect(Validity.always.overlaps(period))
  }
}
